package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.app.App;
import dev.domicile.app.Config;
import dev.domicile.app.ProcessLock;
import dev.domicile.app.Seals;
import dev.domicile.docs.ShownCommand;
import dev.domicile.store.BackupMark;
import dev.domicile.store.Database;
import dev.domicile.store.StartRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BackupCommandTest {

  @TempDir Path folder;
  private Path config;
  private Path backup;
  private Commands commands;

  @BeforeEach
  void make() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "registries: [{name: lab, tlds: [test], connector: none}]\n");
    backup = folder.resolve("backup.db");
    commands = new Commands(config, false);
    commands.run("account", "create", "acme").succeeded();
  }

  @Test
  void theFileIsTheOwnersAloneHoldsEverythingAndNamesItsMasterKey() throws IOException {
    JsonNode told = commands.run("database", "backup", backup.toString(), "--json").json();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));
    assertEquals(Files.size(backup), told.get("Bytes").asLong());
    assertEquals(List.of("backup.db", "data", "domicile.yaml"), listed(folder));
    try (Database copy = Database.open("sqlite:" + backup)) {
      assertEquals(1L, count(copy, "account"));
      BackupMark mark = copy.read(BackupMark::find).orElseThrow();
      assertEquals(told.get("MasterKey").stringValue(), mark.masterKeys());
      Seals.open(Config.loadForCommands(config), copy);
    }
    try (Database live = Database.open("sqlite:" + folder.resolve("data/domicile.db"))) {
      assertTrue(live.read(BackupMark::find).isEmpty(), "the database itself is no backup");
    }
    assertTrue(commands.run("audit", "verify").succeeded().out().contains("not yet chained"));
  }

  @Test
  void aFileThatIsThereStaysAsItIsAndNothingIsLeftBeside() throws IOException {
    Files.writeString(backup, "something dear");
    Commands.Ran ran = commands.run("database", "backup", backup.toString());
    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("is there already"), ran.err());
    assertEquals("something dear", Files.readString(backup));
    assertEquals(List.of("backup.db", "data", "domicile.yaml"), listed(folder));
    Commands.Ran nowhere =
        commands.run("database", "backup", folder.resolve("none/backup.db").toString());
    assertEquals(1, nowhere.exit());
    assertTrue(nowhere.err().contains("there is no folder"), nowhere.err());
  }

  @Test
  void anotherMasterKeyIsToldByItsNumber() throws IOException {
    String needs =
        commands
            .run("database", "backup", backup.toString(), "--json")
            .json()
            .get("MasterKey")
            .stringValue();
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path other = elsewhere.resolve("domicile.yaml");
    Files.copy(config, other);
    Commands there = new Commands(other, false);
    there.run("account", "create", "somebody").succeeded();
    Files.delete(elsewhere.resolve("data/domicile.db"));
    Files.copy(backup, elsewhere.resolve("data/domicile.db"));
    Commands.Ran ran = there.run("account", "create", "else");
    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("it needs key " + needs + ", and the file has "), ran.err());
  }

  @Test
  void aBackupTakenWhileOthersWriteIsOfOneMoment() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong rounds = new AtomicLong();
    try (Database live = Database.open("sqlite:" + folder.resolve("data/domicile.db"))) {
      live.run(
          sql -> {
            // large enough that the copy takes longer than a transaction
            for (int i = 0; i < 2_000; i++) {
              sql.update(
                  "INSERT INTO keyset (name, sealed) VALUES (?, ?)", "x" + i, new byte[4_000]);
            }
            sql.update("INSERT INTO domain_count (account_id, n) VALUES (1, 0)");
          });
      Thread writer = Thread.ofVirtual().start(() -> write(live, stop, rounds));
      Await.until("others write", () -> rounds.get() > 0);
      for (int i = 0; i < 5; i++) {
        long before = rounds.get();
        Path file = folder.resolve("backup" + i + ".db");
        commands.run("database", "backup", file.toString()).succeeded();
        try (Database copy = Database.open("sqlite:" + file)) {
          long counted = copy.read(sql -> sql.number("SELECT n FROM domain_count"));
          assertEquals(counted, count(copy, "nonce"));
          assertTrue(counted >= before, "what was committed before is in it");
          assertEquals(
              "ok",
              copy.read(
                  sql ->
                      sql.row("PRAGMA integrity_check", row -> row.text("integrity_check"))
                          .orElseThrow()));
        }
      }
      stop.set(true);
      Await.until("the writer ends", () -> !writer.isAlive());
    }
  }

  /** A row and its count belong together. */
  private static void write(Database live, AtomicBoolean stop, AtomicLong rounds) {
    while (!stop.get()) {
      live.run(
          sql -> {
            sql.update(
                "INSERT INTO nonce (access_key_id, nonce, expires_at) VALUES ('k', ?, 0)",
                "n" + rounds.get());
            sql.update("UPDATE domain_count SET n = n + 1");
          });
      rounds.incrementAndGet();
      LockSupport.parkNanos(1_000_000); // SQLite's lock knows no turns: others would never get it
    }
  }

  @Test
  void oneThatTakesLongTellsHowFarItHasComeAndAShortOneSaysNothing() {
    AtomicLong nanos = new AtomicLong();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    BackupProgress progress =
        new BackupProgress(new PrintStream(err, true, StandardCharsets.UTF_8), false, nanos::get);
    progress.written(500, 1_000);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
    nanos.set(2_000_000_000L);
    progress.written(600, 1_000);
    assertEquals("60%  600 of 1000 bytes written\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theCommandOfTheManualWorksAsItStands() {
    String[] shown = ShownCommand.DATABASE_BACKUP.line().split(" ");
    assertEquals("backup.db", shown[3]);
    assertEquals("--config", shown[4]);
    Commands.Ran ran = commands.run(shown[1], shown[2], folder.resolve(shown[3]).toString());
    assertTrue(ran.succeeded().out().contains("It needs master key "), ran.out());
    assertFalse(ran.err().contains("%"), ran.err());
  }

  @Test
  void theCommandsOfTheManualPutABackupBackAndReleaseIt() throws IOException {
    commands.run("database", "backup", backup.toString()).succeeded();
    Path live = folder.resolve("data/domicile.db");
    Files.copy(backup, live, StandardCopyOption.REPLACE_EXISTING);
    Config loaded = Config.load(config);
    StartRefused refused =
        assertThrows(StartRefused.class, () -> new App(loaded, InstantSource.system()).close());
    assertTrue(refused.getMessage().contains("run: domicile database restored"), refused::toString);

    assertTrue(shown(ShownCommand.DATABASE_RESTORED).out().startsWith("Epoch 1 is open"));
    assertTrue(shown(ShownCommand.DATABASE_RESTORED).out().startsWith("Epoch 1 was opened before"));
    assertTrue(shown(ShownCommand.DATABASE_RELEASED).out().startsWith("Released"));
    assertEquals(1, commands.run("database", "restored", "--release").exit());
    try (Database database = Database.open("sqlite:" + live)) {
      assertTrue(database.read(BackupMark::find).isEmpty());
    }
  }

  @Test
  void aDatabaseThatAServiceHasIsNotCalledRestored() throws IOException {
    try (ProcessLock service = ProcessLock.of("sqlite:" + folder.resolve("data/domicile.db"))) {
      Commands.Ran ran = commands.run("database", "restored");
      assertEquals(1, ran.exit());
      assertTrue(ran.err().contains("in use by another domicile serve"), ran.err());
    }
  }

  /** Without its last two words, which name the configuration. */
  private Commands.Ran shown(ShownCommand command) {
    String[] words = command.line().split(" ");
    return commands.run(Arrays.copyOfRange(words, 1, words.length - 2)).succeeded();
  }

  private static long count(Database database, String table) {
    return database.read(sql -> sql.number("SELECT count(*) AS n FROM " + table));
  }

  private static List<String> listed(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
