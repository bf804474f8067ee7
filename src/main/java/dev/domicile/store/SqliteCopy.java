package dev.domicile.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * Copies an SQLite database to a file while others go on writing: all of it, as it was at one
 * moment, without what was deleted. The file appears under its name when it is whole and durable,
 * and nobody else may read it.
 */
final class SqliteCopy {

  /** How long a lock of another process is waited for, in milliseconds. */
  private static final int BUSY_MS = 10_000;

  private final Path source;

  SqliteCopy(Path source) {
    this.source = source;
  }

  void run(Path target) throws IOException {
    run(target, (connection, temporary) -> {}, temporary -> {});
  }

  /**
   * @param watch told of the connection, and of the file that grows, before the copying begins
   * @param complete what is still to be done to the copy before it has its name
   * @throws FileAlreadyExistsException if there is such a file; it stays as it is
   */
  void run(Path target, BiConsumer<Connection, Path> watch, Consumer<Path> complete)
      throws IOException {
    NativeLibrary.settle();
    Path folder = target.toAbsolutePath().resolveSibling("");
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path temporary =
        Files.createTempFile(
            folder,
            ".copy",
            ".db",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      copy(temporary, watch);
      complete.accept(temporary);
      force(temporary);
      Files.move(temporary, target); // refuses to replace
      force(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void copy(Path temporary, BiConsumer<Connection, Path> watch) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MS);
    try (Connection connection = config.createConnection("jdbc:sqlite:" + source)) {
      watch.accept(connection, temporary);
      try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
        vacuum.setString(1, temporary.toString());
        vacuum.execute();
      }
    } catch (SQLException e) {
      throw StoreException.of("copying " + source + " to " + temporary, e);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
