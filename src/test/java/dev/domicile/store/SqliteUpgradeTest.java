package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Besides: an SQLite database is kept as it was before it is changed. */
class SqliteUpgradeTest extends UpgradeContract {

  private static final int OLD = 12;

  @Override
  Database open(String name, List<String> migrations) {
    return open(name, migrations, place -> Long.MAX_VALUE);
  }

  private Database open(String name, List<String> migrations, ToLongFunction<Path> room) {
    Path file = folder.resolve(name + ".db");
    return SqliteDatabase.open(file, migrations, new UpgradeBackup(file, room));
  }

  @Test
  void theDatabaseAsItWasStandsBesideItForItsOwnerAlone() throws IOException {
    Filled filled = old();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(UpgradeBackup.class);
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
    try {
      open("one", Migrations.FILES).close();
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }

    Path copy = folder.resolve("one.db.version-12");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    assertTrue(
        log.list.stream().anyMatch(line -> line.getFormattedMessage().contains(copy.toString())),
        log.list::toString);
    try (Database kept = SqliteDatabase.open(copy, upTo(OLD), Migrations.Before.NOTHING)) {
      long version = kept.read(sql -> sql.number("SELECT max(version) AS n FROM schema_version"));
      assertEquals(12, version);
      assertEquals(filled.rows(), filled.rowsNow(kept));
    }
  }

  @Test
  void aStartThatChangesNothingKeepsNothing() throws IOException {
    open("one", Migrations.FILES).close();
    open("one", Migrations.FILES).close();
    assertEquals(List.of(), copies());
  }

  @Test
  void withoutRoomForTheCopyTheSchemaStaysAsItIs() throws IOException {
    Filled filled = old();
    StartRefused refused =
        assertThrows(StartRefused.class, () -> open("one", Migrations.FILES, place -> 5_000));
    assertTrue(refused.getMessage().contains("there is no room"), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
    assertEquals(List.of(), copies());
    try (Database still = open("one", upTo(OLD))) {
      assertEquals(filled.rows(), filled.rowsNow(still));
    }
  }

  @Test
  void aCopyThatCannotBeEndedLeavesNoFileAndSaysSo() throws IOException {
    old();
    SqliteCopy copy = new SqliteCopy(folder.resolve("one.db"));
    Path target = folder.resolve("one.db.version-half");
    assertThrows(
        StoreException.class,
        () ->
            copy.run(
                target,
                (connection, file) -> {},
                temporary -> {
                  throw new StoreException("no room", null);
                }));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(),
          files.filter(one -> one.getFileName().toString().matches(".*(copy|half).*")).toList());
    }
  }

  @Test
  void theNewestCopiesAreKept() throws IOException {
    for (int i = 1; i <= UpgradeBackup.KEPT; i++) {
      Path older = Files.createFile(folder.resolve("one.db.version-" + i));
      Files.setLastModifiedTime(older, FileTime.fromMillis(i));
    }
    Path others = Files.createFile(folder.resolve("one.db.copy"));
    old();
    open("one", Migrations.FILES).close();
    assertEquals(List.of("one.db.version-12", "one.db.version-2", "one.db.version-3"), copies());
    assertTrue(Files.exists(others));
  }

  @Test
  void aSecondCopyOfAVersionDoesNotReplaceTheFirst() throws IOException {
    old();
    Path first = folder.resolve("one.db.version-12");
    Files.writeString(first, "of another day");
    open("one", Migrations.FILES).close();
    assertEquals("of another day", Files.readString(first));
    assertEquals(List.of("one.db.version-12", "one.db.version-12-2"), copies());
  }

  private Filled old() {
    try (Database old = open("one", upTo(OLD))) {
      return Filled.of(old);
    }
  }

  private List<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(one -> one.getFileName().toString())
          .filter(name -> name.startsWith("one.db.version-"))
          .sorted()
          .toList();
    }
  }
}
