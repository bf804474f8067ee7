package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Version;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.Profile;
import dev.domicile.contact.Profiles;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The submits that take the contact from a profile of the account. What the profile says now is
 * stored with the task; what is done to the profile later does not touch it.
 */
public final class SubmitByProfile implements Operation {

  private static final String INSTANCE_ID = "InstanceId";

  /** The operations, which differ in how they name domains and in who has them. */
  public enum Form {
    BATCH(
        "SaveBatchTaskForUpdatingContactInfoByRegistrantProfileId",
        Set.of(Version.V2018_01_29),
        BatchNames.MANY),
    /** The international version's name for the same. */
    BATCH_INTERNATIONAL(
        "SaveBatchTaskForUpdatingContactInfo", Set.of(Version.V2017_12_18), BatchNames.MANY),
    SINGLE(
        "SaveSingleTaskForUpdatingContactInfo",
        Set.of(Version.V2018_01_29, Version.V2017_12_18),
        BatchNames.ONE,
        Parameter.optional(
            INSTANCE_ID, Parameter.Kind.TEXT, "Its id; refused where it is another's."));

    private final String operation;
    private final Set<Version> versions;
    private final Description described;

    Form(String operation, Set<Version> versions, Parameter... naming) {
      this.operation = operation;
      this.versions = versions;
      this.described =
          Description.of("Changes one contact of domain names to what a profile holds now.")
              .with(List.of(naming))
              .with(ContactType.REQUIRED)
              .with(Profiles.REQUIRED)
              .with(TransferLockParameter.DESCRIBED)
              .with(LiftUpdateLock.DESCRIBED)
              .with(ClientTokens.DESCRIBED)
              .refusing(
                  ErrorCode.PARAMETER_ILLEGAL,
                  ErrorCode.DOMAIN_NOT_EXIST,
                  ErrorCode.TASK_IS_BEING_PROCESSED,
                  ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
                  ErrorCode.CONTACT_TEMPLATE_NOT_EXIST,
                  ErrorCode.NETWORK_IO_ERROR);
    }
  }

  private final Form form;
  private final SubmitDesk desk;
  private final Contacts contacts;
  private final Profiles profiles;
  private final Database database;
  private final Domains domains;

  public SubmitByProfile(
      Form form,
      SubmitDesk desk,
      Contacts contacts,
      Profiles profiles,
      Database database,
      Domains domains) {
    this.form = form;
    this.desk = desk;
    this.contacts = contacts;
    this.profiles = profiles;
    this.database = database;
    this.domains = domains;
  }

  @Override
  public String name() {
    return form.operation;
  }

  @Override
  public Set<Version> versions() {
    return form.versions;
  }

  @Override
  public Permission permission() {
    return new Permission("domain:DomainInfoModification", true, true);
  }

  @Override
  public Description describe() {
    return form.described;
  }

  @Override
  public Answer run(Call call) {
    return desk.once(this, call, claim -> submit(call, claim));
  }

  private Answer submit(Call call, ClientTokens.@Nullable Claim claim) {
    Parameters in = call.parameters();
    BatchNames names = form == Form.SINGLE ? desk.one(in) : desk.many(in);
    @Nullable ContactType type = ContactType.read(in);
    boolean lock = TransferLockParameter.read(in, type);
    LiftUpdateLock updateLock = LiftUpdateLock.read(in);
    long profileId = Profiles.requiredId(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    Optional<Profile> profile =
        database.read(sql -> profiles.find(sql, call.caller().accountId(), profileId));
    if (profile.isEmpty()) {
      return Answer.refused(Profiles.notExist());
    }
    ContactSubmission contact = profile.get().contact();
    if (desk.unfit(contact, type, names) instanceof Refusal refusal) {
      return Answer.refused(inProfile(refusal));
    }
    if (form == Form.SINGLE && wrongInstance(call, names) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    Work work = new ContactWork(contacts, Objects.requireNonNull(type), contact, lock, updateLock);
    return desk.submit(call, names, work, claim);
  }

  /** The caller never sent the fields that are wrong, so it is told where they stand. */
  private static Refusal inProfile(Refusal refusal) {
    boolean missing = refusal.code() == ErrorCode.MISSING;
    return Refusal.illegal(
        Profiles.ID
            + ": this profile will not do. "
            + (missing ? refusal.argument() + ": it is missing." : refusal.en()),
        Profiles.ID + "：该信息模板不可用。" + (missing ? refusal.argument() + "：缺失。" : refusal.zh()));
  }

  /** An InstanceId never changes, so that a look before the submit is enough. */
  private @Nullable Refusal wrongInstance(Call call, BatchNames names) {
    Optional<String> given = call.parameters().text(INSTANCE_ID);
    if (given.isEmpty()) {
      return null;
    }
    boolean right =
        database
            .read(sql -> domains.findByInstanceId(sql, given.get()))
            .filter(domain -> domain.accountId() == call.caller().accountId())
            .filter(domain -> names.given().containsKey(domain.name()))
            .isPresent();
    return right
        ? null
        : Refusal.of(
            ErrorCode.DOMAIN_NOT_EXIST,
            INSTANCE_ID + ": it is not the one of this domain name.",
            INSTANCE_ID + "：与该域名不符。");
  }
}
