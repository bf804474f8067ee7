package dev.domicile.bench;

import dev.domicile.store.Database;
import dev.domicile.store.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Puts tasks that ended long ago into a database, 10,000 steps each. */
final class FinishedSteps {

  private static final int TASK = 10_000;
  private static final int TASKS_AT_ONCE = 20;

  private static final String NUMBERS =
      "WITH RECURSIVE n (i) AS (SELECT ? + 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?) ";

  private FinishedSteps() {}

  static void fill(Database database, String url, int steps) throws SQLException {
    for (int task = 1; task <= steps / TASK; task += TASKS_AT_ONCE) {
      int from = task;
      int to = Math.min(task + TASKS_AT_ONCE - 1, steps / TASK);
      database.run(
          sql -> {
            sql.update(
                NUMBERS
                    + """
                    INSERT INTO task (account_id, id, task_no, kind, total, client_ip, created_at)
                    SELECT 1, -i, 'old-' || i, 'EMPTY', 10000, '127.0.0.1', 1700000000000 + i FROM n
                    """,
                from,
                to);
            sql.update(
                NUMBERS
                    + """
                    INSERT INTO task_block (task_id, block, account_id, size, begun, ok, failed,
                      ok_acknowledged, failed_acknowledged)
                    SELECT -1 - i / 20, i % 20, 1, 500, 500, 500, 0, 0, 0 FROM n
                    """,
                (from - 1) * 20,
                to * 20 - 1);
            sql.update(
                NUMBERS
                    + """
                    INSERT INTO step (task_id, seq, queue, subject, status, reason, note, tries, updated_at)
                    SELECT -1 - i / 10000, 1 + i % 10000, 'registry-' || (i % 4), 'old-' || i || '.test',
                      2, 'DONE', '', 1, 1700000000000 + i FROM n
                    """,
                (from - 1) * TASK,
                to * TASK - 1);
          });
    }
    if (database.dialect() == Dialect.POSTGRESQL) {
      vacuum(url);
    }
  }

  /** What the server does by itself some time after such an import, and not during the bench. */
  private static void vacuum(String url) throws SQLException {
    String jdbc = "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1);
    String user = url.substring("postgresql://".length(), url.indexOf('@'));
    try (Connection connection = DriverManager.getConnection(jdbc, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }
}
