package dev.domicile.change;

import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * What a task does to a lock: a row of the table lock_change. Which lock it is says the task's
 * type.
 *
 * @param on whether the lock is set, or lifted
 */
record LockChange(boolean on) {

  void add(Sql sql, long accountId, long taskId) {
    sql.update(
        "INSERT INTO lock_change (task_id, account_id, locked) VALUES (?, ?, ?)",
        taskId,
        accountId,
        on);
  }

  static Optional<LockChange> find(Sql sql, long taskId) {
    return sql.row(
        "SELECT locked FROM lock_change WHERE task_id = ?",
        row -> new LockChange(row.flag("locked")),
        taskId);
  }
}
