package dev.domicile.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sqlite.SQLiteConfig;

/** One connection with its prepared statements; used by one thread at a time. */
final class SqliteConnection {

  /** Prepared statements kept per connection; the product has some hundred texts. */
  private static final int STATEMENTS = 256;

  private final Connection connection;
  private final Sql sql;
  private final Map<String, Prepared> prepared =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
          if (size() <= STATEMENTS) {
            return false;
          }
          closeStatement(eldest.getValue());
          return true;
        }
      };

  private SqliteConnection(Connection connection) {
    this.connection = connection;
    this.sql = new Sql(this::prepare, Dialect.SQLITE);
  }

  static SqliteConnection open(Path file, SQLiteConfig config) throws SQLException {
    return new SqliteConnection(config.createConnection("jdbc:sqlite:" + file));
  }

  <T> T transaction(String begin, Predicate<T> keep, Function<Sql, T> work) {
    execute(begin);
    boolean done = false;
    try {
      T result = work.apply(sql);
      if (keep.test(result)) {
        execute("COMMIT");
        done = true;
      }
      return result;
    } catch (StoreException e) {
      forget();
      throw e;
    } finally {
      if (!done) {
        rollBack();
      }
    }
  }

  /** The driver closes a statement that failed, and it would refuse to run for ever. */
  private void forget() {
    prepared.values().forEach(SqliteConnection::closeStatement);
    prepared.clear();
  }

  void close() {
    forget();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("closing the database", e);
    }
  }

  private Prepared prepare(String text) throws SQLException {
    Prepared known = prepared.get(text);
    if (known == null) {
      known = new Prepared(connection.prepareStatement(text));
      prepared.put(text, known);
    }
    return known;
  }

  /**
   * Transactions are begun by statement, not by the driver: it knows no BEGIN IMMEDIATE per
   * transaction.
   */
  private void execute(String text) {
    try {
      prepare(text).statement().execute();
    } catch (SQLException e) {
      forget();
      throw StoreException.of(text + " failed", e);
    }
  }

  /**
   * A failed COMMIT or a full disk may have rolled back by itself; then there is nothing left to
   * do.
   */
  private void rollBack() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException alreadyRolledBack) {
      if (!String.valueOf(alreadyRolledBack.getMessage()).contains("no transaction is active")) {
        throw StoreException.of("ROLLBACK failed", alreadyRolledBack);
      }
    }
  }

  private static void closeStatement(Prepared one) {
    try {
      one.statement().close();
    } catch (SQLException e) {
      throw new StoreException("closing a statement", e);
    }
  }
}
