package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.AccessKeys;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.store.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdminCommandsTest {

  @TempDir Path folder;
  Path config;

  private record Ran(int exit, String out, String err) {

    JsonNode json() {
      assertEquals(1, out.lines().count(), out);
      return new JsonMapper().readTree(out);
    }
  }

  @BeforeEach
  void writeConfig() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "registries: [{name: lab, tlds: [test], host: epp.lab.test, login: {id: registrar1,"
                + " password: \"env:ONLY_THE_SERVICE_HAS_IT\"}}]\n");
  }

  @Test
  void createsAnAccountWhoseKeyTheServiceFinds() {
    Ran ran = run("account", "create", "acme");
    assertEquals(0, ran.exit, ran.err);
    assertEquals("", ran.err);
    List<String> lines = ran.out.lines().toList();
    assertEquals(2, lines.size(), ran.out);
    String id = after("AccessKeyId: ", lines.get(0));
    assertEquals(after("AccessKeySecret: ", lines.get(1)), secretOf(id));
  }

  @Test
  void createsAnAccountAsOneJsonObject() {
    JsonNode made = run("account", "create", "acme", "--json").json();
    assertEquals(
        List.of("Account", "AccessKeyId", "AccessKeySecret"), List.copyOf(made.propertyNames()));
    assertEquals("acme", made.get("Account").stringValue());
    assertEquals(
        made.get("AccessKeySecret").stringValue(), secretOf(made.get("AccessKeyId").stringValue()));
  }

  @Test
  void takesOverAPair() {
    Ran ran =
        run(
            "account",
            "create",
            "acme",
            "--access-key-id",
            "testid",
            "--access-key-secret",
            "testsecret");
    assertEquals("AccessKeyId: testid\nAccessKeySecret: testsecret\n", ran.out);
    assertEquals("testsecret", secretOf("testid"));
  }

  @Test
  void refusesInOneLine() {
    run("account", "create", "acme");
    Ran twice = run("account", "create", "acme");
    assertEquals(1, twice.exit);
    assertEquals("", twice.out);
    assertEquals("domicile: account acme: an account of this name is there already\n", twice.err);
    Ran odd = run("account", "create", "a\nb", "--json");
    assertEquals(1, odd.err.lines().count(), odd.err);
    assertTrue(odd.json().get("Error").stringValue().contains("letters, digits"), odd.out);
    assertEquals(1, run("domains", "count", "--account", "nobody").exit);
    assertEquals(
        "there is no account nobody; make it with: domicile account create nobody",
        run("domains", "count", "--account", "nobody", "--json").json().get("Error").stringValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "account",
        "account create",
        "account create a b",
        "account create a --access-key-id testid",
        "account create a --access-key-secret testsecret",
        "account remove a",
        "key",
        "key create",
        "key list",
        "key disable --account a",
        "key remove testid --account a",
        "key create --account a --access-key-id testid",
        "key create --account a --temporary soon",
        "key create --account a --security-token sts/token",
        "domains",
        "domains import file.csv",
        "domains count --acount a",
        "domains import file.csv --account a --mode both",
        "domains remove",
        "domains move a.test",
        "domains sync",
        "domains sync --config domicile.yaml --sessions none",
        "nothing"
      })
  void wrongUsageEndsWithTwoAndOneLine(String line) {
    Ran ran = plain(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    assertEquals(2, ran.exit, ran.err);
    assertEquals("", ran.out);
    assertEquals(1, ran.err.lines().count(), ran.err);
    assertTrue(ran.err.contains("--help"), ran.err);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "account --help",
        "account create --help",
        "key --help",
        "key create --help",
        "key list --help",
        "key disable --help",
        "key enable --help",
        "key delete --help",
        "domains --help",
        "domains import --help",
        "domains count --help",
        "domains remove --help",
        "domains move --help",
        "domains sync --help"
      })
  void everyCommandHasHelp(String line) {
    Ran ran = plain(List.of(line.split(" ")));
    assertEquals(0, ran.exit);
    assertEquals("", ran.err);
    assertTrue(ran.out.startsWith("Usage: domicile"), ran.out);
  }

  @Test
  void tellsItsVersion() {
    assertTrue(plain(List.of("--version")).out.startsWith("domicile "));
  }

  @Test
  void importsAndCounts() throws Exception {
    run("account", "create", "acme");
    Path file = csv("DomainName\na.test\nA.TEST.\nb.nowhere\n");
    Ran ran = run("domains", "import", file.toString(), "--account", "acme");
    assertEquals("Added: 2\nAlreadyHeld: 0\nRepeats: 1\nBadLines: 0\n", ran.out);
    assertEquals(
        "note: no registry of the configuration serves 1 of these domains (.nowhere); they cannot"
            + " be changed until one does\n",
        ran.err);
    assertEquals("2\n", run("domains", "count", "--account", "acme").out);
    assertEquals(
        "{\"Account\":\"acme\",\"Domains\":2}\n",
        run("domains", "count", "--account", "acme", "--json").out);
  }

  @Test
  void reportsBadLinesAndImportsOnlyWhereAsked() throws Exception {
    run("account", "create", "acme");
    run("account", "create", "other");
    run("domains", "import", csv("DomainName\ntheirs.test\n").toString(), "--account", "other");
    String file = csv("DomainName\na.test\n-x\ntheirs.test\n").toString();
    Ran refused = run("domains", "import", file, "--account", "acme");
    assertEquals(1, refused.exit);
    assertEquals("", refused.out);
    assertEquals(
        "line 3: '-x' is no domain name\n"
            + "line 4: theirs.test is held by another account\n"
            + "domicile: nothing was imported: 2 bad lines; mend the file, or import the others"
            + " with --skip-bad\n",
        refused.err);
    assertEquals("0\n", run("domains", "count", "--account", "acme").out);
    JsonNode none = run("domains", "import", file, "--account", "acme", "--json").json();
    assertEquals(2, none.get("BadLines").intValue());
    assertEquals(3, none.get("Bad").get(0).get("Line").intValue());
    assertTrue(none.has("Error"));
    JsonNode some =
        run("domains", "import", file, "--account", "acme", "--json", "--skip-bad").json();
    assertEquals(1, some.get("Added").intValue());
    assertEquals(2, some.get("BadLines").intValue());
    assertFalse(some.has("Error"));
  }

  @Test
  void aFileOrConfigurationThatIsNotThereIsNamed() {
    run("account", "create", "acme");
    assertEquals(
        "domicile: file gone.csv is not there\n",
        run("domains", "import", "gone.csv", "--account", "acme").err);
    Ran ran = plain(List.of("account", "create", "acme", "--config", "gone.yaml"));
    assertEquals(1, ran.exit);
    assertEquals("domicile: gone.yaml: configuration file not found\n", ran.err);
  }

  @Test
  void showsTheProgressOfALargeFileToAPerson() throws Exception {
    run("account", "create", "acme");
    Path file =
        csv(
            "DomainName\n"
                + IntStream.range(0, 60_000)
                    .mapToObj("n%d.test\n"::formatted)
                    .collect(Collectors.joining()));
    List<String> line =
        List.of("domains", "import", file.toString(), "--account", "acme", "--config", config + "");
    Ran watched = run(line, true);
    assertTrue(watched.err.contains("\rchecked 50000 lines"), watched.err);
    assertTrue(watched.err.endsWith("\rwritten 60000 of 60000 domains \n"), watched.err);
    assertEquals("", run(line, false).err);
  }

  @Test
  void worksInAProcessOfItsOwnOnTheDataOfARunningService() throws Exception {
    Ran nothing = process("account", "create", "acme");
    assertEquals(1, nothing.exit);
    assertTrue(nothing.err.startsWith("domicile: there is no --config"), nothing.err);
    try (Database service = Database.open(Config.sandboxDefaults(folder).database())) {
      Seals.open(Config.sandboxDefaults(folder), service);
      Ran made = process("account", "create", "acme");
      assertEquals("", made.err);
      assertEquals(0, made.exit);
      String id = after("AccessKeyId: ", made.out.lines().toList().getFirst());
      assertTrue(secretOf(id, Config.sandboxDefaults(folder), service).length() > 6);
    }
  }

  private Ran process(String... arguments) throws Exception {
    Path err = folder.resolve("err.txt");
    Path out = folder.resolve("out.txt");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    line.add("--sun-misc-unsafe-memory-access=allow");
    line.addAll(List.of("-cp", classPath(), Main.class.getName()));
    line.addAll(List.of(arguments));
    int exit =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectError(err.toFile())
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    return new Ran(exit, Files.readString(out), Files.readString(err));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private Ran run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--config", config.toString()));
    return plain(line);
  }

  private static Ran plain(List<String> line) {
    return run(line, false);
  }

  private static Ran run(List<String> line, boolean terminal) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        AdminCommands.run(
            line,
            new Streams(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String secretOf(String id) {
    Config loaded = Config.loadForCommands(config);
    try (Database database = Database.open(loaded.database())) {
      return secretOf(id, loaded, database);
    }
  }

  private static String secretOf(String id, Config config, Database database) {
    return new AccessKeys(database, Seals.open(config, database), InstantSource.system())
        .find(id)
        .orElseThrow()
        .secret();
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("import.csv"), text);
  }

  private static String after(String label, String line) {
    assertTrue(line.startsWith(label), line);
    return line.substring(label.length());
  }
}
