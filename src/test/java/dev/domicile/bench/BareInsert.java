package dev.domicile.bench;

import dev.domicile.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * The least that a durable batch can cost: its step and active rows in one transaction, by JDBC
 * alone, into the product's own schema under the product's own pragmas.
 */
final class BareInsert implements AutoCloseable {

  private static final long ACCOUNT = 1;
  private static final String QUEUE = "closed";
  private static final String KIND = "CHG_HOLDER";

  private final Connection connection;
  private final PreparedStatement active;
  private final PreparedStatement step;

  BareInsert(Path file) throws SQLException {
    Database.open("sqlite:" + file).close();
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    connection = config.createConnection("jdbc:sqlite:" + file);
    active =
        connection.prepareStatement(
            """
            INSERT INTO active (queue, subject, account_id, task_id, seq, kind, leased, phase, due_at, lease_until,
              owner, attempt, tries, reason, note, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, 0, 'FRESH', ?, 0, '', 0, 0, '', '', ?)
            ON CONFLICT (queue, subject) DO NOTHING
            """);
    step =
        connection.prepareStatement(
            """
            INSERT INTO step (task_id, seq, queue, subject, status, reason, note, tries, updated_at)
            VALUES (?, ?, ?, ?, 0, '', '', 0, ?)
            """);
  }

  void insert(long task, List<String> domains, List<Integer> sorted) throws SQLException {
    long now = System.currentTimeMillis();
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (int seq : sorted) {
        bind(active, QUEUE, domains.get(seq - 1), ACCOUNT, task, (long) seq, KIND, now, now);
      }
      active.executeBatch();
      for (int seq = 1; seq <= domains.size(); seq++) {
        bind(step, task, (long) seq, QUEUE, domains.get(seq - 1), now);
      }
      step.executeBatch();
      statement.execute("COMMIT");
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Long number) {
        statement.setLong(i + 1, number);
      } else {
        statement.setString(i + 1, (String) values[i]);
      }
    }
    statement.addBatch();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
