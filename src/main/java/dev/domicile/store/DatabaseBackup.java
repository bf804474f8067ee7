package dev.domicile.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/**
 * Copies a running SQLite database to a file: all of it, as it was at one moment, while others go
 * on writing. What was deleted is not in it. The file appears under its name when it is whole and
 * durable.
 */
public final class DatabaseBackup {

  /** Steps of SQLite's machine between two looks at how far it has come; some milliseconds. */
  private static final int LOOK_EVERY = 100_000;

  /** Told now and then how far it has come. */
  public interface Listener {

    /**
     * @param done bytes that are written, about
     * @param all bytes that are to be written
     */
    void written(long done, long all);
  }

  private final Path source;
  private final Listener listener;

  /**
   * @param source the database's file, of this program's version
   */
  public DatabaseBackup(Path source, Listener listener) {
    this.source = source;
    this.listener = listener;
  }

  /**
   * @param mark what the copy says of itself
   * @return the size of the file in bytes
   * @throws FileAlreadyExistsException if there is such a file; it stays as it is
   */
  public long run(Path target, BackupMark mark) throws IOException {
    new SqliteCopy(source).run(target, this::watch, temporary -> mark(temporary, mark));
    return Files.size(target);
  }

  /** Told by the size of what is written so far: the statement itself tells nothing. */
  private void watch(Connection connection, Path temporary) {
    try {
      ProgressHandler.setHandler(connection, LOOK_EVERY, new Looks(temporary, size(connection)));
    } catch (SQLException e) {
      throw StoreException.of("copying " + source, e);
    }
  }

  private final class Looks extends ProgressHandler {

    private final Path file;
    private final long all;

    Looks(Path file, long all) {
      this.file = file;
      this.all = all;
    }

    @Override
    protected int progress() {
      try {
        listener.written(Math.min(Files.size(file), all), all);
        return 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static long size(Connection connection) throws SQLException {
    return pragma(connection, "page_size")
        * (pragma(connection, "page_count") - pragma(connection, "freelist_count"));
  }

  private static long pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA " + name)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** In the copy alone: the database itself is none. */
  private static void mark(Path temporary, BackupMark mark) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.MEMORY); // no second file beside it
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setGetGeneratedKeys(false);
    try {
      SqliteConnection copy = SqliteConnection.open(temporary, config);
      try {
        copy.transaction(
            "BEGIN IMMEDIATE",
            done -> done,
            sql -> {
              mark.put(sql);
              return true;
            });
      } finally {
        copy.close();
      }
    } catch (SQLException e) {
      throw StoreException.of("marking " + temporary, e);
    }
  }
}
