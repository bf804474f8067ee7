package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * The contact that this service last set for a role of a domain: a row of the table set_contact.
 *
 * @param handle as the registry writes it; empty where the contact was stored in our own record
 *     alone
 * @param setAt epoch milliseconds
 */
record SetContact(long contactId, String handle, long setAt) {

  void put(Sql sql, long accountId, String domain, ContactType type) {
    sql.update(
        """
        INSERT INTO set_contact (domain, contact_type, account_id, contact_id, handle, set_at)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (domain, contact_type) DO UPDATE SET account_id = excluded.account_id,
          contact_id = excluded.contact_id, handle = excluded.handle, set_at = excluded.set_at
        """,
        domain,
        type.parameter(),
        accountId,
        contactId,
        handle,
        setAt);
  }

  /** Whether nothing shows that somebody else has changed it since. */
  boolean stands(ContactType type, DomainInfo held) {
    return handle.isEmpty()
        ? type.handlesIn(held).isEmpty()
        : new Wanted.Contact(type, handle, false).isHeldBy(held);
  }

  /** Empty where another account set it: a domain may have come from there. */
  static Optional<SetContact> find(Sql sql, long accountId, String domain, ContactType type) {
    return sql.row(
        """
        SELECT contact_id, handle, set_at FROM set_contact
        WHERE domain = ? AND contact_type = ? AND account_id = ?
        """,
        row -> new SetContact(row.number("contact_id"), row.text("handle"), row.number("set_at")),
        domain,
        type.parameter(),
        accountId);
  }
}
