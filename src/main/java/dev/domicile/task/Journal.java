package dev.domicile.task;

import dev.domicile.store.GroupCommit;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Records what attempts came to. Every record is fenced by the attempt: a worker that lost its
 * lease changes nothing.
 */
public final class Journal {

  private record Recorded(Claim claim, StepResult.Effects effects) {}

  private record Finished(Claim claim, StepResult result) {}

  private final GroupCommit group;
  private final InstantSource clock;
  private final EngineSettings settings;
  private final GroupCommit.Together<Recorded, Boolean> recording = Journal::record;
  private final GroupCommit.Together<Finished, Boolean> finishing = this::finish;

  public Journal(GroupCommit group, InstantSource clock, EngineSettings settings) {
    this.group = group;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Writes in the middle of a step, durable at the return.
   *
   * @return false if the step is no longer this worker's; then nothing was written and nothing may
   *     be sent
   */
  public boolean record(Claim claim, StepResult.Effects effects) {
    return group.write(order(claim), new Recorded(claim, effects), recording);
  }

  void finish(Claim claim, StepResult result) {
    if (!(result instanceof StepResult.Lost)) {
      group.write(order(claim), new Finished(claim, result), finishing);
    }
  }

  /** As claims and every other journal take them, so that no two wait for each other. */
  private static GroupCommit.Order order(Claim claim) {
    return new GroupCommit.Order(claim.taskId(), claim.seq());
  }

  /**
   * A step that the other side has taken stays so, even when a look at it is not answered; and so
   * does one that has still to be read back.
   */
  private static Phase settledFrom(Claim claim) {
    return switch (claim.phase()) {
      case PENDING -> Phase.PENDING;
      case RESTORED -> Phase.RESTORED;
      case FRESH, DOUBT -> Phase.DOUBT;
    };
  }

  private static List<Boolean> record(Sql sql, List<Recorded> group) {
    Set<Claim> ours = HeldSteps.lock(sql, group.stream().map(Recorded::claim).toList());
    List<Boolean> written = new ArrayList<>(group.size());
    for (Recorded one : group) {
      boolean held = ours.contains(one.claim);
      if (held) {
        one.effects.write(sql);
      }
      written.add(held);
    }
    return written;
  }

  private List<Boolean> finish(Sql sql, List<Finished> group) {
    long now = clock.millis();
    List<StepEnds.End> ends = new ArrayList<>();
    List<StepReturns.Return> returns = new ArrayList<>();
    for (Finished one : group) {
      Claim claim = one.claim;
      switch (one.result) {
        case StepResult.Done done ->
            ends.add(StepEnds.End.of(claim, StepStatus.EXECUTE_SUCCESS, done, done.effects()));
        case StepResult.Failed failed ->
            ends.add(StepEnds.End.of(claim, StepStatus.EXECUTE_FAILURE, failed, failed.effects()));
        case StepResult.Held held -> hold(sql, claim, held, now, ends, returns);
        case StepResult.Kept kept -> hold(sql, claim, kept, now, ends, returns);
        case StepResult.Pending pending ->
            returns.add(
                StepReturns.Return.of(
                    claim, Phase.PENDING, settings.pending().wait(claim.tries()), pending, now));
        case StepResult.Again again ->
            returns.add(
                StepReturns.Return.of(
                    claim, claim.phase(), settings.retry().wait(claim.tries()), again, now));
        case StepResult.Unknown unknown ->
            returns.add(
                StepReturns.Return.of(
                    claim,
                    settledFrom(claim),
                    settings.settle().wait(claim.tries()),
                    unknown,
                    now));
        case StepResult.Postponed postponed ->
            returns.add(
                StepReturns.Return.of(
                    claim,
                    postponed.mayBeDone() ? settledFrom(claim) : claim.phase(),
                    settings.retry().wait(claim.refusals()),
                    postponed,
                    now));
        case StepResult.Lost lost -> {}
      }
    }
    StepReturns.write(sql, returns, now);
    StepEnds.write(sql, ends, now);
    return Collections.nCopies(group.size(), true);
  }

  /** Nothing was sent; a task that was cancelled meanwhile has no more use for the step. */
  private void hold(
      Sql sql,
      Claim claim,
      StepResult held,
      long now,
      List<StepEnds.End> ends,
      List<StepReturns.Return> returns) {
    if (claim.phase() == Phase.FRESH && Cancellations.requested(sql, claim)) {
      ends.add(
          new StepEnds.End(
              claim,
              StepStatus.EXECUTE_FAILURE,
              Cancellations.REASON,
              "",
              claim.tries(),
              StepResult.Effects.NONE));
    } else {
      Duration pause =
          held instanceof StepResult.Kept
              ? settings.pending().wait(claim.tries())
              : settings.held();
      returns.add(StepReturns.Return.of(claim, claim.phase(), pause, held, now));
    }
  }

  /** Why nothing of the queue can be sent; shown for every step that waits in it. */
  void trouble(String queue, String reason, String note) {
    group.write(
        sql ->
            sql.update(
                """
                INSERT INTO queue_trouble (queue, reason, note, since) VALUES (?, ?, ?, ?)
                ON CONFLICT (queue) DO UPDATE SET reason = excluded.reason, note = excluded.note
                """,
                queue,
                reason,
                StepEnds.cut(note),
                clock.millis()));
  }

  void troubleOver(String queue) {
    group.write(sql -> sql.update("DELETE FROM queue_trouble WHERE queue = ?", queue));
  }
}
