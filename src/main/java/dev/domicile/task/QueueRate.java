package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The turns of one queue over all processes, one after the other at a rate: the table queue_rate
 * has the time of the next that nobody has taken.
 */
public final class QueueRate {

  private final Database database;
  private final InstantSource clock;
  private final String queue;
  private final long interval;
  private final long saved;

  /**
   * @param interval from one turn to the next
   * @param saved turns of so long ago may still be taken
   */
  public QueueRate(
      Database database, InstantSource clock, String queue, Duration interval, Duration saved) {
    this.database = database;
    this.clock = clock;
    this.queue = queue;
    this.interval = interval.toNanos();
    this.saved = saved.toNanos();
  }

  /**
   * Takes the next turns.
   *
   * @return how long it is until the first of them, negative where it was saved up; empty while the
   *     database is away
   */
  public Optional<Duration> take(int turns) {
    long now = nanos(clock.instant());
    try {
      long after = database.write(sql -> take(sql, now, turns * interval));
      return Optional.of(Duration.ofNanos(after - turns * interval - now));
    } catch (StoreException away) {
      return Optional.empty(); // which the database itself tells
    }
  }

  private long take(Sql sql, long now, long length) {
    return sql.row(
            """
            INSERT INTO queue_rate (queue, next_at) VALUES (?, ?)
            ON CONFLICT (queue) DO UPDATE SET next_at =
              CASE WHEN queue_rate.next_at < ? THEN ? ELSE queue_rate.next_at END + ?
            RETURNING next_at
            """,
            row -> row.number("next_at"),
            queue,
            now + length,
            now - saved,
            now - saved,
            length)
        .orElseThrow();
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
