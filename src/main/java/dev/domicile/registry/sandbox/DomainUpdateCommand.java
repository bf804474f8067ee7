package dev.domicile.registry.sandbox;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** RFC 5731 section 3.2.5. All of it is done or nothing. */
final class DomainUpdateCommand implements Command {

  private final Register register;
  private final Policy policy;
  private final InstantSource clock;

  DomainUpdateCommand(Register register, Policy policy, InstantSource clock) {
    this.register = register;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public Answer run(Element update, String registrar) {
    return run(update, registrar, (held, wanted) -> put(wanted));
  }

  /** Says that it is done, and leaves the contacts. */
  Command ignoringContacts() {
    return (update, registrar) ->
        run(
            update,
            registrar,
            (held, wanted) -> put(wanted.withContacts(held.registrant(), held.contacts())));
  }

  /** To be decided later. */
  Command postponed(Fault.Decision decision, Trids trids) {
    return (update, registrar) ->
        run(
            update,
            registrar,
            (held, wanted) ->
                register
                    .decisions()
                    .postpone(
                        new PendingChange(
                            wanted, decision, clock.instant().plus(policy.decidesAfter()), trids)));
  }

  private Answer put(HeldDomain wanted) {
    return register.put(wanted, Answer.of(ResultCode.COMPLETED));
  }

  private Answer run(Element update, String registrar, Ending how) {
    Form form = Form.of(update);
    DomainChange change = DomainChange.of(form);
    Answer refusal = form.refusal();
    return refusal != null ? refusal : register.alone(() -> update(change, registrar, how));
  }

  private Answer update(DomainChange change, String registrar, Ending how) {
    HeldDomain held = register.domain(change.name());
    if (held == null) {
      return Answer.refused(ResultCode.NOT_THERE, "name");
    }
    if (!held.sponsor().equals(registrar)) {
      return Answer.of(ResultCode.AUTHORIZATION);
    }
    if (isLocked(held.statuses(), change.rem().statuses())) {
      return Answer.of(ResultCode.STATUS);
    }
    Map<String, String> contacts = new HashMap<>(held.contacts());
    Set<String> statuses = new HashSet<>(held.statuses());
    Policy.Contacts has = policy.contactsOf(change.name());
    Answer refusal = registrant(has, change.registrant());
    if (refusal == null) {
      refusal = roles(has, change);
    }
    if (refusal == null) {
      refusal = swapContacts(contacts, change);
    }
    if (refusal == null) {
      refusal = swapStatuses(statuses, change.rem().statuses(), change.add().statuses());
    }
    if (refusal != null) {
      return refusal;
    }
    HeldDomain changed =
        held.updated(
            registrant(held, change.registrant()),
            contacts,
            statuses,
            change.authInfo() == null ? held.authInfo() : change.authInfo(),
            registrar,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return how.end(held, changed);
  }

  private static @Nullable String registrant(HeldDomain held, @Nullable String wanted) {
    if (wanted == null) {
      return held.registrant();
    }
    return wanted.isEmpty() ? null : wanted;
  }

  /** RFC 5731 section 2.3: clientUpdateProhibited lets only the command pass that removes it. */
  static boolean isLocked(Set<String> statuses, List<String> removed) {
    return statuses.contains("serverUpdateProhibited")
        || statuses.stream().anyMatch(s -> s.startsWith("pending"))
        || statuses.contains("clientUpdateProhibited")
            && !removed.contains("clientUpdateProhibited");
  }

  private @Nullable Answer registrant(Policy.Contacts has, @Nullable String handle) {
    if (handle == null) {
      return null;
    }
    if (!has.hasRegistrant()) {
      return Answer.refused(ResultCode.POLICY, "registrant: none here");
    }
    if (handle.isEmpty()) {
      return has == Policy.Contacts.OPTIONAL
          ? null
          : Answer.refused(ResultCode.POLICY, "registrant: a domain has one");
    }
    return register.contact(handle) == null
        ? Answer.refused(ResultCode.NOT_THERE, "registrant")
        : null;
  }

  private static @Nullable Answer roles(Policy.Contacts has, DomainChange change) {
    return Stream.concat(change.rem().contacts().stream(), change.add().contacts().stream())
        .map(ContactLink::role)
        .filter(role -> !has.roles().contains(role))
        .findFirst()
        .map(role -> Answer.refused(ResultCode.POLICY, "contact: no " + role + " here"))
        .orElse(null);
  }

  private @Nullable Answer swapContacts(Map<String, String> contacts, DomainChange change) {
    if (!Collections.disjoint(change.rem().contacts(), change.add().contacts())) {
      return Answer.refused(ResultCode.POLICY, "contact: the same in add and rem");
    }
    for (ContactLink link : change.rem().contacts()) {
      if (!contacts.remove(link.role(), link.handle())) {
        return Answer.refused(ResultCode.POLICY, "contact: not linked as " + link.role());
      }
    }
    for (ContactLink link : change.add().contacts()) {
      if (register.contact(link.handle()) == null) {
        return Answer.refused(ResultCode.NOT_THERE, "contact: " + link.role());
      }
      String present = contacts.putIfAbsent(link.role(), link.handle());
      if (present != null) {
        return Answer.refused(
            ResultCode.POLICY,
            present.equals(link.handle())
                ? "contact: already linked as " + link.role()
                : "contact: one per role, and there is another " + link.role());
      }
    }
    return null;
  }

  /** The same rules hold for the statuses of contacts. */
  static @Nullable Answer swapStatuses(Set<String> statuses, List<String> rem, List<String> add) {
    if (!Collections.disjoint(rem, add)) {
      return Answer.refused(ResultCode.POLICY, "status: the same in add and rem");
    }
    for (String status : rem) {
      if (!statuses.remove(status)) {
        return Answer.refused(ResultCode.POLICY, "status: " + status + " is not set");
      }
    }
    for (String status : add) {
      if (!statuses.add(status)) {
        return Answer.refused(ResultCode.POLICY, "status: " + status + " is already set");
      }
    }
    return null;
  }

  /** What becomes of a change that nothing speaks against. */
  private interface Ending {
    Answer end(HeldDomain held, HeldDomain wanted);
  }
}
