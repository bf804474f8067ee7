package dev.domicile.audit;

import dev.domicile.store.Sql;
import java.util.List;

/** Reads the chain in its order. */
final class ChainPages {

  private ChainPages() {}

  static List<ChainedEntry> after(Sql sql, long place, int most) {
    return sql.rows(
        "SELECT "
            + ChainedEntry.COLUMNS
            + " FROM audit_entry WHERE place IS NOT NULL AND place > ? ORDER BY place LIMIT ?",
        ChainedEntry::read,
        place,
        most);
  }
}
