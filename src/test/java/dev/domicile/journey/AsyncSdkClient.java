package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyun.auth.credentials.Credential;
import com.aliyun.auth.credentials.provider.StaticCredentialProvider;
import com.aliyun.sdk.gateway.pop.Configuration;
import com.aliyun.sdk.gateway.pop.auth.SignatureVersion;
import com.aliyun.sdk.gateway.pop.exception.PopClientException;
import com.aliyun.sdk.service.domain20180129.AsyncClient;
import com.aliyun.sdk.service.domain20180129.models.QueryTaskDetailListRequest;
import com.aliyun.sdk.service.domain20180129.models.QueryTaskDetailListResponseBody;
import com.aliyun.sdk.service.domain20180129.models.SaveBatchTaskForUpdatingContactInfoByNewContactRequest;
import com.aliyun.sdk.service.domain20180129.models.SaveBatchTaskForUpdatingContactInfoByNewContactRequest.Builder;
import darabonba.core.client.ClientOverrideConfiguration;
import dev.domicile.account.KeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** alibabacloud-domain20180129; it knows version 2018-01-29 only. */
final class AsyncSdkClient implements SdkClient {

  private static final long DEADLINE_SECONDS = 30;

  private static final Map<String, BiConsumer<Builder, String>> SETTERS =
      Map.ofEntries(
          Map.entry("ContactType", Builder::contactType),
          Map.entry("RegistrantType", Builder::registrantType),
          Map.entry("RegistrantName", Builder::registrantName),
          Map.entry("RegistrantOrganization", Builder::registrantOrganization),
          Map.entry("Country", Builder::country),
          Map.entry("Province", Builder::province),
          Map.entry("City", Builder::city),
          Map.entry("Address", Builder::address),
          Map.entry("Email", Builder::email),
          Map.entry("PostalCode", Builder::postalCode),
          Map.entry("TelArea", Builder::telArea),
          Map.entry("Telephone", Builder::telephone),
          Map.entry("TelExt", Builder::telExt),
          Map.entry("ZhRegistrantName", Builder::zhRegistrantName),
          Map.entry("ZhRegistrantOrganization", Builder::zhRegistrantOrganization),
          Map.entry("ZhProvince", Builder::zhProvince),
          Map.entry("ZhCity", Builder::zhCity),
          Map.entry("ZhAddress", Builder::zhAddress),
          Map.entry("Lang", Builder::lang),
          Map.entry("UserClientIp", Builder::userClientIp),
          Map.entry(
              "TransferOutProhibited",
              (builder, value) -> builder.transferOutProhibited(Boolean.valueOf(value))));

  private final SignatureVersion signature;
  private final AsyncClient client;

  AsyncSdkClient(String endpoint, KeyPair key, SignatureVersion signature) {
    this.signature = signature;
    this.client =
        AsyncClient.builder()
            .credentialsProvider(
                StaticCredentialProvider.create(
                    Credential.builder()
                        .accessKeyId(key.id())
                        .accessKeySecret(key.secret())
                        .build()))
            .serviceConfiguration(Configuration.create().setSignatureVersion(signature))
            .overrideConfiguration(
                ClientOverrideConfiguration.create()
                    .setEndpointOverride(endpoint)
                    .setProtocol("HTTP"))
            .region("cn-hangzhou")
            .build();
  }

  @Override
  public String name() {
    return "async " + signature;
  }

  @Override
  public String submit(Map<String, String> contact, List<String> names) throws Exception {
    return client
        .saveBatchTaskForUpdatingContactInfoByNewContact(request(contact, names))
        .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .getBody()
        .getTaskNo();
  }

  @Override
  public Told refused(Map<String, String> contact, List<String> names) {
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> submit(contact, names));
    Throwable cause = failed.getCause();
    while (!(cause instanceof PopClientException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    PopClientException told = assertInstanceOf(PopClientException.class, cause);
    return new Told(told.getErrCode(), told.getErrMessage());
  }

  private static SaveBatchTaskForUpdatingContactInfoByNewContactRequest request(
      Map<String, String> contact, List<String> names) {
    Builder builder = SaveBatchTaskForUpdatingContactInfoByNewContactRequest.builder();
    builder.domainName(names);
    contact.forEach((field, value) -> SETTERS.get(field).accept(builder, value));
    return builder.build();
  }

  @Override
  public Page list(String taskNo, int pageNum, int pageSize, Map<String, String> filters)
      throws Exception {
    QueryTaskDetailListRequest.Builder request =
        QueryTaskDetailListRequest.builder().taskNo(taskNo).pageNum(pageNum).pageSize(pageSize);
    filters.forEach((filter, value) -> filter(request, filter, value));
    QueryTaskDetailListResponseBody body =
        client
            .queryTaskDetailList(request.build())
            .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .getBody();
    return new Page(
        body.getTotalItemNum(),
        body.getCurrentPageNum(),
        body.getTotalPageNum(),
        body.getPageSize(),
        body.getPrePage(),
        body.getNextPage(),
        body.getData().getTaskDetail().stream().map(AsyncSdkClient::row).toList());
  }

  private static void filter(
      QueryTaskDetailListRequest.Builder request, String filter, String value) {
    switch (filter) {
      case "TaskStatus" -> request.taskStatus(Integer.valueOf(value));
      case "DomainName" -> request.domainName(value);
      case "InstanceId" -> request.instanceId(value);
      case "Lang" -> request.lang(value);
      default -> throw new IllegalArgumentException(filter);
    }
  }

  private static Map<String, String> row(QueryTaskDetailListResponseBody.TaskDetail detail) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("TaskNo", detail.getTaskNo());
    row.put("TaskDetailNo", detail.getTaskDetailNo());
    row.put("TaskType", detail.getTaskType());
    row.put("TaskTypeDescription", detail.getTaskTypeDescription());
    row.put("InstanceId", detail.getInstanceId());
    row.put("DomainName", detail.getDomainName());
    row.put("TaskStatus", detail.getTaskStatus());
    row.put("TaskStatusCode", String.valueOf(detail.getTaskStatusCode()));
    row.put("CreateTime", detail.getCreateTime());
    row.put("UpdateTime", detail.getUpdateTime());
    row.put("TryCount", String.valueOf(detail.getTryCount()));
    row.put("ErrorMsg", detail.getErrorMsg());
    row.put("TaskResult", detail.getTaskResult());
    return row;
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return name();
  }
}
