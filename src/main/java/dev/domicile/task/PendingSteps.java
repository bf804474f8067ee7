package dev.domicile.task;

import dev.domicile.store.Sql;

/**
 * Steps that wait for the other side, woken when it is known to have done something. A step that is
 * being looked at in this moment is looked at once more: what its look has shown may be older.
 */
public final class PendingSteps {

  /** One whose work has not begun has nobody to wait for. */
  private static final String WAKE =
      "UPDATE active SET due_at = CASE leased WHEN 0 THEN ? ELSE due_at END,"
          + " woken = CASE leased WHEN 0 THEN 0 ELSE 1 END"
          + " WHERE (leased > 0 OR phase <> 'FRESH') AND ";

  /** Nothing happens where the step has ended. */
  public void wake(Sql sql, long taskId, int seq, long now) {
    sql.update(WAKE + "task_id = ? AND seq = ?", now, taskId, seq);
  }

  /** Nothing happens where nothing is under way. */
  public void wake(Sql sql, String queue, String subject, long now) {
    sql.update(WAKE + "queue = ? AND subject = ?", now, queue, subject);
  }
}
