package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.AccessKey;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Caller;
import dev.domicile.account.Resource;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.store.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeyCommandTest {

  private static final String READ_ONLY =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"domain:Query*\","
          + "\"Resource\":\"*\"}]}";

  @TempDir Path folder;
  Path config;

  private record Ran(int exit, String out, String err) {

    JsonNode json() {
      assertEquals(1, out.lines().count(), out);
      return new JsonMapper().readTree(out);
    }
  }

  @BeforeEach
  void makeAccounts() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "registries: [{name: lab, tlds: [test], host: epp.lab.test, login: {id: registrar1,"
                + " password: \"env:ONLY_THE_SERVICE_HAS_IT\"}}]\n");
    for (String name : List.of("acme", "other")) {
      assertEquals(0, run("account", "create", name).exit);
    }
  }

  @Test
  void createsAKeyAndPrintsItOnce() {
    Ran ran = key("create");
    assertEquals(0, ran.exit, ran.err);
    assertEquals("", ran.err);
    List<String> lines = ran.out.lines().toList();
    assertEquals(2, lines.size(), ran.out);
    AccessKey made = find(lines.get(0).substring("AccessKeyId: ".length())).orElseThrow();
    assertEquals("AccessKeySecret: " + made.secret(), lines.get(1));
    assertFalse(key("list", "--json").out.contains(made.secret()));
    assertFalse(key("list").out.contains(made.secret()));
  }

  @Test
  void createsATemporaryKeyWithItsToken() {
    Instant before = Instant.now();
    Ran ran = key("create", "--temporary", "1h");
    List<String> lines = ran.out.lines().toList();
    assertEquals(4, lines.size(), ran.out);
    assertTrue(lines.get(0).startsWith("AccessKeyId: STS."), ran.out);
    JsonNode made = key("create", "--temporary", "90m", "--json").json();
    AccessKey found = find(made.get("AccessKeyId").stringValue()).orElseThrow();
    assertEquals(made.get("SecurityToken").stringValue(), found.token().value());
    Instant until = Instant.parse(made.get("Expiration").stringValue());
    assertFalse(until.isBefore(before.plus(Duration.ofMinutes(90)).minusMillis(1)));
    assertFalse(until.isAfter(Instant.now().plus(Duration.ofMinutes(90))));
  }

  @Test
  void takesOverATemporaryKey() {
    Ran ran =
        key(
            "create",
            "--temporary",
            "7d",
            "--access-key-id",
            "testid",
            "--access-key-secret",
            "testsecret",
            "--security-token",
            "sts/token+x==");
    assertEquals(0, ran.exit, ran.err);
    assertEquals("sts/token+x==", find("testid").orElseThrow().token().value());
  }

  @Test
  void givesAKeyThePolicyOfAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("policy.json"), READ_ONLY);
    String id =
        key("create", "--policy", file.toString(), "--json")
            .json()
            .get("AccessKeyId")
            .stringValue();
    AccessKey made = find(id).orElseThrow();
    Resource all = Resource.account(new Caller(1, "acme", id));
    assertTrue(made.policy().allows("domain:QueryDomainTask", all));
    assertFalse(made.policy().allows("domain:DomainInfoModification", all));
    JsonNode listed = key("list", "--json").json().get("Keys").get(1);
    assertEquals(new JsonMapper().readTree(READ_ONLY), listed.get("Policy"));
    assertTrue(key("list").out.lines().toList().get(1).endsWith("  with a policy"));
  }

  @Test
  void refusesAPolicyThatItWouldNotFollow() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("policy.json"),
            READ_ONLY.replace("\"Resource\"", "\"Condition\":{},\"Resource\""));
    Ran ran = key("create", "--policy", file.toString());
    assertEquals(1, ran.exit);
    assertEquals(
        "domicile: "
            + file
            + ": Statement[0] has 'Condition', which is not supported; known here: Action, Effect,"
            + " Resource\n",
        ran.err);
    Ran gone = key("create", "--policy", "gone.json");
    assertEquals("domicile: gone.json: policy file not found\n", gone.err);
    assertEquals(1, key("list").out.lines().count());
  }

  @Test
  void refusesInOneLine() {
    assertEquals(
        "domicile: key: a temporary key lives for 1 second to 7 days\n",
        key("create", "--temporary", "8d").err);
    assertEquals("domicile: account acme has no key nokey\n", key("disable", "nokey").err);
    Ran nobody = run("key", "list", "--account", "nobody", "--json");
    assertEquals(1, nobody.exit);
    assertTrue(nobody.json().get("Error").stringValue().contains("no account nobody"));
  }

  @Test
  void disablesEnablesAndDeletes() {
    String id = key("list", "--json").json().get("Keys").get(0).get("AccessKeyId").stringValue();
    assertEquals(id + " disabled\n", key("disable", id).out);
    assertFalse(find(id).orElseThrow().enabled());
    assertEquals("disabled", status());
    assertEquals("enabled", key("enable", id, "--json").json().get("Done").stringValue());
    assertTrue(find(id).orElseThrow().enabled());
    assertEquals("enabled", status());
    assertEquals(1, run("key", "delete", id, "--account", "other").exit);
    assertTrue(find(id).isPresent());
    assertEquals(id + " deleted\n", key("delete", id).out);
    assertEquals(Optional.empty(), find(id));
    assertEquals("", key("list").out);
    assertEquals(
        List.of("access-key.disabled", "access-key.enabled", "access-key.deleted"),
        kindsOf("access-key.", id));
  }

  private String status() {
    return key("list", "--json").json().get("Keys").get(0).get("Status").stringValue();
  }

  private List<String> kindsOf(String prefix, String subject) {
    try (Database database = Database.open(Config.loadForCommands(config).database())) {
      return database.read(
          sql ->
              sql.rows(
                  "SELECT kind FROM audit_entry WHERE subject = ? AND actor = 'command line'"
                      + " AND kind <> ? ORDER BY id",
                  row -> row.text("kind"),
                  subject,
                  prefix + "created"));
    }
  }

  private Optional<AccessKey> find(String id) {
    Config loaded = Config.loadForCommands(config);
    try (Database database = Database.open(loaded.database())) {
      return new AccessKeys(database, Seals.open(loaded, database), InstantSource.system())
          .find(id);
    }
  }

  private Ran key(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("key", command, "--account", "acme"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            all,
            new Streams(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
