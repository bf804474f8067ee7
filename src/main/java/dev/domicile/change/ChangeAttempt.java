package dev.domicile.change;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.domicile.portfolio.Reading;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
import dev.domicile.task.Phase;
import dev.domicile.task.StepResult;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one domain: look, aim, plan, keep the before-image, send, judge. Nothing is
 * overwritten unseen, and whatever is in doubt is looked at before anything is sent again.
 */
final class ChangeAttempt<W extends Wanted> {

  /**
   * Answers that an outdated reading can explain: the domain is read afresh and planned once more.
   */
  private static final Set<Integer> MAYBE_OUTDATED = Set.of(2201, 2303, 2304, 2305, 2306);

  /** Answers to a look that say that the domain is not ours any more. */
  static final Set<Integer> GONE = Set.of(2201, 2202, 2303);

  private static final int DOES_NOT_EXIST = 2303;
  private static final int BUSY = 2400;

  private final Workbench bench;
  private final Claim claim;
  private final Registry registry;
  private final Aim<W> aim;
  private final DomainName domain;
  private final StepTrids trids;
  private final LiftedLock lifted;
  private boolean renewed;
  private boolean contradicted; // a command was refused that may have been carried out
  private @Nullable Refused refused;

  /** A command that was refused, perhaps for what it had done itself. */
  private record Refused(DomainUpdate update, int code, String message) {}

  ChangeAttempt(Workbench bench, Claim claim, Registry registry, Aim<W> aim) {
    this.bench = bench;
    this.claim = claim;
    this.registry = registry;
    this.aim = aim;
    this.domain = new DomainName(claim.subject());
    this.trids = new StepTrids(claim, bench.epochs.mark());
    this.lifted = new LiftedLock(bench, claim, registry, trids);
  }

  StepResult run() {
    if (claim.phase() == Phase.RESTORED) {
      return lifted.putBack(readBack());
    }
    if (claim.phase() != Phase.FRESH && aim.owed() instanceof StepResult owed) {
      return lifted.lookAndPutBack(owed);
    }
    if (!registry.profile().changeRules().connected()) {
      return recordOnly();
    }
    Optional<Reading> known = claim.phase() == Phase.FRESH ? fresh() : Optional.empty();
    return lifted.putBack(known.isPresent() ? proceed(known.get(), true) : lookAndProceed());
  }

  /** A step of before the backup: what the registry holds now says whether it may go on. */
  private StepResult readBack() {
    if (!registry.profile().changeRules().connected()) {
      return new StepResult.Kept(Reason.UNKNOWN_SINCE_BACKUP.name(), "", false);
    }
    return look(this::readBack);
  }

  private StepResult readBack(Reading reading) {
    DomainInfo now = reading.info();
    if (isUndecided(now)) {
      return new StepResult.Again(Reason.REGISTRY_DECIDES.name(), "");
    }
    Optional<DomainInfo> before = bench.database.read(this::lastSeen);
    Optional<W> wanted = aim.known(now);
    if (wanted.isPresent()
        && plan(now, wanted.get()) instanceof Plan.Nothing
        && !lifted.isMissingIn(now)) {
      return carryOut(reading, false, wanted.get());
    }
    return switch (SinceBackup.of(now, before, aim.shows())) {
      case UNKNOWN -> new StepResult.Kept(Reason.UNKNOWN_SINCE_BACKUP.name(), "", true);
      case CHANGED -> new StepResult.Kept(Reason.CHANGED_SINCE_BACKUP.name(), "", true);
      case SAME -> {
        if (bench.epochs.paused()) {
          yield new StepResult.Kept(Reason.SENDS_PAUSED.name(), "read back", true);
        }
        yield bench.database.read(sql -> bench.beforeImages.isTaken(sql, claim))
            ? Verdict.failed(Reason.DECLINED, "")
            : proceed(reading, false);
      }
    };
  }

  /** What the step has overwritten or would overwrite, as it was known at the backup. */
  private Optional<DomainInfo> lastSeen(Sql sql) {
    return bench
        .beforeImages
        .find(sql, claim)
        .or(() -> bench.readings.outdated(sql, domain))
        .map(Reading::info);
  }

  /** Nothing can be asked, and so nothing is overwritten unseen that could be seen. */
  private StepResult recordOnly() {
    return switch (aim.target(null)) {
      case Aim.Target.Clear<W>(W wanted)
          when wanted instanceof Wanted.Recorded recorded && !recorded.transferLock() ->
          done(wanted.achieved(false), StepResult.Effects.NONE, wanted, Set.of());
      case Aim.Target.Clear<W> beyond -> Verdict.failed(Reason.NO_CONNECTION, "");
      case Aim.Target.Unclear<W>(StepResult result) -> result;
    };
  }

  private Optional<Reading> fresh() {
    return bench.database.read(
        sql -> bench.readings.fresh(sql, domain, bench.clock.millis(), bench.freshFor));
  }

  private StepResult lookAndProceed() {
    return look(reading -> proceed(reading, false));
  }

  private StepResult look(Function<Reading, StepResult> seen) {
    return switch (registry.domainInfo(domain, trids.next())) {
      case Outcome.Ok<DomainInfo>(DomainInfo info) ->
          seen.apply(new Reading(info, bench.clock.millis()));
      case Outcome.Refused<DomainInfo>(int code, String message) -> lookRefused(code, message);
      case Outcome.NotSent<DomainInfo>(var trouble) -> Verdict.notSent(trouble);
      case Outcome.Unknown<DomainInfo>(var trouble) -> Verdict.unanswered(trouble);
      case Outcome.Pending<DomainInfo>() -> Verdict.unexpectedPending();
    };
  }

  /** Where a change may have been made, a look that is refused does not make it a failure. */
  private StepResult lookRefused(int code, String message) {
    StepResult verdict = Verdict.refused(code, message, claim.refusals());
    boolean settled = claim.phase() == Phase.FRESH || GONE.contains(code);
    return !settled
            && (verdict instanceof StepResult.Failed || verdict instanceof StepResult.Postponed)
        ? new StepResult.Again(verdict.reason(), verdict.note())
        : verdict;
  }

  private StepResult proceed(Reading reading, boolean known) {
    return switch (aim.target(reading.info())) {
      case Aim.Target.Clear<W>(W wanted) -> carryOut(reading, known, wanted);
      case Aim.Target.Unclear<W>(StepResult result) -> result;
    };
  }

  private StepResult carryOut(Reading reading, boolean known, W wanted) {
    Plan plan = plan(reading.info(), wanted);
    lifted.seen(reading);
    if (known && !isJudgedWhole(plan, reading.info(), wanted)) {
      return lookAndProceed();
    }
    boolean overwrites = plan instanceof Plan.Send && !wanted.isHeldBy(reading.info());
    if (overwrites && isTaken()) {
      return Verdict.failed(Reason.DECLINED, "");
    }
    if (plan instanceof Plan.Send && claim.refusals() >= Verdict.TRANSIENT_TRIES) {
      return Verdict.busyForGood(claim.refusals());
    }
    boolean lifts = plan instanceof Plan.Send send && send.lifts();
    boolean instead = overwrites || (claim.phase() == Phase.FRESH && !contradicted);
    if (!keepBeforeImage(reading, known, instead, lifts)) {
      return new StepResult.Lost();
    }
    return switch (plan) {
      case Plan.Nothing() when isUndecided(reading.info()) -> undecided();
      case Plan.Nothing() ->
          done(wanted.achieved(changedBefore(wanted)), reading, wanted, Set.of());
      case Plan.Undecided() -> undecided();
      case Plan.Blocked(Reason reason, String note) -> Verdict.failed(reason, note);
      case Plan.Send send
          when refused instanceof Refused(var update, int code, String message)
              && update.equals(send.update()) ->
          refusal(code, message, wanted); // nothing has come of it
      case Plan.Send send -> send(send, reading, known, wanted);
    };
  }

  /**
   * Only what is sent is judged by the registry itself; of the rest, what was read some time ago is
   * no proof. A lock is lifted, and then owed, only where it has just been seen.
   */
  private boolean isJudgedWhole(Plan plan, DomainInfo known, W wanted) {
    return plan instanceof Plan.Send send && !send.lifts() && !wanted.isPartlyIn(known);
  }

  /**
   * Seen in doubt, a decision that is still open may be another's: what is not held after it was
   * declined only where the registry had said that it has taken it.
   */
  private boolean isTaken() {
    return claim.phase() == Phase.PENDING
        && bench.database.read(sql -> bench.beforeImages.isTaken(sql, claim));
  }

  /** Some registries show a change before they have decided on it. */
  private boolean isUndecided(DomainInfo now) {
    return claim.phase() != Phase.FRESH && now.statuses().contains(Planner.PENDING_UPDATE);
  }

  /** Whether it is as wanted by an earlier attempt whose answer was lost, or is late. */
  private boolean changedBefore(W wanted) {
    return (claim.phase() != Phase.FRESH || contradicted)
        && bench
            .database
            .read(sql -> bench.beforeImages.find(sql, claim))
            .filter(before -> !(plan(before.info(), wanted) instanceof Plan.Nothing))
            .isPresent();
  }

  private Plan plan(DomainInfo now, W wanted) {
    return Planner.plan(
        now,
        wanted,
        registry.profile().registrarId(),
        aim.liftsUpdateLock(registry.profile().changeRules().liftUpdateLock()));
  }

  /**
   * Durable before anything is sent; also the fence: a worker that lost its lease stops here.
   *
   * @param instead of what an earlier attempt saw, which changed nothing
   */
  private boolean keepBeforeImage(Reading reading, boolean known, boolean instead, boolean lifts) {
    byte[] sealed = bench.beforeImages.seal(claim, reading);
    return bench.journal.record(
        claim,
        sql -> {
          bench.beforeImages.keep(sql, claim, sealed, reading.readAt(), instead, lifts);
          if (!known) {
            bench.readings.save(sql, List.of(reading));
          }
        });
  }

  private StepResult send(Plan.Send send, Reading reading, boolean known, W wanted) {
    if (send.lifts()) {
      lifted.isOwed();
    }
    return switch (registry.updateDomain(send.update(), trids.next())) {
      case Outcome.Ok<Registry.Applied> ok -> confirmed(send, reading, wanted);
      case Outcome.Pending<Registry.Applied>() -> taken();
      case Outcome.Refused<Registry.Applied>(int code, String message) ->
          refused(code, message, known, reading, send, wanted);
      case Outcome.NotSent<Registry.Applied>(var trouble) -> Verdict.notSent(trouble);
      case Outcome.Unknown<Registry.Applied>(var trouble) -> Verdict.unknown(trouble);
    };
  }

  /** The registry's word is held against what it holds, as far as its configuration says. */
  private StepResult confirmed(Plan.Send send, Reading before, W wanted) {
    lifted.seen(new Reading(send.after(), before.readAt()));
    ReadBack back = new ReadBack(wanted);
    return switch (bench.readBacks.check(
        claim, registry.profile().changeRules().readBack(), back::look)) {
      case AS_WANTED -> {
        Reading now = back.seen == null ? new Reading(send.after(), before.readAt()) : back.seen;
        yield done(wanted.achieved(true), now, wanted, send.update().addStatuses());
      }
      case LEFT_OUT ->
          notApplied(Objects.requireNonNull(back.seen), wanted, send.update().addStatuses());
      case NOTHING -> Objects.requireNonNull(back.instead);
    };
  }

  /** One look at a domain that was just changed. */
  private final class ReadBack {

    private final W wanted;
    private @Nullable Reading seen;
    private @Nullable StepResult instead;

    ReadBack(W wanted) {
      this.wanted = wanted;
    }

    ReadBacks.Shown look() {
      switch (registry.domainInfo(domain, trids.next())) {
        case Outcome.Ok<DomainInfo>(DomainInfo info) -> {
          seen = new Reading(info, bench.clock.millis());
          lifted.seen(seen);
          return shown(plan(info, wanted));
        }
        case Outcome.Refused<DomainInfo>(int code, String message) ->
            instead = unsettled(Verdict.note(code, message));
        case Outcome.NotSent<DomainInfo>(var trouble) -> instead = unsettled(trouble.detail());
        case Outcome.Unknown<DomainInfo>(var trouble) -> instead = unsettled(trouble.detail());
        case Outcome.Pending<DomainInfo>() -> instead = unsettled("");
      }
      return ReadBacks.Shown.NOTHING;
    }

    private ReadBacks.Shown shown(Plan plan) {
      return switch (plan) {
        case Plan.Nothing() -> ReadBacks.Shown.AS_WANTED;
        case Plan.Undecided() -> {
          instead = taken();
          yield ReadBacks.Shown.NOTHING;
        }
        case Plan.Send send -> ReadBacks.Shown.LEFT_OUT;
        case Plan.Blocked blocked -> ReadBacks.Shown.LEFT_OUT;
      };
    }

    /** The change is made, as the registry says; the look comes again before that is told. */
    private StepResult unsettled(String note) {
      return new StepResult.Unknown(Reason.READ_BACK_OWED.name(), note);
    }
  }

  private StepResult notApplied(Reading seen, W wanted, Set<String> added) {
    return new StepResult.Failed(
        Reason.NOT_APPLIED_BY_REGISTRY.name(),
        "",
        sql -> {
          bench.readings.forget(sql, domain);
          bench.readings.save(sql, List.of(seen));
          aim.leftOut(sql, wanted, added);
        });
  }

  private StepResult refused(
      int code, String message, boolean known, Reading reading, Plan.Send send, W wanted) {
    contradicted |= MAYBE_OUTDATED.contains(code);
    if (known && MAYBE_OUTDATED.contains(code)) {
      return forgetOutdated() ? lookAndProceed() : new StepResult.Lost();
    }
    if (code == BUSY) {
      return Verdict.busy(code, message);
    }
    // the domain was just read, so what the registry has lost is something that was wanted of it
    if (code == DOES_NOT_EXIST && !renewed && aim.renews(wanted)) {
      renewed = true;
      return proceed(reading, known);
    }
    if (MAYBE_OUTDATED.contains(code) && refused == null) {
      // an earlier attempt's command may have been carried out between the look and this one; and
      // some registries answer so to what they have carried out themselves
      refused = new Refused(send.update(), code, message);
      return lookAndProceed();
    }
    return refusal(code, message, wanted);
  }

  private StepResult refusal(int code, String message, W wanted) {
    return code == DOES_NOT_EXIST
        ? aim.missing(wanted, Verdict.note(code, message))
        : Verdict.refused(code, message, claim.refusals());
  }

  private boolean forgetOutdated() {
    return bench.journal.record(claim, sql -> bench.readings.forget(sql, domain));
  }

  /** In doubt, the change under way is ours; otherwise somebody else's stands in the way. */
  private StepResult undecided() {
    return claim.phase() == Phase.FRESH
        ? Verdict.failed(Reason.PENDING_ELSEWHERE, "pendingUpdate")
        : pending();
  }

  private StepResult taken() {
    StepResult.Pending waits = pending();
    return new StepResult.Pending(
        waits.reason(), waits.note(), sql -> bench.beforeImages.taken(sql, claim));
  }

  private StepResult.Pending pending() {
    long now = bench.clock.millis();
    long since = claim.pendingSince() instanceof Long first ? first : now;
    Duration waits = Duration.ofMillis(now - since);
    if (waits.compareTo(registry.profile().changeRules().pendingWarnAfter()) >= 0
        && claim.pendingSince() != null) {
      bench.pending.overdue(registry.profile().name(), domain, waits);
    }
    return new StepResult.Pending(
        Reason.REGISTRY_DECIDES.name(),
        "since " + Instant.ofEpochMilli(since).truncatedTo(SECONDS));
  }

  /**
   * @param added statuses that this attempt's own command has set
   */
  private StepResult done(Reason reason, Reading now, W wanted, Set<String> added) {
    return done(
        reason,
        sql -> {
          // a look at a submit may have stored meanwhile what the registry held before
          bench.readings.forget(sql, domain);
          bench.readings.save(sql, List.of(now));
        },
        wanted,
        added);
  }

  /**
   * @param seen writes what the registry is now known to hold
   */
  private StepResult done(Reason reason, StepResult.Effects seen, W wanted, Set<String> added) {
    if (aim.telling(wanted, added) instanceof StepResult.Pending telling) {
      return new StepResult.Pending(
          telling.reason(),
          telling.note(),
          sql -> {
            seen.write(sql);
            telling.effects().write(sql);
          });
    }
    return new StepResult.Done(
        reason.name(),
        wanted.note(),
        sql -> {
          seen.write(sql);
          aim.achieved(sql, wanted, added);
          bench.audit(sql, claim, reason, wanted);
        });
  }
}
