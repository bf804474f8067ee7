package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.List;

/** The table node: the processes that share the work, and until when each counts as alive. */
final class Nodes {

  private Nodes() {}

  /**
   * @param until epoch milliseconds
   */
  static void alive(Sql sql, String node, long until) {
    sql.update(
        """
        INSERT INTO node (id, until) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET until = excluded.until
        """,
        node,
        until);
  }

  /** Not heard of in time. A sign of life that is being written now is waited for by none. */
  static List<String> dead(Sql sql, long now) {
    return sql.rows(
        "SELECT id FROM node WHERE until < ? ORDER BY id " + sql.dialect().skipLocked(),
        row -> row.text("id"),
        now);
  }

  /** Whether it counts as alive until the end of the transaction, whoever thinks it dead. */
  static boolean staysAlive(Sql sql, String node, long now) {
    return sql.row(
            "SELECT id FROM node WHERE id = ? AND until > ? " + sql.dialect().forShare(),
            row -> row.text("id"),
            node,
            now)
        .isPresent();
  }

  /** Unless something is left that it had claimed. */
  static void forget(Sql sql, String node) {
    sql.update(
        """
        DELETE FROM node WHERE id = ?
        AND NOT EXISTS (SELECT 1 FROM active WHERE leased = 1 AND owner = ?)
        """,
        node,
        node);
  }
}
