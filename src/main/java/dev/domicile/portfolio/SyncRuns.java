package dev.domicile.portfolio;

import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * The table portfolio_sync: how far the last sync of each registry has come. A run's name is the
 * fence: who finds another there has been superseded.
 */
final class SyncRuns {

  /**
   * A run that did not come to its end.
   *
   * @param position the last domain that is read and stored; empty before the first
   * @param beganAt epoch milliseconds
   */
  record Unfinished(String position, long beganAt) {}

  private SyncRuns() {}

  static Optional<Unfinished> unfinished(Sql sql, String registry) {
    return sql.row(
        "SELECT position, began_at FROM portfolio_sync WHERE registry = ? AND complete = 0",
        row -> new Unfinished(row.text("position"), row.number("began_at")),
        registry);
  }

  /** Takes the registry over from any run before it. */
  static void begin(Sql sql, String registry, String run, Unfinished from) {
    sql.update(
        """
        INSERT INTO portfolio_sync (registry, run, position, began_at, complete)
        VALUES (?, ?, ?, ?, 0)
        ON CONFLICT (registry) DO UPDATE SET run = excluded.run, position = excluded.position,
          began_at = excluded.began_at, complete = 0\
        """,
        registry,
        run,
        from.position(),
        from.beganAt());
  }

  /** Whether the registry is still this run's. */
  static boolean advance(Sql sql, String registry, String run, String position, boolean complete) {
    return sql.update(
            """
            UPDATE portfolio_sync SET position = ?, complete = ?
            WHERE registry = ? AND run = ?\
            """,
            position,
            complete,
            registry,
            run)
        == 1;
  }
}
