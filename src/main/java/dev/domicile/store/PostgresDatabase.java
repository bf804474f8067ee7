package dev.domicile.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A PostgreSQL database. Writes run beside each other at READ COMMITTED, with the row locks that
 * {@link Dialect} gives to those who write statements; a write that lost to another is run again.
 * Reads have one view each (REPEATABLE READ).
 *
 * <p>Reads and writes have connections of their own, so that a read inside a write never waits for
 * a connection that only its own end would free.
 */
final class PostgresDatabase implements Database {

  /** Milliseconds that a transaction waits for a connection. */
  private static final int WAIT_MS = 10_000;

  /**
   * Milliseconds, while the server is away: a client is better told so at once than kept beyond its
   * own patience.
   */
  private static final int AWAY_MS = 1_000;

  /** Milliseconds after which an idle connection is closed. */
  private static final int IDLE_MS = 60_000;

  /** Seconds without an answer after which a connection is given up for dead. */
  private static final int SOCKET_SECONDS = 60;

  /**
   * Milliseconds without a statement after which the server ends a transaction: the locks of a
   * process that stands still would hold up all others.
   */
  private static final int STANDSTILL_MS = 5_000;

  /** Runs of one write before its failure is told. */
  private static final int TRIES = 10;

  /** Milliseconds of pause after the first run; twice as long after each further one. */
  private static final int PAUSE_MS = 2;

  /** Runs of a write that met a row which another transaction had just put there. */
  private static final int UNIQUE_TRIES = 3;

  /**
   * Serialization failure and deadlock, which the server itself asks to be tried again, and a
   * transaction that it ended since this process stood still.
   */
  private static final Set<String> LOST = Set.of("40001", "40P01", "25P03");

  private static final String UNIQUE = "23505";

  private final String place;
  private final HikariDataSource writers;
  private final HikariDataSource readers;

  private PostgresDatabase(PostgresUrl url, int socketSeconds) {
    PostgresServer server = new PostgresServer(url);
    this.place = url.place();
    this.writers = pool(server, "writes", (url.connections() + 1) / 2, socketSeconds, false);
    this.readers = pool(server, "reads", url.connections() / 2, socketSeconds, true);
  }

  static PostgresDatabase open(String text) {
    return open(text, Migrations.FILES);
  }

  static PostgresDatabase open(String text, List<String> migrations) {
    PostgresUrl url = PostgresUrl.parse(text);
    PostgresServer server = new PostgresServer(url);
    server.check();
    // building an index over millions of rows is silent for longer than a dead server may be
    try (PostgresDatabase patient = new PostgresDatabase(url, 0)) {
      new Migrations(patient, migrations, Migrations.Before.NOTHING).run();
    } catch (StoreException e) {
      throw e.getCause() instanceof SQLException cause ? server.refused(cause) : e;
    }
    return new PostgresDatabase(url, SOCKET_SECONDS);
  }

  @Override
  public <T> T writeIf(Predicate<T> keep, Function<Sql, T> work) {
    for (int run = 1; ; run++) {
      try {
        return transaction(writers, keep, work);
      } catch (StoreException e) {
        if (run >= tries(e)) {
          throw e;
        }
      } catch (Overtaken e) {
        if (run >= TRIES) {
          throw e;
        }
      }
      pause(run);
    }
  }

  @Override
  public <T> T read(Function<Sql, T> work) {
    return transaction(readers, result -> true, work);
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }

  private <T> T transaction(HikariDataSource pool, Predicate<T> keep, Function<Sql, T> work) {
    try {
      return onConnection(pool, keep, work);
    } catch (StoreUnavailable e) {
      if (!inUse(e)) {
        waitAtMost(AWAY_MS);
      }
      throw e;
    }
  }

  private <T> T onConnection(HikariDataSource pool, Predicate<T> keep, Function<Sql, T> work) {
    try (Connection connection = connection(pool)) {
      boolean done = false;
      try (PostgresStatements statements = new PostgresStatements(connection)) {
        T result = work.apply(new Sql(statements::prepare, Dialect.POSTGRESQL));
        if (keep.test(result)) {
          connection.commit();
          done = true;
        }
        return result;
      } finally {
        if (!done) {
          rollBack(connection);
        }
      }
    } catch (SQLException e) {
      throw StoreException.of("the transaction failed", e);
    }
  }

  private Connection connection(HikariDataSource pool) {
    try {
      Connection connection = pool.getConnection();
      waitAtMost(WAIT_MS);
      return connection;
    } catch (SQLException e) {
      throw StoreException.of("no connection to " + place, e);
    }
  }

  /** All connections are, by transactions that go on. */
  private static boolean inUse(StoreUnavailable e) {
    return e.getCause() instanceof SQLTransientConnectionException waited
        && waited.getCause() == null;
  }

  private void waitAtMost(int millis) {
    if (writers.getConnectionTimeout() != millis) {
      writers.setConnectionTimeout(millis);
      readers.setConnectionTimeout(millis);
    }
  }

  /** Where the connection is gone, so is the transaction; the pool finds that out by itself. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      org.slf4j.LoggerFactory.getLogger(PostgresDatabase.class)
          .debug("a transaction ended with its connection", gone);
    }
  }

  private static int tries(StoreException e) {
    if (!(e.getCause() instanceof SQLException cause) || cause.getSQLState() == null) {
      return 1;
    }
    String state = cause.getSQLState();
    return LOST.contains(state) ? TRIES : state.equals(UNIQUE) ? UNIQUE_TRIES : 1;
  }

  /** By chance, so that two that met do not meet again. */
  private static void pause(int run) {
    int most = PAUSE_MS << run;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1, most) * 1_000_000L);
  }

  private static HikariDataSource pool(
      PostgresServer server, String name, int most, int socketSeconds, boolean readOnly) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgresql-" + name);
    config.setJdbcUrl(server.jdbcUrl());
    config.setDataSourceProperties(server.properties(socketSeconds));
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setIdleTimeout(IDLE_MS);
    config.setConnectionTimeout(WAIT_MS);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.setReadOnly(readOnly);
    if (!readOnly) {
      config.setIsolateInternalQueries(true); // else the setting would wait for a commit
      config.setConnectionInitSql("SET idle_in_transaction_session_timeout = " + STANDSTILL_MS);
    }
    config.setTransactionIsolation(
        readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }
}
