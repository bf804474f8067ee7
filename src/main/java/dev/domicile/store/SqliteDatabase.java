package dev.domicile.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file in WAL mode. Writers take turns here, in order, rather than in the file's own
 * lock, whose waiters poll; other processes (the command line) still meet that lock, for {@link
 * #BUSY_MS} at most.
 */
final class SqliteDatabase implements Database {

  /**
   * How long a writer waits for another process's transaction, in milliseconds; those last moments.
   */
  private static final int BUSY_MS = 10_000;

  /** Reads at a time; more would only wait for the processor. */
  private static final int READERS = 4;

  private final Path file;
  private final SqliteConnection writer;
  private final BlockingQueue<SqliteConnection> readers = new ArrayBlockingQueue<>(READERS);
  private final ReentrantLock writing = new ReentrantLock(true);

  private SqliteDatabase(Path file, SqliteConnection writer) {
    this.file = file;
    this.writer = writer;
  }

  static SqliteDatabase open(Path file) {
    return open(file, Migrations.FILES, UpgradeBackup.beside(file));
  }

  static SqliteDatabase open(Path file, List<String> migrations, Migrations.Before before) {
    NativeLibrary.settle();
    createFolder(file);
    try {
      SqliteDatabase database =
          new SqliteDatabase(file, SqliteConnection.open(file, config(false)));
      database.upgrade(migrations, before);
      for (int i = 0; i < READERS; i++) {
        database.readers.add(SqliteConnection.open(file, config(true)));
      }
      return database;
    } catch (SQLException e) {
      throw new StartRefused("database " + file + " cannot be opened: " + cause(e), e);
    }
  }

  private void upgrade(List<String> migrations, Migrations.Before before) {
    try {
      new Migrations(this, migrations, before).run();
    } catch (StartRefused e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public <T> T writeIf(Predicate<T> keep, Function<Sql, T> work) {
    writing.lock();
    try {
      return writer.transaction("BEGIN IMMEDIATE", keep, work);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public <T> T read(Function<Sql, T> work) {
    SqliteConnection reader = borrow();
    try {
      return reader.transaction("BEGIN", result -> true, work);
    } finally {
      readers.add(reader);
    }
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public String place() {
    return "sqlite:" + file;
  }

  @Override
  public void close() {
    writing.lock();
    try {
      List<SqliteConnection> closed = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        SqliteConnection reader = borrow();
        reader.close();
        closed.add(reader);
      }
      writer.close();
      readers.addAll(closed); // who comes late is refused, and does not wait for ever
    } finally {
      writing.unlock();
    }
  }

  private SqliteConnection borrow() {
    try {
      return readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the database", e);
    }
  }

  private static SQLiteConfig config(boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setReadOnly(readOnly);
    config.enforceForeignKeys(false);
    // the driver would ask for the last rowid after each update
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static void createFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
          throw new StartRefused(
              "data folder " + folder + " cannot be written; change its owner or mode");
        }
      }
    } catch (IOException e) {
      throw new StartRefused("data folder " + folder + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static String cause(SQLException e) {
    if (e instanceof SQLiteException s && s.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB) {
      return "it is not an SQLite file";
    }
    return String.valueOf(e.getMessage());
  }
}
