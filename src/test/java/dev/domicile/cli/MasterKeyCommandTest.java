package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.app.App;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.docs.ShownCommand;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.DomainInfo;
import dev.domicile.seal.KeyUse;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Resealing;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.StartRefused;
import dev.domicile.store.TestDatabases;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyCommandTest {

  private static final int READINGS = 1_200;

  /** Columns of this type that hold no sealed value. */
  private static final Set<String> OPEN = Set.of("audit_entry.previous", "audit_chain.digest");

  @TempDir Path folder;
  private Config config;
  private Commands commands;
  private Database database;
  private Path keyFile;

  @BeforeEach
  void store() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "listen: 127.0.0.1:0\nadmin: 127.0.0.1:0\ndatabase: \""
                + TestDatabases.url(folder)
                + "\"\nregistries: [{name: lab, tlds: [test], connector: none}]\n");
    commands = new Commands(file, false);
    commands.run("account", "create", "acme").succeeded();
    config = Config.loadForCommands(file);
    keyFile = config.masterKey();
    database = Database.open(config.database());
    readings(open(), 0, READINGS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Seal open() {
    return Seals.open(config, database);
  }

  private void readings(Seal seal, int from, int to) {
    List<Reading> all = IntStream.range(from, to).mapToObj(this::reading).toList();
    database.run(sql -> new Readings(seal).save(sql, all));
  }

  private Reading reading(int n) {
    DomainInfo info = new DomainInfo(name(n), "lab", "HANDLE" + n, Map.of(), Set.of());
    return new Reading(info, 1_000_000);
  }

  private static DomainName name(int n) {
    return new DomainName("n" + n + ".test");
  }

  private void assertReadable(int count) {
    Readings readings = new Readings(open());
    for (int n = 0; n < count; n++) {
      DomainName name = name(n);
      assertEquals(
          "HANDLE" + n,
          database.read(sql -> readings.latest(sql, name)).orElseThrow().info().registrant());
    }
  }

  private Commands.Ran rotate(String... more) {
    List<String> line = new java.util.ArrayList<>(List.of("masterkey", "rotate", "--settle", "0"));
    line.addAll(List.of(more));
    return commands.run(line.toArray(new String[0]));
  }

  @Test
  void theCommandOfTheDocumentReplacesTheKeyBesideARunningServiceThatGoesOnWriting()
      throws Exception {
    byte[] oldKey = Files.readAllBytes(keyFile);
    MasterKey writersKey = MasterKey.open(keyFile, false);
    Seal writer = Seal.open(writersKey, database);
    KeyUse use = new KeyUse(database, writersKey, "writer", InstantSource.system());
    use.run();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger(READINGS);
    try (App app = new App(config, InstantSource.system())) {
      assertFalse(app.registries().isEmpty());
      Thread busy =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!stop.get()) {
                      int next = written.get();
                      use.run();
                      readings(writer, next, next + 1);
                      // it opens what was sealed with a key that it has never seen
                      database.read(sql -> new Readings(writer).latest(sql, name(0)));
                      written.incrementAndGet();
                    }
                  });
      try {
        Commands.Ran ran =
            commands.run(
                ShownCommand.MASTERKEY_ROTATE
                    .line()
                    .replace("./domicile ", "")
                    .replace(" --config domicile.yaml", "")
                    .split(" "));
        assertEquals(0, ran.exit(), ran.out() + ran.err());
        assertTrue(ran.out().startsWith("all data is sealed with the new key"), ran.out());
        assertTrue(ran.err().contains("100%"), ran.err());
      } finally {
        stop.set(true);
        busy.join();
      }
    }
    assertEquals(1, MasterKey.open(keyFile, false).keys().size());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
    assertReadable(written.get());
    commands.run("account", "create", "other").succeeded();

    Files.write(keyFile, oldKey);
    assertThrows(StartRefused.class, this::open, "the old key opens nothing any more");
  }

  @Test
  void whatWasInterruptedGoesOn() {
    int before = MasterKey.open(keyFile, false).primary();
    rotate("--prepare").succeeded();
    assertEquals(before, MasterKey.open(keyFile, false).primary());
    rotate("--prepare").succeeded();
    assertEquals(2, MasterKey.open(keyFile, false).keys().size(), "once is enough");

    // killed after the change of keys and a part of the data
    MasterKey key = MasterKey.open(keyFile, false);
    key.sealWithNewest();
    Seal seal = Seal.open(key, database);
    readings(seal, 0, 700);
    assertReadable(READINGS);

    rotate("--keep-old").succeeded();
    assertEquals(2, MasterKey.open(keyFile, false).keys().size());
    assertEquals(
        0, new Resealing(database, open(), Seals.rows(), 100).run(seen -> {}), "nothing is left");
    rotate().succeeded();
    assertEquals(1, MasterKey.open(keyFile, false).keys().size());
    assertReadable(READINGS);
  }

  @Test
  void theOldKeyStaysWhileAProcessSealsWithIt() {
    database.run(
        sql ->
            sql.update(
                "INSERT INTO key_use (process, key_id, seen_at) VALUES ('elsewhere', 5, ?)",
                System.currentTimeMillis()));
    Commands.Ran ran = rotate("--wait", "0");
    assertEquals(1, ran.exit());
    assertTrue(ran.err().contains("still seals with another key"), ran.err());
    assertEquals(2, MasterKey.open(keyFile, false).keys().size());
    database.run(sql -> sql.update("UPDATE key_use SET seen_at = seen_at - 61000"));
    rotate("--wait", "0").succeeded();
  }

  /** A table that holds sealed values and is not sealed anew would be lost with the old key. */
  @Test
  void everyColumnThatCanHoldSealedValuesIsKnown() {
    Set<String> known = new TreeSet<>(OPEN);
    Seals.rows().forEach(rows -> known.add(rows.table() + "." + rows.column()));
    Set<String> found = new TreeSet<>();
    try (Database sqlite = Database.open("sqlite:" + folder.resolve("schema.db"))) {
      sqlite
          .read(
              sql ->
                  sql.rows(
                      """
                      SELECT t.name || '.' || c.name AS place
                      FROM sqlite_master t JOIN pragma_table_info(t.name) c
                      WHERE t.type = 'table' AND c.type = 'BYTEA'\
                      """,
                      row -> row.text("place")))
          .forEach(found::add);
    }
    assertEquals(known, found);
  }
}
