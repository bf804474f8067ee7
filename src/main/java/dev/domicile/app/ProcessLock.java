package dev.domicile.app;

import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One service on one SQLite file: a second would take the first one's leases for those of a dead
 * process. The operating system lets go of the lock when the process ends, however it ends. The
 * command line does not take it.
 */
public final class ProcessLock implements AutoCloseable {

  private static final String SQLITE = "sqlite:";

  private final @Nullable FileChannel channel;

  private ProcessLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * None where the database is a server's: it serves any number of processes.
   *
   * @throws StartRefused if a service has it
   */
  public static ProcessLock of(String database) {
    if (!database.startsWith(SQLITE)) {
      return new ProcessLock(null);
    }
    Path file = Path.of(database.substring(SQLITE.length()) + ".lock").toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StartRefused(
            "database "
                + database
                + " is in use by another domicile serve; stop that one, or name another database");
      }
      return new ProcessLock(channel);
    } catch (IOException e) {
      throw new StartRefused(
          "data folder " + file.getParent() + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }
}
