package dev.domicile.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The database. Transactions are opened in an action or a worker, at the top of the call chain;
 * what is called from there is handed the {@link Sql} of that transaction.
 */
public interface Database extends AutoCloseable {

  /**
   * Runs the work in one durable transaction: all of it is there after the return, or none where it
   * threw or its result is not worth keeping.
   *
   * <p>On PostgreSQL others write at the same time. What the work reads and relies on it must lock
   * ({@link Dialect}), or find out by a unique key or a condition of its UPDATE; and it is run
   * again where it lost to another, so that it must not change anything but the database.
   *
   * @throws StoreUnavailable if the database is away or has no room
   */
  <T> T writeIf(Predicate<T> keep, Function<Sql, T> work);

  default <T> T write(Function<Sql, T> work) {
    return writeIf(result -> true, work);
  }

  /** Runs the work on one consistent view; it cannot change anything. */
  <T> T read(Function<Sql, T> work);

  default void run(Consumer<Sql> work) {
    write(
        sql -> {
          work.accept(sql);
          return true;
        });
  }

  /**
   * How long the database has been away or without room: zero while it works. It counts as away
   * until it has worked for some seconds.
   */
  default Duration unavailableFor() {
    return Duration.ZERO;
  }

  Dialect dialect();

  /** Where the data is, for people. */
  String place();

  @Override
  void close();

  /**
   * Opens the database that a configuration names and brings its schema up to date.
   *
   * @param url {@code sqlite:PATH} or {@code postgresql://user:password@host:port/name?options}
   * @throws StartRefused if it cannot be opened or is of a newer version
   */
  static Database open(String url) {
    if (url.startsWith(PostgresUrl.SCHEME)) {
      return new WatchedDatabase(PostgresDatabase.open(url), System::nanoTime);
    }
    if (!url.startsWith("sqlite:")) {
      throw new StartRefused(
          "database: "
              + scheme(url)
              + " is not known; use sqlite:PATH or postgresql://user:password@host:5432/name");
    }
    return new WatchedDatabase(
        SqliteDatabase.open(Path.of(url.substring("sqlite:".length()))), System::nanoTime);
  }

  /** The {@link #place} of a database that need not be there. */
  static String place(String url) {
    return url.startsWith(PostgresUrl.SCHEME) ? PostgresUrl.parse(url).place() : url;
  }

  /** Never the whole value: it may hold a password. */
  private static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon < 0 ? "a value without a scheme" : url.substring(0, colon + 1);
  }
}
