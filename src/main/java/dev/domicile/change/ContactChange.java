package dev.domicile.change;

import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * What a task changes: a row of the table contact_change.
 *
 * @param contactId the stored version of the contact; never altered after the submit
 * @param transferLock whether the domains shall be locked against transfer for 60 days
 */
record ContactChange(
    long contactId, ContactType type, boolean transferLock, LiftUpdateLock updateLock) {

  void add(Sql sql, long accountId, long taskId) {
    sql.update(
        """
        INSERT INTO contact_change
          (task_id, account_id, contact_id, contact_type, transfer_lock, lift_update_lock)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        taskId,
        accountId,
        contactId,
        type.parameter(),
        transferLock,
        updateLock.code());
  }

  static Optional<ContactChange> find(Sql sql, long taskId) {
    return sql.row(
        """
        SELECT contact_id, contact_type, transfer_lock, lift_update_lock FROM contact_change
        WHERE task_id = ?
        """,
        row ->
            new ContactChange(
                row.number("contact_id"),
                ContactType.of(row.text("contact_type")).orElseThrow(),
                row.flag("transfer_lock"),
                LiftUpdateLock.of(row, "lift_update_lock")),
        taskId);
  }
}
