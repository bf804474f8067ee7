package dev.domicile.change;

import dev.domicile.portfolio.Reading;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.registry.Trouble;
import dev.domicile.task.Claim;
import dev.domicile.task.Phase;
import dev.domicile.task.StepResult;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The update lock that a step has lifted for its change. That it is owed is stored before the
 * command that lifts it; no step ends, well or badly, before it is back or the registry has refused
 * to take it back.
 */
final class LiftedLock {

  private static final Logger log = LoggerFactory.getLogger(LiftedLock.class);
  private static final int BUSY = 2400;

  private final Workbench bench;
  private final Claim claim;
  private final Registry registry;
  private final StepTrids trids;
  private boolean owed;
  private boolean refusedOnce;
  private @Nullable Reading now;

  LiftedLock(Workbench bench, Claim claim, Registry registry, StepTrids trids) {
    this.bench = bench;
    this.claim = claim;
    this.registry = registry;
    this.trids = trids;
    this.owed =
        claim.phase() != Phase.FRESH
            && bench.database.read(sql -> bench.beforeImages.owesLock(sql, claim));
  }

  /** Its being owed is in the database by now. */
  void isOwed() {
    owed = true;
  }

  /** Whether it is not there and would be put back. */
  boolean isMissingIn(DomainInfo info) {
    return owed && Planner.putBack(info).isPresent();
  }

  /** What the registry holds, as far as this attempt knows. */
  void seen(Reading reading) {
    now = reading;
  }

  /** The step's result once the lock is back; where it is not, what the step comes to instead. */
  StepResult putBack(StepResult result) {
    if (!owed || now == null || !(ends(result) || endsAtTheRegistry(result))) {
      return result;
    }
    Optional<Plan.Send> command = Planner.putBack(now.info());
    return command.isEmpty() ? result : send(command.get(), result, now);
  }

  /** The same for what a step comes to without the registry, which is asked for its lock alone. */
  StepResult lookAndPutBack(StepResult result) {
    if (!owed || !ends(result)) {
      return result;
    }
    return switch (registry.domainInfo(new DomainName(claim.subject()), trids.next())) {
      case Outcome.Ok<DomainInfo>(DomainInfo info) -> {
        seen(new Reading(info, bench.clock.millis()));
        yield putBack(result);
      }
      case Outcome.Refused<DomainInfo>(int code, String message)
          when ChangeAttempt.GONE.contains(code) ->
          result; // there is no lock of ours any more
      case Outcome.Refused<DomainInfo>(int code, String message) ->
          new StepResult.Again(Reason.LOCK_OWED.name(), Verdict.note(code, message));
      case Outcome.NotSent<DomainInfo>(Trouble trouble) -> owes(trouble);
      case Outcome.Unknown<DomainInfo>(Trouble trouble) -> owes(trouble);
      case Outcome.Pending<DomainInfo>() -> Verdict.unexpectedPending();
    };
  }

  private static boolean ends(StepResult result) {
    return result instanceof StepResult.Done || result instanceof StepResult.Failed;
  }

  /** The feed may take days; a lock is not left off for so long. */
  private static boolean endsAtTheRegistry(StepResult result) {
    return result instanceof StepResult.Pending pending
        && pending.reason().equals(Reason.FEED_AWAITED.name());
  }

  private StepResult send(Plan.Send command, StepResult result, Reading reading) {
    if (reading.info().statuses().contains(Planner.PENDING_UPDATE)) {
      return new StepResult.Pending(Reason.REGISTRY_DECIDES.name(), "");
    }
    return switch (registry.updateDomain(command.update(), trids.next())) {
      case Outcome.Ok<Registry.Applied> ok ->
          with(result, new Reading(command.after(), reading.readAt()));
      case Outcome.Pending<Registry.Applied> pending ->
          new StepResult.Pending(Reason.REGISTRY_DECIDES.name(), "");
      case Outcome.Refused<Registry.Applied>(int code, String message) ->
          refused(code, Verdict.note(code, message), result);
      case Outcome.NotSent<Registry.Applied>(Trouble trouble) -> owes(trouble);
      case Outcome.Unknown<Registry.Applied>(Trouble trouble) -> owes(trouble);
    };
  }

  private static StepResult owes(Trouble trouble) {
    return new StepResult.Unknown(Reason.LOCK_OWED.name(), trouble.detail());
  }

  private StepResult refused(int code, String note, StepResult result) {
    if (code == BUSY && claim.refusals() < Verdict.TRANSIENT_TRIES) {
      return new StepResult.Postponed(Reason.LOCK_OWED.name(), note, true);
    }
    if (!refusedOnce && ends(result)) {
      // it may be back all the same, or what stands in its way may pass
      refusedOnce = true;
      return lookAndPutBack(result);
    }
    log.error(
        "registry {}: the update lock of {} was lifted for a change and is not taken back: {}",
        registry.profile().name(),
        claim.subject(),
        note);
    return switch (result) {
      case StepResult.Done done ->
          new StepResult.Done(Reason.DONE_UNLOCKED.name(), note, done.effects());
      case StepResult.Failed failed ->
          new StepResult.Failed(
              Reason.FAILED_UNLOCKED.name(),
              (failed.reason() + " " + failed.note()).strip() + "; " + note,
              failed.effects());
      default -> result; // tried again, and told, when the feed has taken the record
    };
  }

  private StepResult with(StepResult result, Reading reading) {
    return switch (result) {
      case StepResult.Done done ->
          new StepResult.Done(done.reason(), done.note(), and(done.effects(), reading));
      case StepResult.Failed failed ->
          new StepResult.Failed(failed.reason(), failed.note(), and(failed.effects(), reading));
      case StepResult.Pending pending ->
          new StepResult.Pending(pending.reason(), pending.note(), and(pending.effects(), reading));
      default -> result;
    };
  }

  private StepResult.Effects and(StepResult.Effects effects, Reading reading) {
    return sql -> {
      effects.write(sql);
      bench.readings.forget(sql, reading.info().name());
      bench.readings.save(sql, List.of(reading));
    };
  }
}
