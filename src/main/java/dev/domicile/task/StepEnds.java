package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ends of steps, many at a time: step, effects, counters and busy mark together. */
final class StepEnds {

  /** Longest note kept, in characters; a registry's message is rarely half as long. */
  private static final int NOTE = 500;

  /**
   * @param tries attempts up to this end
   */
  record End(
      Claim claim,
      StepStatus status,
      String reason,
      String note,
      int tries,
      StepResult.Effects effects) {

    static End of(Claim claim, StepStatus status, StepResult result, StepResult.Effects effects) {
      return new End(
          claim, status, result.reason(), cut(result.note()), claim.tries() + 1, effects);
    }
  }

  private StepEnds() {}

  static String cut(String note) {
    return note.length() <= NOTE ? note : note.substring(0, NOTE);
  }

  /**
   * Those whose claim is lost change nothing. The counters come last: the ends of other processes
   * wait for them.
   */
  static void write(Sql sql, List<End> all, long now) {
    List<End> ends = takeBusyMarks(sql, all);
    sql.updateRows(
        """
        WITH ended (of_status, is_failed, of_reason, of_note, of_tries, at, of_task, of_seq) AS (VALUES :rows)
        UPDATE step
        SET status = of_status, failed = is_failed, reason = of_reason, note = of_note, tries = of_tries, updated_at = at
        FROM ended WHERE task_id = of_task AND seq = of_seq
        """,
        ends.stream()
            .map(
                end ->
                    new Object[] {
                      end.status.code(),
                      end.status == StepStatus.EXECUTE_FAILURE ? 1 : 0,
                      end.reason,
                      end.note,
                      end.tries,
                      now,
                      end.claim.taskId(),
                      end.claim.seq()
                    })
            .toList());
    ends.forEach(end -> end.effects.write(sql));
    Blocks.ended(sql, ends);
  }

  /** Those that held theirs. */
  private static List<End> takeBusyMarks(Sql sql, List<End> all) {
    record Place(long taskId, int seq) {}
    Set<Place> gone =
        new HashSet<>(
            sql.rowsForRows(
                """
                WITH ended (of_queue, of_subject, of_task, of_attempt) AS (VALUES :rows)
                DELETE FROM active WHERE leased > 0 AND (queue, subject, task_id, attempt) IN (
                  SELECT of_queue, of_subject, of_task, of_attempt FROM ended)
                RETURNING task_id, seq
                """,
                all.stream().map(StepEnds::busyMark).toList(),
                row -> new Place(row.number("task_id"), row.integer("seq"))));
    return all.stream()
        .filter(end -> gone.contains(new Place(end.claim.taskId(), end.claim.seq())))
        .toList();
  }

  private static Object[] busyMark(End end) {
    Claim claim = end.claim;
    return new Object[] {claim.queue(), claim.subject(), claim.taskId(), claim.attempt()};
  }
}
