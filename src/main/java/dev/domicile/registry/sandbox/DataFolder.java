package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The sandbox's folder, taken for this process until closed. */
final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel lock;

  /**
   * @throws IOException where the folder cannot be written or another sandbox runs in it
   */
  DataFolder(Path path) throws IOException {
    this.path = path;
    Files.createDirectories(path);
    lock =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (taken() == null) {
      lock.close();
      throw new IOException("another sandbox runs in " + path);
    }
  }

  private @Nullable FileLock taken() throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Nullable String password() throws IOException {
    Path file = file("password");
    return Files.exists(file) ? Files.readString(file).strip() : null;
  }

  void keepPassword(String password) throws IOException {
    writeSecret("password", password + "\n");
  }

  void write(String name, String content) throws IOException {
    replace(name, content);
  }

  /** Readable by the owner only, from its first moment. */
  void writeSecret(String name, String content) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    replace(
        name,
        content,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
  }

  private void replace(String name, String content, FileAttribute<?>... attributes)
      throws IOException {
    Path fresh = file(name + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, attributes);
    Files.writeString(fresh, content);
    Files.move(
        fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
