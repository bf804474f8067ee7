package dev.domicile.change;

import dev.domicile.store.Sql;
import dev.domicile.task.TaskRetention;

/** What this room keeps of a task goes with it. */
final class TaskRemains implements TaskRetention.Leaving {

  @Override
  public void steps(Sql sql, long taskId, long first, long last) {
    sql.update(
        "DELETE FROM before_image WHERE task_id = ? AND seq >= ? AND seq <= ?",
        taskId,
        first,
        last);
  }

  @Override
  public void task(Sql sql, long taskId) {
    sql.update("DELETE FROM contact_change WHERE task_id = ?", taskId);
    sql.update("DELETE FROM lock_change WHERE task_id = ?", taskId);
  }
}
