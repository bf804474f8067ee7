package dev.domicile.change;

import dev.domicile.contact.OldDisclosure;
import dev.domicile.portfolio.Reading;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.task.Claim;
import dev.domicile.task.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contact that a domain has in the role, which the new one shall be as hidden as. */
final class OldContact {

  private final ContactChangeStep house;
  private final Claim claim;
  private final Registry registry;
  private final ContactChange change;

  /** What this attempt has found before, should the domain have the new contact by now. */
  private @Nullable OldDisclosure told;

  OldContact(ContactChangeStep house, Claim claim, Registry registry, ContactChange change) {
    this.house = house;
    this.claim = claim;
    this.registry = registry;
    this.change = change;
  }

  /** Asks nothing where nothing is to be taken over. */
  Outcome<OldDisclosure> disclosure(DomainInfo now) {
    if (registry.profile().contactRules().disclose() != Disclosure.COPY) {
      return new Outcome.Ok<>(OldDisclosure.HIDDEN);
    }
    List<String> handles = change.type().handlesIn(now);
    Optional<DomainInfo> before = before();
    if (told == null && before.isPresent()) {
      Outcome<OldDisclosure> first = ofAll(change.type().handlesIn(before.get()));
      if (!(first instanceof Outcome.Ok<OldDisclosure>(OldDisclosure known))) {
        return first;
      }
      told = known;
    }
    if (told != null && leadsTo(handles, told)) {
      return new Outcome.Ok<>(told);
    }
    Outcome<OldDisclosure> held = ofAll(handles);
    if (held instanceof Outcome.Ok<OldDisclosure>(OldDisclosure known)) {
      told = known;
    }
    return held;
  }

  /**
   * Where a command of ours may have been carried out, the contact that the domain has may be the
   * new one: then the old one is that of the before-image.
   */
  private Optional<DomainInfo> before() {
    return claim.phase() == Phase.FRESH
        ? Optional.empty()
        : house
            .bench
            .database
            .read(sql -> house.bench.beforeImages.find(sql, claim))
            .map(Reading::info);
  }

  private boolean leadsTo(List<String> handles, OldDisclosure disclosure) {
    return handles.size() == 1
        && house
            .contacts
            .handleOf(registry, claim.accountId(), change.contactId(), disclosure)
            .filter(handles.getFirst()::equalsIgnoreCase)
            .isPresent();
  }

  /** Several contacts of one role, or none, have no one thing to say: all is hidden. */
  private Outcome<OldDisclosure> ofAll(List<String> handles) {
    Set<OldDisclosure> seen = new HashSet<>();
    for (String handle : handles) {
      Outcome<OldDisclosure> one = house.contacts.disclosureOf(registry, claim.taskId(), handle);
      if (!(one instanceof Outcome.Ok<OldDisclosure>(OldDisclosure disclosure))) {
        return one;
      }
      seen.add(disclosure);
    }
    return new Outcome.Ok<>(seen.size() == 1 ? seen.iterator().next() : OldDisclosure.HIDDEN);
  }
}
