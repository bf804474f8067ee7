package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From what a registry holds and what is wanted to the one command that makes the difference. Pure:
 * the same two always give the same plan, so what was sent can be explained afterwards.
 */
final class Planner {

  private static final String UPDATE_LOCK = ProhibitionLock.UPDATE.status();
  private static final String SERVER_LOCK = "serverUpdateProhibited";
  static final String PENDING_UPDATE = "pendingUpdate";

  private Planner() {}

  /**
   * @param sponsor our clID at the registry
   * @param mayLift whether an update lock may be lifted for the change, in the same command
   */
  static Plan plan(DomainInfo now, Wanted wanted, String sponsor, boolean mayLift) {
    if (!now.sponsor().equalsIgnoreCase(sponsor)) {
      return new Plan.Blocked(Reason.NOT_SPONSORED, "sponsored by " + now.sponsor());
    }
    DomainInfo after = wanted.in(now);
    DomainUpdate update = difference(now, after);
    if (update.isEmpty()) {
      return wanted instanceof Wanted.Recorded && now.statuses().contains(UPDATE_LOCK) && !mayLift
          ? new Plan.Blocked(Reason.UPDATE_LOCK, UPDATE_LOCK) // it is the holder's word to us, too
          : new Plan.Nothing();
    }
    if (now.statuses().contains(PENDING_UPDATE)) {
      return new Plan.Undecided();
    }
    boolean lifts =
        mayLift
            && now.statuses().contains(UPDATE_LOCK)
            && !update.removeStatuses().contains(UPDATE_LOCK);
    if (lifts) {
      after = withStatuses(after, Wanted.without(after.statuses(), UPDATE_LOCK));
      update = difference(now, after);
    }
    return blocked(now.statuses(), update) instanceof Plan.Blocked blocked
        ? blocked
        : new Plan.Send(update, after, lifts);
  }

  /** Whether a domain is as it was seen before; what a registry sets by itself aside. */
  static boolean same(DomainInfo before, DomainInfo now) {
    return before.sponsor().equalsIgnoreCase(now.sponsor()) && difference(before, now).isEmpty();
  }

  /** From a domain without its update lock to one with it; empty where it is there. */
  static Optional<Plan.Send> putBack(DomainInfo now) {
    if (now.statuses().contains(UPDATE_LOCK)) {
      return Optional.empty();
    }
    DomainInfo after = withStatuses(now, Wanted.with(now.statuses(), UPDATE_LOCK));
    return Optional.of(new Plan.Send(difference(now, after), after, false));
  }

  private static DomainInfo withStatuses(DomainInfo info, Set<String> statuses) {
    return new DomainInfo(info.name(), info.sponsor(), info.registrant(), info.roles(), statuses);
  }

  private static DomainUpdate difference(DomainInfo now, DomainInfo after) {
    List<DomainUpdate.Link> add = new ArrayList<>();
    List<DomainUpdate.Link> remove = new ArrayList<>();
    for (Role role : Role.values()) {
      List<String> before = now.roles().getOrDefault(role, List.of());
      List<String> then = after.roles().getOrDefault(role, List.of());
      missing(before, then).forEach(handle -> add.add(new DomainUpdate.Link(role, handle)));
      missing(then, before).forEach(handle -> remove.add(new DomainUpdate.Link(role, handle)));
    }
    return new DomainUpdate(
        now.name(),
        add,
        remove,
        clientStatusesBeyond(now, after),
        clientStatusesBeyond(after, now),
        same(now.registrant(), after.registrant()) ? null : after.registrant());
  }

  /** Those of the second list that the first has not. */
  private static List<String> missing(List<String> first, List<String> second) {
    return second.stream()
        .filter(handle -> first.stream().noneMatch(other -> same(handle, other)))
        .toList();
  }

  /** The others are the registry's own: ok comes and goes by itself. */
  private static Set<String> clientStatusesBeyond(DomainInfo first, DomainInfo second) {
    Set<String> beyond = new HashSet<>(second.statuses());
    beyond.removeAll(first.statuses());
    beyond.removeIf(status -> !status.startsWith("client"));
    return beyond;
  }

  private static @Nullable Plan blocked(Set<String> statuses, DomainUpdate update) {
    if (statuses.contains(SERVER_LOCK)) {
      return new Plan.Blocked(Reason.SERVER_LOCK, SERVER_LOCK);
    }
    if (statuses.contains(UPDATE_LOCK) && !update.removeStatuses().contains(UPDATE_LOCK)) {
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
  private static boolean same(@Nullable String one, @Nullable String other) {
    return one == null ? other == null : one.equalsIgnoreCase(other);
  }
}
