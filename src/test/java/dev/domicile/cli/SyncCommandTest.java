package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.app.App;
import dev.domicile.app.Config;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** domains sync against the sandbox over TLS. */
@Timeout(120)
class SyncCommandTest {

  private static final int DOMAINS = 30;
  private static final String A = "sample-0001.com";

  @TempDir Path folder;
  private Sandbox sandbox;
  private Commands commands;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.in(folder.resolve("registry"))
                .withSampleDomains(DOMAINS)
                .withRules(Rules.defaults().withMaxSessions(2)));
    commands = new Commands(configuration("lab", sandbox.credentials().password()), false);
    commands.run("account", "create", "acme").succeeded();
    Path file = folder.resolve("in.csv");
    Files.writeString(
        file, "DomainName\n" + String.join("\n", SampleDomains.names(DOMAINS)) + "\ngone.test\n");
    commands.run("domains", "import", file.toString(), "--account", "acme").succeeded();
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Path configuration(String name, String password) throws IOException {
    SandboxCredentials ours = sandbox.credentials();
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        registries:
          - name: lab
            tlds: [%s]
            host: 127.0.0.1
            port: %d
            tls: {ca: "%s", certificate: "%s", key: "%s", hostname: localhost}
            login: {id: %s, password: "%s"}
            sessions: 2
          - name: closed
            tlds: [invalid]
            host: 127.0.0.1
            plain: true
            login: {id: nobody, password: nobody-there}
        """
            .formatted(
                String.join(", ", SampleDomains.TLDS),
                sandbox.port(),
                ours.authority(),
                ours.clientCertificate(),
                ours.clientKey(),
                ours.registrarId(),
                password));
  }

  @Test
  void tellsDriftLineByLineAndCountsInTheEnd() {
    Commands.Ran first = commands.run("domains", "sync").succeeded();
    assertEquals(
        """
        gone.test (acme): gone: the registry has no such domain
        Read: 31
        Drifted: 1
        Gone: 1
        OtherSponsor: 0
        Statuses: 0
        Handles: 0
        UnderWay: 0
        NotRead: 0
        """,
        first.out());
    assertEquals("", first.err());
    String registrant = sandbox.domain(A).orElseThrow().registrant();
    sandbox.change(
        A, held -> held.withStatuses(Set.of("serverHold")).withContacts("X-1", held.contacts()));
    sandbox.change("sample-0002.net", held -> held.withSponsor("registrar2"));
    Commands.Ran second = commands.run("domains", "sync", "--registry", "lab").succeeded();
    assertEquals(
        List.of(
            "gone.test (acme): gone: the registry has no such domain",
            A + " (acme): statuses: +serverHold; registrant: " + registrant + " -> X-1",
            "sample-0002.net (acme): other sponsor: registrar2"),
        second.out().lines().limit(3).toList());
  }

  @Test
  void isOneJsonObjectForPrograms() {
    commands.run("domains", "sync").succeeded();
    sandbox.change(A, held -> held.withContacts("X-1", held.contacts()));
    JsonNode object = commands.run("domains", "sync", "--json").succeeded().json();
    assertEquals(31, object.get("Read").intValue());
    assertEquals(2, object.get("Drifted").intValue());
    JsonNode drift = object.get("Drift").get(1);
    assertEquals(A, drift.get("DomainName").stringValue());
    assertEquals("acme", drift.get("Account").stringValue());
    assertEquals("lab", drift.get("Registry").stringValue());
    assertEquals("registrant", drift.get("Handles").get(0).get("Role").stringValue());
    assertEquals("X-1", drift.get("Handles").get(0).get("Now").get(0).stringValue());
    assertTrue(object.get("Drift").get(0).get("Gone").booleanValue());
    JsonNode lab = object.get("Registries").get(1);
    assertEquals("lab", lab.get("Registry").stringValue());
    assertTrue(lab.get("Complete").booleanValue());
  }

  @Test
  void aPersonSeesHowFarItIs() {
    Commands.Ran ran =
        new Commands(commands.config(), true).run("domains", "sync", "--registry", "lab");
    assertTrue(ran.succeeded().err().contains("\r31 of 31 domains (100%), "), ran.err());
    assertTrue(ran.out().startsWith("gone.test"), ran.out());
  }

  @Test
  void takesOneSessionBesideARunningServiceUnlessMoreAreWanted() throws Exception {
    try (App app = new App(Config.load(commands.config()), InstantSource.system())) {
      commands.run("domains", "sync", "--registry", "lab").succeeded();
      assertEquals(1, sandbox.commands().get("login"));
      assertEquals(1, sandbox.commands().get("logout"));
      commands.run("domains", "sync", "--registry", "lab", "--sessions", "9").succeeded();
      assertEquals(3, sandbox.commands().get("login"), "two, as the configuration allows");
    }
  }

  @Test
  void aRefusedLoginStopsAtOnceAndSaysHowToGoOn() throws IOException {
    Commands wrong = new Commands(configuration("wrong", "not-the-one"), false);
    Commands.Ran ran = wrong.run("domains", "sync", "--registry", "lab", "--json");
    assertEquals(1, ran.exit());
    JsonNode object = ran.json();
    assertTrue(object.get("Error").stringValue().contains("LOGIN_REFUSED"), ran.out());
    assertEquals(0, object.get("Read").intValue());
    assertTrue(ran.err().contains("the same command goes on from there"), ran.err());
    assertEquals(1, sandbox.commands().get("login"), "a second try would bring a lock-out nearer");
  }

  @Test
  void refusesARegistryThatIsNotThereAndWrongNumbers() {
    Commands.Ran ran = commands.run("domains", "sync", "--registry", "lob");
    assertEquals(1, ran.exit());
    assertEquals(
        "domicile: there is no registry lob with a connection in the configuration; it has: lab,"
            + " closed\n",
        ran.err());
    assertEquals(2, commands.run("domains", "sync", "--sessions", "0").exit());
    assertEquals(2, commands.run("domains", "sync", "--per-second", "many").exit());
  }
}
