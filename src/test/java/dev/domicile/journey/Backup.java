package dev.domicile.journey;

import dev.domicile.store.BackupMark;
import dev.domicile.store.Database;
import dev.domicile.store.DatabaseBackup;
import dev.domicile.store.Dialect;
import dev.domicile.store.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A running service's database as it was at one moment, to be put back. */
interface Backup {

  /** Nothing has the database open. */
  void putBack();

  /** On SQLite as the command makes it; on PostgreSQL of the same tables' rows. */
  static Backup of(Service service, Path folder) {
    Database database = service.database();
    if (database.dialect() == Dialect.POSTGRESQL) {
      database.run(
          sql ->
              tables(sql)
                  .forEach(
                      table -> sql.update("CREATE TABLE saved_" + table + " AS TABLE " + table)));
      return () -> rowsBack(service);
    }
    Path live = Path.of(database.place().substring("sqlite:".length()));
    Path file = folder.resolve("backup.db");
    try {
      new DatabaseBackup(live, (done, all) -> {})
          .run(file, new BackupMark(System.currentTimeMillis(), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return () -> fileBack(file, live);
  }

  private static void fileBack(Path file, Path live) {
    try {
      Files.deleteIfExists(Path.of(live + "-wal"));
      Files.deleteIfExists(Path.of(live + "-shm"));
      Files.copy(file, live, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rowsBack(Service service) {
    try (Database database = Database.open(service.databaseUrl())) {
      database.run(
          sql ->
              tables(sql)
                  .forEach(
                      table -> {
                        sql.update("DELETE FROM " + table);
                        sql.update("INSERT INTO " + table + " SELECT * FROM saved_" + table);
                      }));
    }
  }

  private static List<String> tables(Sql sql) {
    return sql.rows(
        """
        SELECT table_name FROM information_schema.tables
        WHERE table_schema = current_schema() AND substr(table_name, 1, 6) <> 'saved_'
        ORDER BY table_name
        """,
        row -> row.text("table_name"));
  }
}
