package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.List;

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
    sql.batch(
        """
        UPDATE step SET status = ?, reason = ?, note = ?, tries = ?, updated_at = ?
        WHERE task_id = ? AND seq = ?
        """,
        ends.stream()
            .map(
                end ->
                    new Object[] {
                      end.status.code(),
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
    int[] gone =
        sql.batch(
            "DELETE FROM active WHERE queue = ? AND subject = ? AND task_id = ? AND attempt = ?"
                + " AND leased = 1",
            all.stream()
                .map(
                    end ->
                        new Object[] {
                          end.claim.queue(),
                          end.claim.subject(),
                          end.claim.taskId(),
                          end.claim.attempt()
                        })
                .toList());
    List<End> held = new ArrayList<>(all.size());
    for (int i = 0; i < gone.length; i++) {
      if (gone[i] == 1) {
        held.add(all.get(i));
      }
    }
    return held;
  }
}
