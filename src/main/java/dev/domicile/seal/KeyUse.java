package dev.domicile.seal;

import dev.domicile.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which processes seal with which key: an old key may go only when no running process seals with
 * it.
 */
public final class KeyUse {

  private static final Duration TOLD_EVERY = Duration.ofSeconds(20);

  /** A process that has not told for so long is not there any more. */
  private static final Duration GONE_AFTER = Duration.ofSeconds(60);

  private final Database database;
  private final MasterKey masterKey;
  private final String process;
  private final InstantSource clock;
  private int told;
  private Instant next = Instant.MIN;

  /**
   * @param process unique among all that share the database
   */
  public KeyUse(Database database, MasterKey masterKey, String process, InstantSource clock) {
    this.database = database;
    this.masterKey = masterKey;
    this.process = process;
    this.clock = clock;
  }

  /** Takes over a key that was added to the file, and tells that it did. */
  public void run() {
    masterKey.refresh();
    int primary = masterKey.primary();
    Instant now = clock.instant();
    if (primary != told || now.isAfter(next)) {
      database.run(
          sql ->
              sql.update(
                  """
                  INSERT INTO key_use (process, key_id, seen_at) VALUES (?, ?, ?)
                  ON CONFLICT (process) DO UPDATE SET
                    key_id = excluded.key_id, seen_at = excluded.seen_at\
                  """,
                  process,
                  primary,
                  now.toEpochMilli()));
      told = primary;
      next = now.plus(TOLD_EVERY);
    }
  }

  /** It seals no more. */
  public void end() {
    database.run(sql -> sql.update("DELETE FROM key_use WHERE process = ?", process));
  }

  /** How many running processes seal with another key than this. */
  public static long others(Database database, int key, Instant now) {
    return database.read(
        sql ->
            sql.number(
                "SELECT count(*) AS n FROM key_use WHERE key_id <> ? AND seen_at > ?",
                key,
                now.minus(GONE_AFTER).toEpochMilli()));
  }
}
