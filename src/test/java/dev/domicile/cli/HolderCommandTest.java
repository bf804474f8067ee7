package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.Accounts;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.DomainInfo;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.task.NewTask;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** domains remove and move, beside a database that is open elsewhere. */
class HolderCommandTest {

  private static final Set<String> PER_DOMAIN =
      Set.of("domain", "domain_reading", "transfer_lock", "set_contact");

  @TempDir Path folder;
  private Commands commands;
  private Database database;
  private Readings readings;
  private final InstantSource clock = InstantSource.system();
  private final Ids ids = Ids.system(clock);

  @BeforeEach
  void fill() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "registries: [{name: lab, tlds: [test], host: epp.lab.test, login: {id: registrar1,"
                + " password: \"env:ONLY_THE_SERVICE_HAS_IT\"}}]\n");
    commands = new Commands(config, false);
    for (String account : List.of("acme", "other")) {
      commands.run("account", "create", account).succeeded();
    }
    importTo("acme", "a.test", "b.test", "c.test");
    importTo("other", "d.test");
    Config read = Config.loadForCommands(config);
    database = Database.open(read.database());
    readings = new Readings(Seals.open(read, database));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void removesAllThatIsKeptOfADomainButItsAudit() {
    keepAllOf("a.test");
    Commands.Ran ran = commands.run("domains", "remove", "A.TEST.", "b.test").succeeded();
    assertEquals("Removed: 2\nBad: 0\n", ran.out());
    assertTrue(ran.err().startsWith("note: 1 of them had a transfer lock"), ran.err());
    assertEquals("1", count("acme"));
    for (String table : PER_DOMAIN) {
      assertEquals(0, rowsOf(table, "a.test"), table);
    }
    assertEquals(List.of("acme domain.removed a.test", "acme domain.removed b.test"), audited());
  }

  @Test
  void aDomainThatCameBackStartsAnew() {
    String before = instanceId("a.test");
    commands.run("domains", "remove", "a.test").succeeded();
    importTo("acme", "a.test");
    assertNotEquals(before, instanceId("a.test"));
    assertEquals("3", count("acme"));
  }

  @Test
  void movesADomainWithWhatIsTheDomainsAndWithoutWhatTheOldAccountSet() {
    keepAllOf("a.test");
    String before = instanceId("a.test");
    Commands.Ran ran =
        commands.run("domains", "move", "a.test", "d.test", "--to", "other").succeeded();
    assertEquals("Moved: 1\nAlreadyThere: 1\nBad: 0\n", ran.out());
    assertEquals("", ran.err());
    assertEquals("2", count("acme"));
    assertEquals("2", count("other"));
    assertEquals(before, instanceId("a.test"));
    assertEquals(1, rowsOf("domain_reading", "a.test"));
    assertEquals(1, rowsOf("transfer_lock", "a.test"));
    assertEquals(0, rowsOf("set_contact", "a.test"));
    assertEquals(
        List.of("acme domain.moved-out a.test", "other domain.moved-in a.test"), audited());
  }

  @Test
  void aDomainWithAChangeUnderWayStays() {
    submit("lab", "b.test");
    // of a registry that the configuration no longer names
    submit("former", "c.test");
    for (List<String> command : List.of(List.of("remove"), List.of("move", "--to", "other"))) {
      Commands.Ran ran = domains(command, "a.test", "b.test", "c.test");
      assertEquals(1, ran.exit());
      assertEquals("", ran.out());
      assertEquals(
          """
          b.test has a change under way; wait for its end, or cancel its task
          c.test has a change under way; wait for its end, or cancel its task
          domicile: nothing was done: 2 bad names; mend the list, or do the others with --skip-bad
          """,
          ran.err());
      assertEquals("3", count("acme"));
    }
    Commands.Ran some = domains(List.of("remove", "--skip-bad"), "a.test", "b.test", "c.test");
    assertEquals(0, some.exit());
    assertEquals("Removed: 1\nBad: 2\n", some.out());
    assertEquals("2", count("acme"));
  }

  @Test
  void namesOfOthersAndOfNobodyAreBad() {
    Commands.Ran ran =
        commands.run("domains", "remove", "a.test", "d.test", "no name", "--account", "acme");
    assertEquals("'no name' is no domain name", ran.err().lines().findFirst().orElseThrow());
    ran = commands.run("domains", "remove", "a.test", "d.test", "--account", "acme", "--json");
    assertEquals(1, ran.exit());
    JsonNode object = ran.json();
    assertEquals(1, object.get("BadNames").intValue());
    assertEquals("d.test is not held by acme", object.get("Bad").get(0).stringValue());
    assertTrue(object.get("Error").stringValue().startsWith("nothing was done: 1 bad name;"));
    assertEquals("3", count("acme"));
    assertEquals(
        "nobody.test is held by no account",
        commands
            .run("domains", "move", "nobody.test", "--to", "acme", "--json")
            .json()
            .get("Bad")
            .get(0)
            .stringValue());
  }

  @Test
  void anAccountThatIsNotThereIsRefused() {
    for (List<String> command :
        List.of(
            List.of("move", "--to", "nobody"),
            List.of("move", "--to", "other", "--account", "nobody"),
            List.of("remove", "--account", "nobody"))) {
      Commands.Ran ran = domains(command, "a.test");
      assertEquals(1, ran.exit());
      assertTrue(ran.err().startsWith("domicile: there is no account nobody"), ran.err());
    }
    assertEquals("3", count("acme"));
  }

  @Test
  void readsNamesFromLinesAndFromAColumn() throws IOException {
    Path lines =
        Files.writeString(folder.resolve("names.txt"), "\ufeffa.test\n\n  B.test \na.test");
    Path csv =
        Files.writeString(
            folder.resolve("export.csv"), "Note,DomainName\nsold,c.test\n\"x, y\",-bad\n");
    Commands.Ran ran = commands.run("domains", "move", csv.toString(), "--to", "other");
    assertEquals(1, ran.exit());
    assertEquals(
        csv + " line 3: '-bad' is no domain name", ran.err().lines().findFirst().orElseThrow());
    ran =
        commands.run(
            "domains",
            "move",
            lines.toString(),
            csv.toString(),
            "--to",
            "other",
            "--skip-bad",
            "--json");
    assertEquals(3, ran.succeeded().json().get("Moved").intValue());
    assertEquals("4", count("other"));
    for (String file : List.of("gone.txt", "./gone")) {
      Commands.Ran absent = commands.run("domains", "remove", file);
      assertEquals("domicile: file " + Path.of(file) + " is not there\n", absent.err());
    }
    Path wide = Files.writeString(folder.resolve("wide.csv"), "Name,Note\na.test,x\n");
    assertTrue(
        commands.run("domains", "remove", wide.toString()).err().contains("none is DomainName"));
  }

  @Test
  void overTenThousandNamesAreDoneEachByItselfOnly() throws IOException {
    List<String> names = IntStream.range(0, 10_001).mapToObj(i -> "n" + i + ".test").toList();
    importTo("acme", names.toArray(String[]::new));
    Path file = Files.writeString(folder.resolve("many.txt"), String.join("\n", names));
    Commands.Ran refused = commands.run("domains", "move", file.toString(), "--to", "other");
    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("over 10000 names"), refused.err());
    assertEquals("1", count("other"));
    commands.run("domains", "move", file.toString(), "--to", "other", "--skip-bad").succeeded();
    assertEquals("10002", count("other"));
    assertEquals("3", count("acme"));
    Path most = Files.writeString(folder.resolve("most.txt"), lines(names.subList(0, 10_000)));
    commands.run("domains", "remove", most.toString()).succeeded();
    assertEquals("2", count("other"));
  }

  @Test
  void importAddsOnlyWhereAsked() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("dates.csv"),
            "DomainName,ExpirationDate\n"
                + "a.test,2030-01-01T00:00:00Z\n"
                + "new.test,2031-01-01T00:00:00Z\n");
    Commands.Ran added =
        commands
            .run("domains", "import", file.toString(), "--account", "acme", "--mode", "add")
            .succeeded();
    assertEquals("Added: 1\nAlreadyHeld: 1\nRepeats: 0\nBadLines: 0\n", added.out());
    assertEquals(0, expiration("a.test"));
    assertEquals(1_924_992_000_000L, expiration("new.test"));
    commands
        .run("domains", "import", file.toString(), "--account", "acme", "--mode", "upsert")
        .succeeded();
    assertEquals(1_893_456_000_000L, expiration("a.test"));
    Commands.Ran odd =
        commands.run("domains", "import", file.toString(), "--account", "acme", "--mode", "both");
    assertEquals(2, odd.exit());
  }

  private Commands.Ran domains(List<String> command, String... names) {
    List<String> all = new java.util.ArrayList<>(List.of("domains"));
    all.addAll(command);
    all.addAll(List.of(names));
    return commands.run(all.toArray(String[]::new));
  }

  private void importTo(String account, String... names) {
    try {
      Path file =
          Files.writeString(folder.resolve("in.csv"), "DomainName\n" + lines(List.of(names)));
      commands.run("domains", "import", file.toString(), "--account", account).succeeded();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String lines(List<String> names) {
    return String.join("\n", names) + "\n";
  }

  private void keepAllOf(String name) {
    DomainName domain = new DomainName(name);
    long now = clock.millis();
    database.run(
        sql -> {
          readings.save(
              sql,
              List.of(
                  new Reading(
                      new DomainInfo(domain, "registrar1", null, Map.of(), Set.of()), now)));
          new TransferLocks().put(sql, List.of(new TransferLock(domain, now + 100_000, true)), now);
          sql.update("INSERT INTO set_contact VALUES (?, 'registrant', 1, 2, 'H-1', 3)", name);
        });
  }

  private void submit(String queue, String name) {
    database.run(
        sql -> {
          long account = new Accounts(ids).find(sql, "acme").orElseThrow().id();
          List<NewTask.Step> steps = List.of(new NewTask.Step(queue, name));
          new TaskQueue(ids, clock).submit(sql, new NewTask(account, "CHG_HOLDER", "", steps));
        });
  }

  private String count(String account) {
    assertEquals(
        number(
            "SELECT count(*) AS n FROM domain d JOIN account a ON a.id = d.account_id"
                + " WHERE a.name = ?",
            account),
        number(
            "SELECT c.n AS n FROM domain_count c JOIN account a ON a.id = c.account_id"
                + " WHERE a.name = ?",
            account));
    return commands.run("domains", "count", "--account", account).succeeded().out().strip();
  }

  private long rowsOf(String table, String name) {
    String column = table.equals("domain") ? "name" : "domain";
    return number("SELECT count(*) AS n FROM " + table + " WHERE " + column + " = ?", name);
  }

  private long expiration(String name) {
    return number(
        "SELECT expiration_date AS n FROM domain WHERE name = ? AND expiration_date > 0", name);
  }

  private long number(String text, String parameter) {
    return database.read(sql -> sql.number(text, parameter));
  }

  private String instanceId(String name) {
    return database.read(
        sql ->
            sql.row(
                    "SELECT instance_id FROM domain WHERE name = ?",
                    r -> r.text("instance_id"),
                    name)
                .orElseThrow());
  }

  private List<String> audited() {
    return database.read(
        sql ->
            sql
                .rows(
                    """
                    SELECT a.name, e.kind, e.subject FROM audit_entry e
                    JOIN account a ON a.id = e.account_id
                    WHERE e.kind LIKE 'domain.%' AND e.actor = 'command line' ORDER BY e.id
                    """,
                    r -> r.text("name") + " " + r.text("kind") + " " + r.text("subject"))
                .stream()
                .collect(Collectors.toList()));
  }
}
