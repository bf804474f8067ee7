package dev.domicile.registry.sandbox;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFC 5731 section 3.2.5. All of it is done or nothing. */
final class DomainUpdateCommand implements Command {

  private final Register register;
  private final InstantSource clock;

  DomainUpdateCommand(Register register, InstantSource clock) {
    this.register = register;
    this.clock = clock;
  }

  @Override
  public Answer run(Element update, String registrar) {
    Form form = Form.of(update);
    DomainChange change = DomainChange.of(form);
    Answer refusal = form.refusal();
    return refusal != null ? refusal : register.alone(() -> update(change, registrar));
  }

  private Answer update(DomainChange change, String registrar) {
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
    Answer refusal = registrant(change.registrant());
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
            change.registrant() == null ? held.registrant() : change.registrant(),
            contacts,
            statuses,
            change.authInfo() == null ? held.authInfo() : change.authInfo(),
            registrar,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return register.put(changed, Answer.of(ResultCode.COMPLETED));
  }

  /** RFC 5731 section 2.3: clientUpdateProhibited lets only the command pass that removes it. */
  static boolean isLocked(Set<String> statuses, List<String> removed) {
    return statuses.contains("serverUpdateProhibited")
        || statuses.stream().anyMatch(s -> s.startsWith("pending"))
        || statuses.contains("clientUpdateProhibited")
            && !removed.contains("clientUpdateProhibited");
  }

  private @Nullable Answer registrant(@Nullable String handle) {
    return handle != null && register.contact(handle) == null
        ? Answer.refused(ResultCode.NOT_THERE, "registrant")
        : null;
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
}
