package dev.domicile.task;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Ends steps by a person's word: those whose outcome no machine can find out. One that was never
 * sent has no such doubt, and one that is being worked on may still find out by itself.
 */
public final class Resolutions {

  private static final int SUCCEEDED = 2;
  private static final int FAILED = 3;

  private final InstantSource clock;

  public Resolutions(InstantSource clock) {
    this.clock = clock;
  }

  /** What became of it. */
  public sealed interface Result {

    /** Ended now; the rest is the caller's to write in the same transaction. */
    record Resolved(long accountId, String queue, String subject, String kind, Phase phase)
        implements Result {}

    /** There is no such step. */
    record Unknown() implements Result {}

    /** It has an end already. */
    record Ended() implements Result {}

    /** Nothing of it was ever sent: it waits for its turn, or can be cancelled. */
    record NotSent() implements Result {}

    /** A worker has it just now; to be tried again. */
    record UnderWay() implements Result {}
  }

  private record Waiting(
      long accountId, String queue, String subject, String kind, Phase phase, boolean leased) {}

  /**
   * @param reason a code of the feature's catalogue
   */
  public Result resolve(Sql sql, TaskDetailNo number, boolean done, String reason, String note) {
    Optional<Waiting> found =
        sql.row(
            """
            SELECT a.account_id, a.queue, a.subject, a.kind, a.phase, a.leased FROM %s
            WHERE s.task_id = ? AND s.seq = ?
            """
                .formatted(StepRows.UNDER_WAY),
            Resolutions::waiting,
            number.taskId(),
            number.seq());
    if (found.isEmpty()) {
      return exists(sql, number) ? new Result.Ended() : new Result.Unknown();
    }
    Waiting step = found.get();
    if (step.phase == Phase.FRESH) {
      return new Result.NotSent();
    }
    if (step.leased || !take(sql, step, number)) {
      return new Result.UnderWay();
    }
    end(sql, number, done ? SUCCEEDED : FAILED, reason, note);
    return new Result.Resolved(step.accountId, step.queue, step.subject, step.kind, step.phase);
  }

  /** A worker may have claimed it since it was looked at. */
  private static boolean take(Sql sql, Waiting step, TaskDetailNo number) {
    return sql.update(
            """
            DELETE FROM active
            WHERE queue = ? AND subject = ? AND task_id = ? AND leased = 0 AND phase <> 'FRESH'
            """,
            step.queue,
            step.subject,
            number.taskId())
        == 1;
  }

  private void end(Sql sql, TaskDetailNo number, int status, String reason, String note) {
    sql.update(
        """
        UPDATE step SET status = ?, failed = ?, reason = ?, note = ?, updated_at = ?
        WHERE task_id = ? AND seq = ?
        """,
        status,
        status == FAILED ? 1 : 0,
        reason,
        note,
        clock.millis(),
        number.taskId(),
        number.seq());
    Blocks.ended(
        sql,
        number.taskId(),
        Blocks.of(number.seq()),
        0,
        status == SUCCEEDED ? 1 : 0,
        status == FAILED ? 1 : 0);
  }

  private static boolean exists(Sql sql, TaskDetailNo number) {
    return sql.number(
            "SELECT count(*) AS n FROM step WHERE task_id = ? AND seq = ?",
            number.taskId(),
            number.seq())
        == 1;
  }

  private static Waiting waiting(Row row) {
    return new Waiting(
        row.number("account_id"),
        row.text("queue"),
        row.text("subject"),
        row.text("kind"),
        Phase.valueOf(row.text("phase")),
        row.flag("leased"));
  }
}
