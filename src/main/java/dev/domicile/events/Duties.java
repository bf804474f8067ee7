package dev.domicile.events;

import dev.domicile.store.Database;
import dev.domicile.store.Dialect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What only one of the processes that share a database does at a time: the table duty. On SQLite
 * there is one process, which has every duty.
 */
public final class Duties {

  private final Database database;
  private final String holder;
  private final long leaseMillis;
  private final InstantSource clock;
  private final Map<String, Long> heldUntil = new ConcurrentHashMap<>();

  /**
   * @param holder names this process among all that share the database; never used twice
   * @param lease after which the duty of a process that ended without a word goes to another;
   *     longer than anything that is done between two calls of {@link #hold}
   */
  public Duties(Database database, String holder, Duration lease, InstantSource clock) {
    this.database = database;
    this.holder = holder;
    this.leaseMillis = lease.toMillis();
    this.clock = clock;
  }

  /** Takes the duty or keeps it, for half of the lease at least; false where another has it. */
  boolean hold(String name) {
    if (database.dialect() == Dialect.SQLITE) {
      return true;
    }
    long now = clock.millis();
    if (heldUntil.getOrDefault(name, 0L) - now > leaseMillis / 2) {
      return true;
    }
    long until = now + leaseMillis;
    boolean held =
        database.write(
                sql ->
                    sql.update(
                        """
                        INSERT INTO duty (name, holder, held_until) VALUES (?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET
                          holder = excluded.holder, held_until = excluded.held_until
                        WHERE duty.holder = excluded.holder OR duty.held_until < ?
                        """,
                        name,
                        holder,
                        until,
                        now))
            == 1;
    heldUntil.put(name, held ? until : 0L);
    return held;
  }

  /** Another process may have it at once. */
  void release(String name) {
    if (heldUntil.remove(name) instanceof Long until && until > 0) {
      database.run(
          sql -> sql.update("DELETE FROM duty WHERE name = ? AND holder = ?", name, holder));
    }
  }

  void release(List<String> names) {
    names.forEach(this::release);
  }

  /** When to ask again for a duty that another process has. */
  Duration again() {
    return Duration.ofMillis(Math.max(1, leaseMillis / 4));
  }
}
