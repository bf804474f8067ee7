package dev.domicile.store;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database whose outages are told once each, here: thousands of transactions meet the same one,
 * and none of those who run them has anything to add.
 */
final class WatchedDatabase implements Database {

  private static final Logger log = LoggerFactory.getLogger(WatchedDatabase.class);

  /**
   * An outage is over when a transaction succeeds this long after the last failure: on a full disk
   * some still do. Longer than the pause between the tries of whoever waits.
   */
  static final Duration QUIET = Duration.ofSeconds(10);

  private final Database database;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Outage outage;

  private record Outage(long since, long last) {
    Duration lasted() {
      return Duration.ofNanos(last - since);
    }
  }

  /**
   * @param nanos the machine's running time
   */
  WatchedDatabase(Database database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
  }

  @Override
  public <T> T writeIf(Predicate<T> keep, Function<Sql, T> work) {
    try {
      T result = database.writeIf(keep, work);
      succeeded();
      return result;
    } catch (StoreUnavailable e) {
      failed(e);
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Sql, T> work) {
    try {
      T result = database.read(work);
      succeeded();
      return result;
    } catch (StoreUnavailable e) {
      failed(e);
      throw e;
    }
  }

  @Override
  public Duration unavailableFor() {
    Outage now = outage;
    return now == null ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - now.since);
  }

  @Override
  public Dialect dialect() {
    return database.dialect();
  }

  @Override
  public String place() {
    return database.place();
  }

  @Override
  public void close() {
    database.close();
  }

  private void succeeded() {
    Outage now = outage;
    if (now != null && nanos.getAsLong() - now.last >= QUIET.toNanos()) {
      over();
    }
  }

  private void over() {
    lock.lock();
    try {
      if (outage instanceof Outage now) {
        outage = null;
        log.info("database {} works again, after {}", place(), now.lasted());
      }
    } finally {
      lock.unlock();
    }
  }

  private void failed(StoreUnavailable e) {
    long now = nanos.getAsLong();
    lock.lock();
    try {
      if (outage instanceof Outage known) {
        outage = new Outage(known.since, now);
      } else {
        outage = new Outage(now, now);
        log.error(
            "database {} is unavailable: {}; requests are answered with ServiceUnavailable, and"
                + " work goes on by itself when it is back",
            place(),
            cause(e));
      }
    } finally {
      lock.unlock();
    }
  }

  private static String cause(StoreUnavailable e) {
    Throwable deepest = e;
    for (Throwable at = e; at != null; at = at.getCause()) {
      deepest = at.getMessage() == null ? deepest : at;
    }
    return String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ");
  }
}
