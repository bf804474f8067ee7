package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.StoredContact;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.Readings;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QueryContactInfo: a domain's contact in a role. The fields are those that were submitted, as they
 * were submitted, where this service has set the contact and nobody else has since; otherwise what
 * the registry holds, by a {@link ContactLook}.
 */
public final class ContactInfoQuery implements Operation {

  private static final Description DESCRIBED =
      Description.of(
              "A domain name's contact in one role, as it was submitted here or as the registry has"
                  + " it.")
          .with(BatchNames.ONE)
          .with(ContactType.REQUIRED)
          .refusing(
              ErrorCode.PARAMETER_ILLEGAL, ErrorCode.DOMAIN_NOT_EXIST, ErrorCode.NETWORK_IO_ERROR);

  private final SubmitDesk desk;
  private final Database database;
  private final Domains domains;
  private final Readings readings;
  private final Contacts contacts;
  private final ContactLook look;
  private final ApiTime time;

  public ContactInfoQuery(
      SubmitDesk desk,
      Database database,
      Domains domains,
      Readings readings,
      Contacts contacts,
      ContactLook look,
      ApiTime time) {
    this.desk = desk;
    this.database = database;
    this.domains = domains;
    this.readings = readings;
    this.contacts = contacts;
    this.look = look;
    this.time = time;
  }

  @Override
  public String name() {
    return "QueryContactInfo";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:QueryCommonInfo", false, false);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  /** What is known here before a registry is asked. */
  private record Known(boolean held, Optional<SetContact> set) {}

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    BatchNames names = desk.one(in);
    @Nullable ContactType type = ContactType.read(in);
    if (type == null || in.refusal() != null) {
      return Answer.refused(Objects.requireNonNull(in.refusal()));
    }
    DomainName name = names.given().keySet().iterator().next();
    Known known = database.read(sql -> known(sql, call.caller().accountId(), name, type));
    if (!known.held() || !names.unserved().isEmpty()) {
      return Answer.refused(names.notExist(List.of(name)));
    }
    if (known.set().isPresent()) {
      StoredContact contact = contacts.load(known.set().get().contactId());
      return Answer.ok(shown(call, contact.submitted(), contact.createdAt()));
    }
    return switch (look.at(names, name, type, call.requestId())) {
      case ContactLook.Seen.Held(ContactSubmission fields, @Nullable Long createdAt) ->
          Answer.ok(shown(call, fields, createdAt));
      case ContactLook.Seen.Refused(Refusal refusal) -> Answer.refused(refusal);
    };
  }

  private Known known(Sql sql, long accountId, DomainName name, ContactType type) {
    boolean held = !domains.holdings(sql, accountId, List.of(name)).isEmpty();
    return new Known(
        held,
        SetContact.find(sql, accountId, name.ascii(), type)
            .filter(set -> stands(sql, name, type, set)));
  }

  /** Whether no reading shows another contact in the role since. */
  private boolean stands(Sql sql, DomainName name, ContactType type, SetContact set) {
    return readings.latest(sql, name).map(reading -> set.stands(type, reading.info())).orElse(true);
  }

  private Tree.Obj shown(Call call, ContactSubmission fields, @Nullable Long createdAt) {
    Tree.Obj shown = Tree.object().put("CreateDate", createdAt == null ? "" : time.text(createdAt));
    fields.shown(call.version()).fields().forEach(field -> shown.put(field.name(), field.value()));
    return shown;
  }
}
