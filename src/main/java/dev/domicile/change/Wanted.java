package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a domain shall be at its registry. */
sealed interface Wanted {

  /** The domain as it is once this is done, given how it is. */
  DomainInfo in(DomainInfo now);

  /** Whether the registry holds what the change is about. */
  boolean isHeldBy(DomainInfo now);

  /**
   * Whether some of it is there already, so that no command would say so: what was read some time
   * ago is no proof of that.
   */
  default boolean isPartlyIn(DomainInfo now) {
    return false;
  }

  /** For the audit: what was wanted, without personal data. */
  String told();

  /** What became of a domain that is as wanted now. */
  Reason achieved(boolean bySending);

  /** What goes with that in this case, without personal data. */
  default String note() {
    return "";
  }

  /** A contact in a role, at the registry or in the registrar's own record. */
  sealed interface OfContact extends Wanted {

    ContactType type();

    /** Of the contact at the registry; empty where the registry has none. */
    String handle();

    boolean transferLock();
  }

  /**
   * A contact alone in its role.
   *
   * @param handle of the new contact there
   * @param transferLock whether clientTransferProhibited shall be set; only with a change of
   *     registrant
   * @param transliterated parameters for which the registry is sent what was made from Chinese
   */
  record Contact(ContactType type, String handle, boolean transferLock, List<String> transliterated)
      implements OfContact {
    public Contact {
      transliterated = List.copyOf(transliterated);
      if (transferLock && type != ContactType.REGISTRANT) {
        throw new IllegalArgumentException("a transfer lock goes with a change of registrant only");
      }
    }

    @Override
    public DomainInfo in(DomainInfo now) {
      Map<Role, List<String>> roles = new EnumMap<>(Role.class);
      roles.putAll(now.roles());
      if (type.role() instanceof Role role) {
        roles.put(role, List.of(handle));
      }
      return new DomainInfo(
          now.name(),
          now.sponsor(),
          type == ContactType.REGISTRANT ? handle : now.registrant(),
          roles,
          transferLock ? with(now.statuses(), ProhibitionLock.TRANSFER.status()) : now.statuses());
    }

    /** As it was submitted. */
    Contact(ContactType type, String handle, boolean transferLock) {
      this(type, handle, transferLock, List.of());
    }

    /** The lock that comes with it aside. */
    @Override
    public boolean isHeldBy(DomainInfo now) {
      List<String> held = type.handlesIn(now);
      return held.size() == 1 && held.getFirst().equalsIgnoreCase(handle);
    }

    @Override
    public boolean isPartlyIn(DomainInfo now) {
      return transferLock
          && (isHeldBy(now) || now.statuses().contains(ProhibitionLock.TRANSFER.status()));
    }

    @Override
    public String told() {
      return "handle=" + handle;
    }

    @Override
    public Reason achieved(boolean bySending) {
      if (!transliterated.isEmpty()) {
        return Reason.DONE_TRANSLITERATED;
      }
      return bySending ? Reason.DONE : Reason.ALREADY_AS_WANTED;
    }

    @Override
    public String note() {
      return transliterated.isEmpty() ? "" : "made: " + String.join(", ", transliterated);
    }
  }

  /**
   * A contact in the registrar's own record, where the registry does not hold the role: all that
   * the registry may have to do with it is the lock.
   */
  record Recorded(ContactType type, boolean transferLock) implements OfContact {

    @Override
    public String handle() {
      return "";
    }

    @Override
    public DomainInfo in(DomainInfo now) {
      return transferLock
          ? new DomainInfo(
              now.name(),
              now.sponsor(),
              now.registrant(),
              now.roles(),
              with(now.statuses(), ProhibitionLock.TRANSFER.status()))
          : now;
    }

    @Override
    public boolean isHeldBy(DomainInfo now) {
      return true;
    }

    @Override
    public String told() {
      return "record=" + type.parameter();
    }

    @Override
    public Reason achieved(boolean bySending) {
      return Reason.STORED_LOCALLY_NOT_PUBLISHED;
    }
  }

  /** A lock set, or lifted. */
  record Lock(ProhibitionLock lock, boolean on) implements Wanted {

    @Override
    public DomainInfo in(DomainInfo now) {
      String status = lock.status();
      return new DomainInfo(
          now.name(),
          now.sponsor(),
          now.registrant(),
          now.roles(),
          on ? with(now.statuses(), status) : without(now.statuses(), status));
    }

    @Override
    public boolean isHeldBy(DomainInfo now) {
      return now.statuses().contains(lock.status()) == on;
    }

    @Override
    public String told() {
      return lock.status() + (on ? "=on" : "=off");
    }

    @Override
    public Reason achieved(boolean bySending) {
      return bySending ? Reason.DONE : Reason.ALREADY_AS_WANTED;
    }
  }

  /** RFC 5731 section 2.3: ok stands where there is no other status, and nowhere else. */
  static Set<String> with(Set<String> statuses, String added) {
    Set<String> all = new HashSet<>(statuses);
    all.remove("ok");
    all.add(added);
    return all;
  }

  static Set<String> without(Set<String> statuses, String removed) {
    Set<String> rest = new HashSet<>(statuses);
    rest.remove(removed);
    return rest.isEmpty() ? Set.of("ok") : rest;
  }
}
