package dev.domicile.task;

import dev.domicile.store.GroupCommit;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Records what attempts came to. Every record is fenced by the attempt: a worker that lost its
 * lease changes nothing.
 */
public final class Journal {

  private static final int SUCCEEDED = 2;
  private static final int FAILED = 3;

  /** Longest note kept, in characters; a registry's message is rarely half as long. */
  private static final int NOTE = 500;

  private final GroupCommit group;
  private final InstantSource clock;
  private final EngineSettings settings;

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
    return group.write(
        order(claim),
        sql -> {
          boolean ours = isOurs(sql, claim);
          if (ours) {
            effects.write(sql);
          }
          return ours;
        });
  }

  void finish(Claim claim, StepResult result) {
    switch (result) {
      case StepResult.Done done ->
          group.write(
              order(claim),
              sql -> end(sql, claim, SUCCEEDED, done, claim.tries() + 1, done.effects()));
      case StepResult.Failed failed ->
          group.write(
              order(claim),
              sql -> end(sql, claim, FAILED, failed, claim.tries() + 1, failed.effects()));
      case StepResult.Pending pending ->
          group.write(order(claim), sql -> await(sql, claim, pending));
      case StepResult.Again again ->
          putBack(claim, claim.phase(), settings.retry().wait(claim.tries()), 1, again);
      case StepResult.Unknown unknown ->
          putBack(claim, settledFrom(claim), settings.settle().wait(claim.tries()), 1, unknown);
      case StepResult.Postponed postponed ->
          putBack(
              claim,
              postponed.mayBeDone() ? settledFrom(claim) : claim.phase(),
              settings.retry().wait(claim.refusals()),
              1,
              postponed);
      case StepResult.Held held -> group.write(order(claim), sql -> hold(sql, claim, held));
      case StepResult.Lost lost -> {}
    }
  }

  /** As claims and every other journal take them, so that no two wait for each other. */
  private static GroupCommit.Order order(Claim claim) {
    return new GroupCommit.Order(claim.taskId(), claim.seq());
  }

  /** A step that the other side has taken stays so, even when a look at it is not answered. */
  private static Phase settledFrom(Claim claim) {
    return claim.phase() == Phase.PENDING ? Phase.PENDING : Phase.DOUBT;
  }

  /** Step, counters, the feature's effects and the end of the busy mark: together or not at all. */
  private int end(
      Sql sql, Claim claim, int status, StepResult result, int tries, StepResult.Effects effects) {
    int gone =
        sql.update(
            "DELETE FROM active WHERE queue = ? AND subject = ? AND task_id = ? AND attempt = ?"
                + " AND leased = 1",
            claim.queue(),
            claim.subject(),
            claim.taskId(),
            claim.attempt());
    if (gone == 1) {
      sql.update(
          """
          UPDATE step SET status = ?, reason = ?, note = ?, tries = ?, updated_at = ?
          WHERE task_id = ? AND seq = ?
          """,
          status,
          result.reason(),
          cut(result.note()),
          tries,
          clock.millis(),
          claim.taskId(),
          claim.seq());
      Blocks.ended(
          sql,
          claim.taskId(),
          Blocks.of(claim.seq()),
          0,
          status == SUCCEEDED ? 1 : 0,
          status == FAILED ? 1 : 0);
      effects.write(sql);
    }
    return gone;
  }

  /** Nothing was sent; a task that was cancelled meanwhile has no more use for the step. */
  private int hold(Sql sql, Claim claim, StepResult.Held held) {
    if (claim.phase() == Phase.FRESH && Cancellations.requested(sql, claim)) {
      StepResult.Failed cancelled =
          new StepResult.Failed(Cancellations.REASON, "", StepResult.Effects.NONE);
      return end(sql, claim, FAILED, cancelled, claim.tries(), cancelled.effects());
    }
    return putBack(sql, claim, claim.phase(), settings.held(), 0, held);
  }

  private int await(Sql sql, Claim claim, StepResult.Pending pending) {
    Duration wait = settings.pending().wait(claim.tries());
    int back = putBack(sql, claim, Phase.PENDING, wait, 1, pending);
    if (back == 1) {
      pending.effects().write(sql);
    }
    return back;
  }

  private void putBack(Claim claim, Phase phase, Duration wait, int tried, StepResult result) {
    group.write(order(claim), sql -> putBack(sql, claim, phase, wait, tried, result));
  }

  private int putBack(
      Sql sql, Claim claim, Phase phase, Duration wait, int tried, StepResult result) {
    long now = clock.millis();
    return sql.update(
        """
        UPDATE active
        SET leased = 0, phase = ?, due_at = CASE woken WHEN 1 THEN ? ELSE ? END, woken = 0,
          tries = tries + ?, refusals = refusals + ?, pending_since = ?, reason = ?, note = ?,
          updated_at = ?
        WHERE queue = ? AND subject = ? AND task_id = ? AND attempt = ? AND leased = 1
        """,
        phase.name(),
        now,
        now + wait.toMillis(),
        tried,
        result instanceof StepResult.Postponed ? 1 : 0,
        pendingSince(claim, phase, now),
        result.reason(),
        cut(result.note()),
        now,
        claim.queue(),
        claim.subject(),
        claim.taskId(),
        claim.attempt());
  }

  private static @Nullable Long pendingSince(Claim claim, Phase phase, long now) {
    if (phase != Phase.PENDING) {
      return null;
    }
    return claim.pendingSince() instanceof Long since ? since : Long.valueOf(now);
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
                cut(note),
                clock.millis()));
  }

  void troubleOver(String queue) {
    group.write(sql -> sql.update("DELETE FROM queue_trouble WHERE queue = ?", queue));
  }

  private static boolean isOurs(Sql sql, Claim claim) {
    return sql.row(
            """
            SELECT seq FROM active
            WHERE queue = ? AND subject = ? AND task_id = ? AND attempt = ? AND leased = 1 %s
            """
                .formatted(sql.dialect().forUpdate()),
            row -> row.number("seq"),
            claim.queue(),
            claim.subject(),
            claim.taskId(),
            claim.attempt())
        .isPresent();
  }

  private static String cut(String note) {
    return note.length() <= NOTE ? note : note.substring(0, NOTE);
  }
}
