package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From what a registry holds and what is wanted to the one command that makes the difference. Pure:
 * the same two always give the same plan, so what was sent can be explained afterwards.
 */
final class Planner {

  static final String TRANSFER_LOCK = "clientTransferProhibited";
  private static final String UPDATE_LOCK = "clientUpdateProhibited";
  private static final String SERVER_LOCK = "serverUpdateProhibited";
  private static final String PENDING_UPDATE = "pendingUpdate";

  private Planner() {}

  /**
   * @param sponsor our clID at the registry
   */
  static Plan plan(DomainInfo now, Wanted wanted, String sponsor) {
    if (!now.sponsor().equalsIgnoreCase(sponsor)) {
      return new Plan.Blocked(Reason.NOT_SPONSORED, "sponsored by " + now.sponsor());
    }
    boolean lock = wanted.transferLock() && !now.statuses().contains(TRANSFER_LOCK);
    if (holds(now, wanted) && !lock) {
      return new Plan.Nothing();
    }
    if (now.statuses().contains(PENDING_UPDATE)) {
      return new Plan.Undecided();
    }
    return blocked(now.statuses()) instanceof Plan.Blocked blocked
        ? blocked
        : send(now, wanted, lock);
  }

  /** Whether the role has the wanted contact and no other. */
  static boolean holds(DomainInfo now, Wanted wanted) {
    Role role = wanted.type().role();
    if (role == null) {
      return now.registrant() instanceof String handle && same(handle, wanted.handle());
    }
    List<String> held = now.roles().getOrDefault(role, List.of());
    return held.size() == 1 && same(held.getFirst(), wanted.handle());
  }

  private static Plan send(DomainInfo now, Wanted wanted, boolean lock) {
    Set<String> addStatuses = lock ? Set.of(TRANSFER_LOCK) : Set.of();
    Role role = wanted.type().role();
    if (role == null) {
      boolean change = !holds(now, wanted);
      DomainUpdate update =
          new DomainUpdate(
              now.name(),
              List.of(),
              List.of(),
              addStatuses,
              Set.of(),
              change ? wanted.handle() : null);
      return new Plan.Send(update, after(now, wanted.handle(), now.roles(), addStatuses));
    }
    List<DomainUpdate.Link> add = new ArrayList<>();
    List<DomainUpdate.Link> remove = new ArrayList<>();
    List<String> held = now.roles().getOrDefault(role, List.of());
    if (held.stream().noneMatch(handle -> same(handle, wanted.handle()))) {
      add.add(new DomainUpdate.Link(role, wanted.handle()));
    }
    for (String handle : held) {
      if (!same(handle, wanted.handle())) {
        remove.add(new DomainUpdate.Link(role, handle));
      }
    }
    Map<Role, List<String>> roles = new EnumMap<>(Role.class);
    roles.putAll(now.roles());
    roles.put(role, List.of(wanted.handle()));
    DomainUpdate update = new DomainUpdate(now.name(), add, remove, addStatuses, Set.of(), null);
    return new Plan.Send(update, after(now, now.registrant(), roles, addStatuses));
  }

  private static DomainInfo after(
      DomainInfo now,
      @org.jspecify.annotations.Nullable String registrant,
      Map<Role, List<String>> roles,
      Set<String> added) {
    Set<String> statuses = new HashSet<>(now.statuses());
    if (statuses.addAll(added)) {
      statuses.remove("ok"); // RFC 5731 section 2.3: ok stands alone
    }
    return new DomainInfo(now.name(), now.sponsor(), registrant, roles, statuses);
  }

  private static @org.jspecify.annotations.Nullable Plan blocked(Set<String> statuses) {
    if (statuses.contains(SERVER_LOCK)) {
      return new Plan.Blocked(Reason.SERVER_LOCK, SERVER_LOCK);
    }
    if (statuses.contains(UPDATE_LOCK)) {
      return new Plan.Blocked(Reason.UPDATE_LOCK, UPDATE_LOCK);
    }
    for (String status : List.of("pendingDelete", "pendingTransfer", "pendingCreate")) {
      if (statuses.contains(status)) {
        return new Plan.Blocked(Reason.PENDING_ELSEWHERE, status);
      }
    }
    return null;
  }

  /** Some registries answer handles in upper case, however they were sent. */
  private static boolean same(String one, String other) {
    return one.equalsIgnoreCase(other);
  }
}
