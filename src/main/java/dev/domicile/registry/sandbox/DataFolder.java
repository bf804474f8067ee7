package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    Path fresh = file(name + ".new");
    Files.writeString(fresh, content);
    moveInto(fresh, file(name));
  }

  void writeSecret(String name, String content) throws IOException {
    Path fresh = file(name + ".new");
    createSecret(fresh);
    Files.writeString(fresh, content);
    moveInto(fresh, file(name));
  }

  /** Makes an empty file that only its owner may ever read; replaces one that is there. */
  static void createSecret(Path file) throws IOException {
    Files.deleteIfExists(file);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
    }
  }

  static void moveInto(Path fresh, Path file) throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
