package dev.domicile.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings the schema up to date: numbered files {@code migrations/NNNN-*.sql}, each run once, in
 * order, in a transaction of its own. Which were run is known by their numbers, among which some
 * may be missing. Statements end with a semicolon at the end of a line.
 */
final class Migrations {

  /** The files in order; a new one is added at the end, and none is changed once released. */
  static final List<String> FILES =
      List.of(
          "0001-seal.sql",
          "0002-account.sql",
          "0003-audit.sql",
          "0004-task.sql",
          "0005-contact.sql",
          "0006-portfolio.sql",
          "0007-change.sql",
          "0008-task-results.sql",
          "0009-access.sql",
          "0010-profiles.sql",
          "0011-portfolio-list.sql",
          "0012-portfolio-sync.sql",
          "0013-step-state.sql",
          "0014-owed-lock.sql",
          "0015-client-token.sql",
          "0016-domain-version.sql",
          "0017-events.sql",
          "0018-poll-inbox.sql",
          "0019-audit-chain.sql",
          "0020-retention.sql",
          "0021-key-use.sql",
          "0024-node.sql",
          "0025-step-failed.sql",
          "0026-active-due.sql",
          "0030-backup.sql",
          "0031-epoch.sql",
          "0035-queue-slot.sql",
          "0045-lost-contact.sql",
          "0060-taken.sql",
          "0061-lift-update-lock.sql");

  /** Told before the first statement that changes a schema which holds something. */
  interface Before {

    /** On PostgreSQL its own tools keep what was; see the manual. */
    Before NOTHING = (from, to) -> {};

    /**
     * @throws StartRefused if the schema must stay as it is
     */
    void upgraded(long from, long to);
  }

  private final Database database;
  private final List<String> files;
  private final Before before;

  Migrations(Database database, List<String> files, Before before) {
    this.database = database;
    this.files = files;
    this.before = before;
  }

  void run() {
    database.run(
        sql -> {
          lock(sql);
          sql.update(
              "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)");
        });
    Set<Long> applied =
        Set.copyOf(
            database.write(
                sql ->
                    sql.rows("SELECT version FROM schema_version", row -> row.number("version"))));
    long version = applied.stream().mapToLong(Long::longValue).max().orElse(0);
    long newest = version(files.getLast());
    if (version > newest) {
      throw new StartRefused(
          "database "
              + database.place()
              + " is of version "
              + version
              + ", newer than this program, which knows "
              + newest
              + "; start the newer program");
    }
    List<String> missing = files.stream().filter(file -> !applied.contains(version(file))).toList();
    if (!missing.isEmpty() && !applied.isEmpty()) {
      before.upgraded(version, newest);
    }
    missing.forEach(file -> apply(version(file), file));
  }

  /** The number in front of the name. */
  private static long version(String file) {
    return Long.parseLong(file.substring(0, file.indexOf('-')));
  }

  private void apply(long version, String file) {
    List<String> statements = statements(file);
    database.run(
        sql -> {
          lock(sql);
          // another process may have been quicker: whoever holds the lock looks again
          if (sql.number("SELECT count(*) AS n FROM schema_version WHERE version = ?", version)
              == 0) {
            statements.stream()
                .map(sql.dialect()::migration)
                .filter(statement -> !statement.isEmpty())
                .forEach(sql::update);
            sql.update("INSERT INTO schema_version (version) VALUES (?)", version);
          }
        });
  }

  private static void lock(Sql sql) {
    String lock = sql.dialect().migrationLock();
    if (!lock.isEmpty()) {
      sql.rows(lock, row -> true);
    }
  }

  private static List<String> statements(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream("/migrations/" + file)) {
      if (in == null) {
        throw new IllegalStateException("migration " + file + " is not in the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      for (String statement : text.split(";\\s*\\n")) {
        if (!statement.isBlank()) {
          statements.add(statement.strip());
        }
      }
      return statements;
    } catch (IOException e) {
      throw new IllegalStateException("migration " + file, e);
    }
  }
}
