package dev.domicile.registry;

import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One domain:update that carries everything (RFC 5731 section 3.2.5).
 *
 * @param registrant the new registrant's handle, null to leave it
 */
public record DomainUpdate(
    DomainName name,
    List<Link> addContacts,
    List<Link> removeContacts,
    Set<String> addStatuses,
    Set<String> removeStatuses,
    @Nullable String registrant) {

  public DomainUpdate {
    addContacts = List.copyOf(addContacts);
    removeContacts = List.copyOf(removeContacts);
    addStatuses = Set.copyOf(addStatuses);
    removeStatuses = Set.copyOf(removeStatuses);
  }

  /** A contact in a role. */
  public record Link(Role role, String handle) {}

  public boolean isEmpty() {
    return addContacts.isEmpty()
        && removeContacts.isEmpty()
        && addStatuses.isEmpty()
        && removeStatuses.isEmpty()
        && registrant == null;
  }
}
