package dev.domicile.api;

import java.util.Set;

/**
 * The operations of the Domain API of 2018-01-29 that are not about contacts, their tasks and
 * domains. A program that calls one is told that it is known, and looks no further for a typing
 * error.
 */
final class OtherOperations {

  private static final Set<String> NAMES =
      Set.of(
          """
          BatchFuzzyMatchDomainSensitiveWord
          CancelDomainVerification
          CancelOperationAudit
          CancelQualificationVerification
          ChangeResourceGroup
          CheckDomain
          CheckDomainSunriseClaim
          CheckIntlFixPriceDomainStatus
          CheckMaxYearOfServerLock
          CheckProcessingServerLockApply
          CheckTransferInFeasibility
          ConfirmTransferInEmail
          CreateIntlFixedPriceDomainOrder
          DeleteContactTemplates
          DeleteDomainGroup
          DeleteEmailVerification
          DomainKnowledgeRetrieve
          DomainSpecialBizCancel
          EmailVerified
          FuzzyMatchDomainSensitiveWord
          GetIntlFixPriceDomainListUrl
          GetOperationOssUploadPolicy
          GetQualificationUploadPolicy
          ListEmailVerification
          ListServerLock
          LookupTmchNotice
          QueryAdvancedDomainList
          QueryArtExtension
          QueryDSRecord
          QueryDnsHost
          QueryDomainAdminDivision
          QueryDomainGroupList
          QueryDomainRealNameVerificationInfo
          QueryDomainRealTimePrice
          QueryDomainSpecialBizDetail
          QueryDomainSpecialBizInfoByDomain
          QueryDomainSuffix
          QueryEmailVerification
          QueryEnsAssociation
          QueryFailReasonForDomainRealNameVerification
          QueryFailReasonForRegistrantProfileRealNameVerification
          QueryFailingReasonListForQualification
          QueryIntlFixedPriceOrderList
          QueryLocalEnsAssociation
          QueryOperationAuditInfoDetail
          QueryOperationAuditInfoList
          QueryQualificationDetail
          QueryRegistrantProfileRealNameVerificationInfo
          QueryServerLock
          QueryTransferInByInstanceId
          QueryTransferInList
          QueryTransferOutInfo
          RegistrantProfileRealNameVerification
          ResendEmailVerification
          ResetQualificationVerification
          SaveBatchDomainRemark
          SaveBatchTaskForApplyQuickTransferOutOpenly
          SaveBatchTaskForCreatingOrderActivate
          SaveBatchTaskForCreatingOrderRedeem
          SaveBatchTaskForCreatingOrderRenew
          SaveBatchTaskForCreatingOrderTransfer
          SaveBatchTaskForDomainNameProxyService
          SaveBatchTaskForGenerateDomainCertificate
          SaveBatchTaskForModifyingDomainDns
          SaveBatchTaskForReserveDropListDomain
          SaveBatchTaskForTransferOutByAuthorizationCode
          SaveDomainGroup
          SaveRegistrantProfileRealNameVerification
          SaveSingleTaskForAddingDSRecord
          SaveSingleTaskForApplyQuickTransferOutOpenly
          SaveSingleTaskForApprovingTransferOut
          SaveSingleTaskForAssociatingEns
          SaveSingleTaskForCancelingTransferIn
          SaveSingleTaskForCancelingTransferOut
          SaveSingleTaskForCreatingDnsHost
          SaveSingleTaskForCreatingOrderActivate
          SaveSingleTaskForCreatingOrderRedeem
          SaveSingleTaskForCreatingOrderRenew
          SaveSingleTaskForCreatingOrderTransfer
          SaveSingleTaskForDeletingDSRecord
          SaveSingleTaskForDeletingDnsHost
          SaveSingleTaskForDisassociatingEns
          SaveSingleTaskForDomainNameProxyService
          SaveSingleTaskForGenerateDomainCertificate
          SaveSingleTaskForModifyingDSRecord
          SaveSingleTaskForModifyingDnsHost
          SaveSingleTaskForQueryingTransferAuthorizationCode
          SaveSingleTaskForReserveDropListDomain
          SaveSingleTaskForSaveArtExtension
          SaveSingleTaskForSynchronizingDSRecord
          SaveSingleTaskForSynchronizingDnsHost
          SaveSingleTaskForTransferOutByAuthorizationCode
          SaveTaskForSubmittingDomainDelete
          SaveTaskForSubmittingDomainRealNameVerificationByIdentityCredential
          SaveTaskForSubmittingDomainRealNameVerificationByRegistrantProfileID
          SaveTaskForUpdatingRegistrantInfoByIdentityCredential
          SaveTaskForUpdatingRegistrantInfoByRegistrantProfileID
          ScrollDomainList
          SetupDomainAutoRenew
          SubmitDomainSpecialBizCredentials
          SubmitEmailVerification
          SubmitOperationAuditInfo
          SubmitOperationCredentials
          TransferInCheckMailToken
          TransferInReenterTransferAuthorizationCode
          TransferInRefetchWhoisEmail
          TransferInResendMailToken
          UpdateDomainToDomainGroup
          VerifyEmail
          """
              .strip()
              .split("\\s+"));

  private OtherOperations() {}

  static boolean contain(String action, Version version) {
    return version == Version.V2018_01_29 && NAMES.contains(action);
  }

  static Set<String> names() {
    return NAMES;
  }

  static Refusal refusal(String action) {
    return Refusal.of(
        ErrorCode.UNSUPPORTED_OPERATION,
        action
            + " is known but not part of this service, which changes the contacts and locks of"
            + " domains; send it to the service that has the domains' orders.",
        action + "为已知操作，但不属于本服务；本服务仅处理域名联系人和锁定的变更。");
  }
}
