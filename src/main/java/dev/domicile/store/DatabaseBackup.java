package dev.domicile.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
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

  /** How long the copy's first page is waited for where another process takes the lock. */
  private static final int BUSY_MS = 10_000;

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
    NativeLibrary.settle();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    // only the root has none, and that is there
    Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
    Path temporary =
        Files.createTempFile(
            folder,
            ".backup",
            ".db",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      copy(temporary);
      mark(temporary, mark);
      force(temporary);
      Files.move(temporary, target); // refuses to replace
      force(folder);
      return Files.size(target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void copy(Path temporary) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MS);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + source)) {
      long all = size(connection);
      ProgressHandler.setHandler(connection, LOOK_EVERY, new Looks(temporary, all));
      try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
        vacuum.setString(1, temporary.toString());
        vacuum.execute();
      } finally {
        ProgressHandler.clearHandler(connection);
      }
    } catch (SQLException e) {
      throw StoreException.of("copying " + source + " to " + temporary, e);
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

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
