package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Version;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SaveBatchTaskForUpdatingContactInfoByNewContact: takes a batch of domains and a contact, answers
 * a TaskNo once all of it is stored. {@link SubmitDesk} has the order of its refusals.
 */
public final class SubmitByNewContact implements Operation {

  private static final Description DESCRIBED =
      Description.of("Changes one contact of many domain names to the contact given.")
          .with(BatchNames.MANY)
          .with(ContactType.REQUIRED)
          .with(ContactSubmission.DESCRIBED)
          .with(TransferLockParameter.DESCRIBED)
          .with(LiftUpdateLock.DESCRIBED)
          .with(ClientTokens.DESCRIBED)
          .refusing(
              ErrorCode.PARAMETER_ILLEGAL,
              ErrorCode.DOMAIN_NOT_EXIST,
              ErrorCode.TASK_IS_BEING_PROCESSED,
              ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
              ErrorCode.NETWORK_IO_ERROR);

  private final SubmitDesk desk;
  private final Contacts contacts;

  public SubmitByNewContact(SubmitDesk desk, Contacts contacts) {
    this.desk = desk;
    this.contacts = contacts;
  }

  @Override
  public String name() {
    return "SaveBatchTaskForUpdatingContactInfoByNewContact";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:DomainInfoModification", true, true);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    return desk.once(this, call, claim -> submit(call, claim));
  }

  private Answer submit(Call call, ClientTokens.@Nullable Claim claim) {
    Parameters in = call.parameters();
    BatchNames names = desk.many(in);
    @Nullable ContactType type = ContactType.read(in);
    boolean lock = TransferLockParameter.read(in, type);
    LiftUpdateLock updateLock = LiftUpdateLock.read(in);
    ContactSubmission contact = ContactSubmission.of(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (desk.unfit(contact, type, names) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    Work work = new ContactWork(contacts, Objects.requireNonNull(type), contact, lock, updateLock);
    return desk.submit(call, names, work, claim);
  }
}
