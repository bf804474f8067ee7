package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.AccessKeys;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateAccount;
import dev.domicile.account.KeyPair;
import dev.domicile.app.ProcessLock;
import dev.domicile.audit.Audit;
import dev.domicile.docs.ShownCommand;
import dev.domicile.portfolio.Domains;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.wire.DomainName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DatabaseCommandTest {

  private static final KeyPair PAIR = new KeyPair("copied-key", "copied-secret");
  private static final int DOMAINS = 3_000;

  @TempDir Path folder;
  private Path file;
  private String to;
  private final InstantSource clock = InstantSource.system();

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void fill() {
    to = TestDatabases.postgres(folder);
    file = folder.resolve("domicile.db");
    try (Database database = Database.open("sqlite:" + file)) {
      Ids ids = Ids.system(clock);
      AccessKeys keys = new AccessKeys(database, seal(database), clock);
      Accounts accounts = new Accounts(ids);
      new CreateAccount(database, accounts, keys, new Audit(ids), clock, new Random(5))
          .run("acme", Optional.of(PAIR), "test");
      long account = database.read(sql -> accounts.find(sql, "acme")).orElseThrow().id();
      List<DomainName> names =
          IntStream.range(0, DOMAINS)
              .mapToObj(i -> DomainName.parse("name" + i + ".test").orElseThrow())
              .toList();
      database.run(sql -> new Domains(new Random(6)).hold(sql, account, names, 1));
      // what a client sends may hold what PostgreSQL has no place for
      database.run(
          sql ->
              sql.update(
                  "INSERT INTO nonce VALUES ('k', '中' || char(0) || '文 \uD83D\uDE00', ?)", -1L));
    }
  }

  private Seal seal(Database database) {
    return Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
  }

  @Test
  void everythingIsThereAndTheSameMasterKeyOpensIt() {
    Ran ran = copy("sqlite:" + file, to);
    assertEquals(0, ran.exit, ran.err);
    assertTrue(ran.out.contains("and compared"), ran.out);
    assertTrue(ran.err.contains("domain: " + DOMAINS + " rows, compared"), ran.err);
    assertTrue(ran.err.contains("100%"), ran.err);
    assertFalse(ran.err.contains("\r"), "no terminal is there");
    try (Database database = Database.open(to)) {
      AccessKeys keys = new AccessKeys(database, seal(database), clock);
      assertEquals(PAIR.secret(), keys.find(PAIR.id()).orElseThrow().secret());
      assertEquals(DOMAINS, (long) database.read(sql -> sql.number("SELECT n FROM domain_count")));
      assertEquals(
          DOMAINS, (long) database.read(sql -> sql.number("SELECT count(*) AS n FROM domain")));
    }
  }

  @Test
  void theCommandOfTheManualWorksAsItStands() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.move(file, folder.resolve("data/domicile.db"));
    Files.writeString(folder.resolve("database.url"), to + "\n");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    line.addAll(List.of("-cp", classPath, Main.class.getName()));
    String[] shown = ShownCommand.DATABASE_COPY.line().split(" ");
    line.addAll(List.of(shown).subList(1, shown.length));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(out));
    assertTrue(Files.readString(out).contains("and compared"), Files.readString(out));
  }

  @Test
  void theResultTellsRowsAndChecksumsOfEveryTable() {
    Ran ran = copy("sqlite:" + file, to, "--json");
    assertEquals(0, ran.exit, ran.err);
    JsonNode result = new JsonMapper().readTree(ran.out);
    long rows = 0;
    for (JsonNode table : result.get("Tables")) {
      rows += table.get("Rows").asLong();
      assertTrue(table.get("Checksum").asString().matches("[0-9a-f]{64}"));
    }
    assertEquals(result.get("Rows").asLong(), rows);
    assertTrue(rows > DOMAINS);
  }

  @Test
  void aTargetThatIsNotEmptyIsRefusedAndStaysAsItIs() {
    try (Database database = Database.open(to)) {
      database.run(sql -> sql.update("INSERT INTO domain_count (account_id, n) VALUES (1, 1)"));
      Ran ran = copy("sqlite:" + file, to);
      assertEquals(1, ran.exit);
      assertTrue(ran.err.contains("is not empty: its table domain_count has rows"), ran.err);
      assertEquals(0L, (long) database.read(sql -> sql.number("SELECT count(*) AS n FROM domain")));
      assertEquals(
          0L, (long) database.read(sql -> sql.number("SELECT count(*) AS n FROM account")));
    }
  }

  @Test
  void aSecondCopyIsRefused() {
    assertEquals(0, copy("sqlite:" + file, to).exit);
    Ran again = copy("sqlite:" + file, to);
    assertEquals(1, again.exit);
    assertTrue(again.err.contains("is not empty"), again.err);
  }

  @Test
  void aSourceThatAServiceHasIsRefused() throws IOException {
    try (ProcessLock service = ProcessLock.of("sqlite:" + file)) {
      Ran ran = copy("sqlite:" + file, to);
      assertEquals(1, ran.exit);
      assertTrue(ran.err.contains("in use by another domicile serve"), ran.err);
    }
    assertEquals(0, copy("sqlite:" + file, to).exit);
  }

  @Test
  void whatIsNotThereOrOfTheWrongKindIsRefusedByItsName() throws IOException {
    Ran none = copy("sqlite:" + folder.resolve("none.db"), to);
    assertEquals(1, none.exit);
    assertTrue(none.err.contains("none.db"), none.err);
    assertFalse(Files.exists(folder.resolve("none.db")));
    assertEquals(1, copy(to, to).exit);
    assertEquals(1, copy("sqlite:" + file, "sqlite:" + folder.resolve("other.db")).exit);
    assertTrue(copy("sqlite:" + file, "env:NO_SUCH_NAME").err.contains("NO_SUCH_NAME"));
    Path url = Files.writeString(folder.resolve("url"), to + "\n");
    assertEquals(0, copy("sqlite:" + file, "file:" + url).exit);
  }

  private static Ran copy(String from, String to, String... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(print(out), print(err), false);
    List<String> arguments =
        new java.util.ArrayList<>(List.of("database", "copy", "--from", from, "--to", to));
    arguments.addAll(List.of(more));
    int exit = AdminCommands.run(arguments, streams);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
