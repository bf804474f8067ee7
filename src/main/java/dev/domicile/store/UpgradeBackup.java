package dev.domicile.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an SQLite database as it was before its schema is brought up to date: the way back to the
 * program that it was made with. Where that cannot be kept the schema stays as it is.
 */
final class UpgradeBackup implements Migrations.Before {

  private static final Logger log = LoggerFactory.getLogger(UpgradeBackup.class);

  /** Copies kept beside the file, the newest: each is as large as the database was. */
  static final int KEPT = 3;

  private final Path file;
  private final ToLongFunction<Path> room;

  /**
   * @param room bytes that may still be written to a folder
   */
  UpgradeBackup(Path file, ToLongFunction<Path> room) {
    this.file = file;
    this.room = room;
  }

  static UpgradeBackup beside(Path file) {
    return new UpgradeBackup(file, UpgradeBackup::usable);
  }

  @Override
  public void upgraded(long from, long to) {
    Path folder = file.toAbsolutePath().resolveSibling("");
    try {
      // the copy, and about as much again for what the change of the schema writes
      long needed = 2 * (size(file) + size(sibling("-wal")));
      long there = room.applyAsLong(folder);
      if (there < needed) {
        throw refused(from, to, "there is no room: " + needed + " bytes, of which " + there, null);
      }
      Path copy = name(from);
      new SqliteCopy(file).run(copy);
      log.info(
          "database {} is of version {} and will be of version {}; as it was it is kept in {}",
          file,
          from,
          to,
          copy);
      removeOld();
    } catch (IOException | StoreException e) {
      throw refused(from, to, String.valueOf(e.getMessage()), e);
    }
  }

  private StartRefused refused(long from, long to, String why, @Nullable Throwable cause) {
    return new StartRefused(
        "database "
            + file
            + " of version "
            + from
            + " cannot be kept before it becomes one of version "
            + to
            + ": "
            + why
            + "; make room in its folder and start again, nothing was changed",
        cause);
  }

  /** A second one of a version is of a database that was put back meanwhile. */
  private Path name(long version) {
    Path name = sibling(".version-" + version);
    for (int i = 2; Files.exists(name); i++) {
      name = sibling(".version-" + version + "-" + i);
    }
    return name;
  }

  private void removeOld() throws IOException {
    List<Path> copies = new ArrayList<>(copies());
    copies.sort(Comparator.comparing(UpgradeBackup::modified).reversed());
    for (Path old : copies.stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
      log.info("{} is removed; the {} newest are kept", old, KEPT);
    }
  }

  private List<Path> copies() throws IOException {
    String prefix = file.getFileName() + ".version-";
    try (Stream<Path> files = Files.list(file.toAbsolutePath().resolveSibling(""))) {
      return files.filter(one -> one.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  private Path sibling(String suffix) {
    return file.toAbsolutePath().resolveSibling(file.getFileName() + suffix);
  }

  private static long size(Path one) throws IOException {
    return Files.exists(one) ? Files.size(one) : 0;
  }

  private static FileTime modified(Path one) {
    try {
      return Files.getLastModifiedTime(one);
    } catch (IOException e) {
      throw new StoreException("looking at " + one, e);
    }
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new StoreException("looking for room in " + folder, e);
    }
  }
}
