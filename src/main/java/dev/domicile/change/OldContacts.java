package dev.domicile.change;

import dev.domicile.contact.Contacts;
import dev.domicile.store.Sql;
import java.util.List;

/**
 * Finds contacts that no task that is kept has asked for and that no domain has now, and removes
 * them.
 */
final class OldContacts {

  /**
   * The last contact that was looked at. Where a transaction is run again, some are passed over
   * until the next round.
   */
  private long last;

  private record Old(long id, boolean needed) {}

  /**
   * @param storedBefore epoch milliseconds
   * @param most contacts that are looked at
   * @return false once all were looked at
   */
  boolean removePiece(Sql sql, long storedBefore, int most) {
    List<Old> found =
        sql.rows(
            """
            SELECT c.id, CASE WHEN
              EXISTS (SELECT 1 FROM contact_change t WHERE t.contact_id = c.id)
              OR EXISTS (SELECT 1 FROM set_contact s WHERE s.contact_id = c.id)
              THEN 1 ELSE 0 END AS needed
            FROM contact c WHERE c.id > ? AND c.created_at < ? ORDER BY c.id LIMIT ?\
            """,
            row -> new Old(row.number("id"), row.flag("needed")),
            last,
            storedBefore,
            most);
    Contacts.remove(sql, found.stream().filter(old -> !old.needed).map(Old::id).toList());
    last = found.size() < most ? 0 : found.getLast().id;
    return found.size() == most;
  }
}
