package dev.domicile.change;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The table contact_change: one row per task of this room. */
final class ContactChanges {

  /** Tasks kept at hand; a task's steps come one after another, and its row never changes. */
  private static final int KEPT = 1_000;

  private final Database database;
  private final Map<Long, ContactChange> known = new ConcurrentHashMap<>();

  ContactChanges(Database database) {
    this.database = database;
  }

  void add(Sql sql, ContactChange change) {
    sql.update(
        """
        INSERT INTO contact_change (task_id, account_id, contact_id, contact_type, transfer_lock)
        VALUES (?, ?, ?, ?, ?)
        """,
        change.taskId(),
        change.accountId(),
        change.contactId(),
        change.type().parameter(),
        change.transferLock());
  }

  ContactChange of(long taskId) {
    ContactChange change = known.get(taskId);
    if (change == null) {
      change = database.read(sql -> read(sql, taskId));
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(taskId, change);
    }
    return change;
  }

  private static ContactChange read(Sql sql, long taskId) {
    return sql.row(
            """
            SELECT task_id, account_id, contact_id, contact_type, transfer_lock
            FROM contact_change WHERE task_id = ?
            """,
            row ->
                new ContactChange(
                    row.number("task_id"),
                    row.number("account_id"),
                    row.number("contact_id"),
                    ContactType.of(row.text("contact_type")).orElseThrow(),
                    row.flag("transfer_lock")),
            taskId)
        .orElseThrow(() -> new IllegalStateException("task " + taskId + " has no contact change"));
  }
}
