package dev.domicile.store;

import java.util.Optional;

/**
 * Says of a database that it is a backup: in every one that {@link DatabaseBackup} makes, and in no
 * other. Whoever opens one for work knows by it that the registries have gone on since.
 *
 * @param madeAt epoch milliseconds; all that was committed before is in it
 * @param masterKeys numbers of the keys that open it
 */
public record BackupMark(long madeAt, String masterKeys) {

  public static Optional<BackupMark> find(Sql sql) {
    return sql.row(
        "SELECT made_at, master_keys FROM backup_mark ORDER BY made_at DESC LIMIT 1",
        row -> new BackupMark(row.number("made_at"), row.text("master_keys")));
  }

  /** It is a database for work again. */
  public static void remove(Sql sql) {
    sql.update("DELETE FROM backup_mark");
  }

  /** Over that of a backup from which the database came. */
  void put(Sql sql) {
    remove(sql);
    sql.update("INSERT INTO backup_mark (made_at, master_keys) VALUES (?, ?)", madeAt, masterKeys);
  }
}
