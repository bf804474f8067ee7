package dev.domicile.change;

import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.StoredContact;
import dev.domicile.portfolio.Domain;
import dev.domicile.portfolio.DomainFields;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.Registries;
import dev.domicile.store.Sql;
import dev.domicile.task.Underway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known here of one domain, as the API shows it. The registry is not asked: locks and
 * statuses are those of the last reading, the registrant is the one that this service set.
 */
public final class DomainDetail {

  /** What is known of a domain at one moment. */
  record Known(
      Domain domain,
      Optional<Reading> reading,
      Optional<SetContact> registrant,
      Optional<String> underway) {}

  private final Readings readings;
  private final Contacts contacts;
  private final Registries registries;
  private final Underway underway;
  private final DomainFields fields;

  public DomainDetail(
      Readings readings,
      Contacts contacts,
      Registries registries,
      Underway underway,
      DomainFields fields) {
    this.readings = readings;
    this.contacts = contacts;
    this.registries = registries;
    this.underway = underway;
    this.fields = fields;
  }

  Known read(Sql sql, Domain domain) {
    Optional<Reading> reading = readings.latest(sql, domain.name());
    String subject = domain.name().ascii();
    return new Known(
        domain,
        reading,
        SetContact.find(sql, domain.accountId(), subject, ContactType.REGISTRANT)
            .filter(set -> reading.isEmpty() || isRegistrant(set, reading.get())),
        registries.of(domain.name()).flatMap(registry -> underway.kind(sql, registry, subject)));
  }

  private static boolean isRegistrant(SetContact set, Reading reading) {
    return set.stands(ContactType.REGISTRANT, reading.info());
  }

  Tree.Obj shown(Version version, Known known, long now) {
    Tree.Obj shown = Tree.object().put("UserId", Long.toString(known.domain().accountId()));
    fields.put(shown, known.domain(), now);
    registrant(shown, version, known);
    shown
        .put("EmailVerificationStatus", 0)
        .put("EmailVerificationClientHold", false)
        .put("UpdateProhibitionLock", lock(known, ProhibitionLock.UPDATE))
        .put("TransferProhibitionLock", lock(known, ProhibitionLock.TRANSFER))
        .put("DomainNameProxyService", false)
        .put("Premium", false)
        .put("DnsList", Tree.object().put("Dns", Tree.rows(List.of())))
        .put("RealNameStatus", "NONAUDIT")
        .put("DomainNameVerificationStatus", "NONAUDIT")
        .put("RegistrantUpdatingStatus", pending(registrantChanges(known)))
        .put("TransferOutStatus", pending(statuses(known).contains("pendingTransfer")));
    return shown;
  }

  /** A contact that was set without a type is of the type that an absent one means. */
  private void registrant(Tree.Obj shown, Version version, Known known) {
    ContactSubmission submitted =
        known
            .registrant()
            .map(set -> contacts.load(set.contactId()))
            .map(StoredContact::submitted)
            .orElse(new ContactSubmission(Map.of()));
    for (String name : List.of(ContactSubmission.NAME, ContactSubmission.ORGANIZATION)) {
      shown.put(name, submitted.value(name).orElse(""));
      if (version == Version.V2018_01_29) {
        shown.put("Zh" + name, submitted.value("Zh" + name).orElse(""));
      }
    }
    shown.put(
        ContactSubmission.REGISTRANT_TYPE,
        known
            .registrant()
            .map(set -> submitted.value(ContactSubmission.REGISTRANT_TYPE).orElse("1"))
            .orElse(""));
    shown.put(ContactSubmission.EMAIL, submitted.value(ContactSubmission.EMAIL).orElse(""));
  }

  private static Set<String> statuses(Known known) {
    return known.reading().map(reading -> reading.info().statuses()).orElse(Set.of());
  }

  /** A domain that was never read here has no setting that could be told. */
  private static String lock(Known known, ProhibitionLock lock) {
    if (known.reading().isEmpty()) {
      return "NONE_SETTING";
    }
    return statuses(known).contains(lock.status()) ? "OPEN" : "CLOSE";
  }

  private static boolean registrantChanges(Known known) {
    return known.underway().equals(Optional.of(TaskType.CHG_HOLDER.name()))
        || statuses(known).contains("pendingUpdate");
  }

  private static String pending(boolean pending) {
    return pending ? "PENDING" : "NORMAL";
  }
}
