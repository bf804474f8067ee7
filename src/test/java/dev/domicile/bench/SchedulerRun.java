package dev.domicile.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * db-scheduler with as many one-time executions of a task that does nothing, on the same server,
 * set up as its documents say for throughput: lock-and-fetch, a connection for every thread.
 */
final class SchedulerRun implements AutoCloseable {

  private static final int THREADS = 32;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS scheduled_tasks (
        task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA,
        execution_time TIMESTAMP WITH TIME ZONE NOT NULL, picked BOOLEAN NOT NULL, picked_by TEXT,
        last_success TIMESTAMP WITH TIME ZONE, last_failure TIMESTAMP WITH TIME ZONE,
        consecutive_failures INT, last_heartbeat TIMESTAMP WITH TIME ZONE, version BIGINT NOT NULL,
        priority SMALLINT, PRIMARY KEY (task_name, task_instance));
      CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
      CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat)
      """;

  private final HikariDataSource source;
  private int round;

  /**
   * @param url of the database, as the product is given it
   */
  SchedulerRun(String url) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://" + url.substring(url.indexOf('@') + 1));
    config.setUsername(url.substring("postgresql://".length(), url.indexOf('@')));
    config.setMaximumPoolSize(THREADS + 8);
    source = new HikariDataSource(config);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  double stepsPerSecond(int steps) throws SQLException {
    OneTimeTask<Void> empty = Tasks.oneTime("empty").execute((instance, context) -> {});
    Scheduler scheduler =
        Scheduler.create(source, empty)
            .threads(THREADS)
            .pollUsingLockAndFetch(1.0, 4.0)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    List<TaskInstance<?>> instances = new ArrayList<>(steps);
    round++;
    for (int i = 0; i < steps; i++) {
      instances.add(empty.instance("d" + round + "-" + i + ".test"));
    }
    scheduler.scheduleBatch(instances, Instant.now().minusSeconds(1));
    long began = System.nanoTime();
    scheduler.start();
    try {
      while (left()) {
        LockSupport.parkNanos(20_000_000);
      }
      return steps / ((System.nanoTime() - began) / 1e9);
    } finally {
      scheduler.stop();
    }
  }

  private boolean left() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT 1 FROM scheduled_tasks LIMIT 1")) {
      return found.next();
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
