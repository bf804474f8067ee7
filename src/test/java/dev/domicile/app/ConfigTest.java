package dev.domicile.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.ThrottleSettings;
import dev.domicile.api.ThrottleSettings.Rate;
import dev.domicile.events.Destination;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.ChangeRules;
import dev.domicile.registry.RegistryProfile.ContactModel;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import dev.domicile.registry.RegistryProfile.ReadBack;
import dev.domicile.registry.RegistryProfile.Unsupported;
import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigTest {

  static final String LOGIN = "    login: {id: registrar1, password: \"env:LAB_PASSWORD\"}\n";
  static final String LAB = "registries:\n  - name: lab\n    tlds: [test]\n    host: 127.0.0.1\n";

  @TempDir Path folder;
  Map<String, String> environment = Map.of("LAB_PASSWORD", "from-outside");

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(folder.resolve("tls"));
    for (String name :
        List.of("ca.crt", "tls/client.crt", "tls/client.key", "tls/api.crt", "tls/api.key")) {
      Files.writeString(folder.resolve(name), "PEM");
    }
  }

  @Test
  void theLeastConfigurationHasTheDefaultsOfTheManual() {
    Config config = read(LAB + LOGIN);
    assertEquals("/127.0.0.1:8080", config.listen().toString());
    assertEquals("/127.0.0.1:8081", config.admin().toString());
    assertFalse(config.behindTls());
    assertEquals(ZoneId.of("Asia/Shanghai"), config.apiTimeZone());
    assertEquals(Duration.ofMinutes(15), config.timestampWindow());
    assertEquals(10_000, config.maxDomainsPerTask());
    assertEquals(Duration.ofHours(24), config.freshFor());
    assertEquals(0, config.verifyAtSubmit());
    assertEquals("sqlite:" + folder.resolve("data/domicile.db"), config.database());
    assertEquals(folder.resolve("data/master.key"), config.masterKey());
    assertEquals(Duration.ofHours(60 * 24), config.transferLockFor());
    assertEquals(8 << 20, config.limits().requestLine());
    assertNull(config.tls());
    assertEquals(
        new ThrottleSettings(new Rate(100, 200), new Rate(100, 200), new Rate(20, 200)),
        config.throttle());
    assertEquals(Duration.ofSeconds(6), config.engine().lease());
    assertEquals(64, config.engine().inFlight(4));
    assertEquals(32, config.engine().inFlight(1));
    RegistryConfig lab = config.registries().getFirst();
    assertEquals(700, lab.port());
    assertEquals(new RegistryConfig.Tls(null, null, null, "127.0.0.1"), lab.tls());
    assertEquals("from-outside", lab.login().password().value());
    assertEquals(4, lab.profile().sessions());
    assertEquals("registrar1", lab.profile().registrarId());
    assertEquals(ContactModel.FULL, lab.profile().contacts());
    assertEquals(PostalPolicy.INT, lab.profile().postalInfo());
    assertEquals(Set.of("Address", "Telephone"), lab.profile().requires());
    assertEquals(Duration.ofSeconds(20), lab.times().timeout());
    assertEquals(1, lab.pipeline());
    assertEquals(List.of(), lab.extensions());
  }

  /**
   * An attempt that began right before the return may take until its limit to fail. Then the
   * registry is left alone, and a step of the queue that comes just too early for it closes the
   * gate once more. An answer that will not come is given up meanwhile.
   */
  @Test
  void byDefaultWorkGoesOnWithinHalfAMinuteOfARegistrysReturn() {
    Config config = read(LAB + LOGIN);
    RegistryConfig lab = config.registries().getFirst();
    Duration halfAMinute = Duration.ofSeconds(30);
    Duration longest =
        lab.times()
            .connectTimeout()
            .plus(lab.reconnect().pauses().most())
            .plus(config.engine().gate().most());
    assertTrue(longest.compareTo(halfAMinute) < 0, longest::toString);
    Duration unanswered = lab.times().timeout().plus(config.engine().settle().first());
    assertTrue(unanswered.compareTo(halfAMinute) < 0, unanswered::toString);
  }

  @Test
  void everyKeyCanBeSet() throws Exception {
    Config config = read(complete());
    assertEquals("/0.0.0.0:9080", config.listen().toString());
    assertEquals(9081, config.admin().getPort());
    assertTrue(config.behindTls());
    assertEquals(ZoneId.of("UTC"), config.apiTimeZone());
    assertEquals(Duration.ofDays(3_650_000), config.timestampWindow());
    assertEquals(100_000, config.maxDomainsPerTask());
    assertEquals(Duration.ZERO, config.freshFor());
    assertEquals(50, config.verifyAtSubmit());
    assertEquals("sqlite:" + folder.resolve("db/d.db"), config.database());
    assertEquals(Path.of("/keys/master.key"), config.masterKey());
    assertEquals(Duration.ofMillis(50), config.transferLockFor());
    assertEquals(
        new LimitsConfig(
            16 << 20,
            32 << 10,
            2_000_000,
            128 << 20,
            200_000,
            0,
            5_000,
            300_000,
            7,
            Duration.ofSeconds(80),
            Duration.ZERO),
        config.limits());
    assertEquals(
        new TlsConfig(
            folder.resolve("tls/api.crt"), folder.resolve("tls/api.key"), Duration.ofMillis(100)),
        config.tls());
    assertEquals(
        new ThrottleSettings(new Rate(0, 7), new Rate(1_000_000, 8), new Rate(3, 9)),
        config.throttle());
    assertEquals(
        new EngineConfig(
            Duration.ofSeconds(2),
            Duration.ofMillis(10),
            OptionalInt.of(9),
            50,
            backoff(10, 1),
            backoff(20, 2),
            backoff(30, 3),
            backoff(40, 4),
            Duration.ofSeconds(5)),
        config.engine());
    assertEquals(9, config.engine().inFlight(100));
    assertEquals(
        new DeliveryConfig(
            Duration.ofSeconds(3),
            5,
            Duration.ofMillis(50),
            backoff(60, 6),
            folder.resolve("ca.crt")),
        config.delivery());
    assertEquals(
        Map.of("lab", List.of("test", "com.test", "xn--fiqs8s", "no"), "plain", List.of("local")),
        config.tldsByRegistry());
  }

  @Test
  void everyKeyOfARegistryCanBeSet() throws Exception {
    Config config = read(complete());
    RegistryConfig lab = config.registries().getFirst();
    assertEquals("epp.lab.test", lab.host());
    assertEquals(7000, lab.port());
    assertEquals(
        new RegistryConfig.Tls(
            folder.resolve("ca.crt"),
            folder.resolve("tls/client.crt"),
            folder.resolve("tls/client.key"),
            "localhost"),
        lab.tls());
    assertEquals(2, lab.profile().sessions());
    assertEquals(50, lab.pipeline());
    assertEquals(
        new RegistryConfig.Times(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4)),
        lab.times());
    assertEquals(
        new RegistryConfig.Reconnect(
            new Backoff(Duration.ofMillis(5), Duration.ofMillis(6)),
            Duration.ofMillis(7),
            Duration.ofMillis(8)),
        lab.reconnect());
    assertEquals(new RegistryConfig.Traffic(0.5, 3, 500, 1 << 20, true), lab.traffic());
    assertEquals("next-secret", lab.login().newPassword().value());
    assertEquals(
        new RegistryProfile.ContactRules(
            RegistryProfile.Disclosure.REGISTRY_DEFAULT,
            RegistryProfile.Handles.SERVER,
            "DM-",
            true,
            true),
        lab.profile().contactRules());
    assertEquals(ContactModel.REGISTRANT_TECH, lab.profile().contacts());
    assertEquals(
        new ChangeRules(true, Unsupported.FAIL, Duration.ofDays(8), ReadBack.ALL, true),
        lab.profile().changeRules());
    assertEquals(PostalPolicy.BOTH, lab.profile().postalInfo());
    assertEquals(Set.of("PostalCode"), lab.profile().requires());
    assertEquals(List.of("urn:ietf:params:xml:ns:host-1.0"), lab.objects());
    assertEquals(3, lab.extensions().size());
    assertEquals("urn:ietf:params:xml:ns:cnnic-contact-1.0", lab.extensions().getLast());
    RegistryConfig plain = config.registries().getLast();
    assertEquals(null, plain.tls());
    assertEquals("literal-word", plain.login().password().value());
    assertEquals(Set.of(), plain.profile().requires());
    assertEquals(new RegistryConfig.Traffic(0, 1, 0, 4 << 20, false), plain.traffic());
    assertEquals(null, plain.login().newPassword());
    assertEquals(null, lab.feed());
    assertEquals(
        new Destination.OfEndpoint(
            URI.create("https://rdap.example/contacts?of=lab"), "a-secret-of-the-feed"),
        plain.feed());
    assertEquals(null, lab.poll());
    assertEquals(
        new RegistryConfig.Polling(
            new Destination.OfEndpoint(
                URI.create("https://rdap.example/messages"), "a-secret-of-the-feed"),
            Duration.ofSeconds(7)),
        plain.poll());
    assertFalse(plain.toString().contains("a-secret"), "a secret is never printed");
    assertEquals(RegistryProfile.ContactRules.DEFAULT, plain.profile().contactRules());
  }

  @Test
  void theCompleteExampleHoldsEveryKeyOfTheTable() throws Exception {
    TreeSet<String> found = new TreeSet<>();
    flatten("", new YAMLMapper().readTree(complete()), found);
    TreeSet<String> table = new TreeSet<>();
    ConfigKeys.ALL.forEach(key -> table.add(key.path()));
    assertEquals(table, found);
  }

  @Test
  void eachKindOfDataHasAClockOfItsOwn() throws Exception {
    assertEquals(
        new RetentionConfig(
            Duration.ofDays(90),
            Duration.ofDays(10),
            Duration.ofDays(1000),
            Duration.ofMinutes(10),
            Duration.ofMillis(5),
            20),
        read(complete()).retention());
  }

  @Test
  void secretsAreReadFromTheirPlacesAndNeverShown() throws Exception {
    Files.writeString(folder.resolve("password.txt"), "from-a-file\nmore\n");
    Config config = read(LAB + "    login: {id: registrar1, password: \"file:password.txt\"}\n");
    assertEquals("from-a-file", config.registries().getFirst().login().password().value());
    assertFalse(config.toString().contains("from-a-file"));
  }

  @Test
  void commandsNeedNoSecretsAndNoKeyFiles() {
    Path file =
        write(
            LAB
                + "    tls: {ca: gone.crt, certificate: gone.crt, key: gone.key}\n"
                + "    login: {id: registrar1, password: \"env:NOT_SET\"}\n");
    Config config = ConfigReader.read(file, name -> null, false);
    assertEquals("lab", config.registries().getFirst().profile().name());
    assertThrows(
        StartRefused.class, () -> ConfigReader.read(file, name -> null, true), "for the service");
  }

  @Test
  void theSandboxHasTheDefaultsUnderItsFolder() {
    Config config = Config.sandboxDefaults(folder);
    assertEquals("sqlite:" + folder.resolve("data/domicile.db"), config.database());
    assertEquals(folder.resolve("data/master.key"), config.masterKey());
    assertEquals(List.of(), config.registries());
  }

  @Test
  void withTlsAnyAddressMayBeListenedOn() throws Exception {
    Config config =
        read(
            "listen: 0.0.0.0:443\ntls: {certificate: tls/api.crt, key: tls/api.key}\n"
                + LAB
                + LOGIN);
    assertEquals(Duration.ofSeconds(5), config.tls().checkEvery());
    assertFalse(config.behindTls());
  }

  @Test
  void relativePathsStartAtTheFile() throws Exception {
    Path below = Files.createDirectories(folder.resolve("etc"));
    Path file =
        Files.writeString(below.resolve("d.yaml"), "database: sqlite:../var/d.db\n" + LAB + LOGIN);
    Config config = ConfigReader.read(file, environment::get, true);
    assertEquals("sqlite:" + folder.resolve("var/d.db"), config.database());
    assertEquals(below.resolve("data/master.key"), config.masterKey());
  }

  private Config read(String yaml) {
    return ConfigReader.read(write(yaml), environment::get, true);
  }

  private Path write(String yaml) {
    try {
      return Files.writeString(folder.resolve("domicile.yaml"), yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Backoff backoff(int firstMillis, int mostSeconds) {
    return new Backoff(Duration.ofMillis(firstMillis), Duration.ofSeconds(mostSeconds));
  }

  private static String complete() throws IOException {
    return Files.readString(Path.of("src/test/resources/app/complete.yaml"));
  }

  private static void flatten(String path, JsonNode node, TreeSet<String> found) {
    boolean list = node.isArray() && !node.isEmpty() && node.get(0).isObject();
    if (list) {
      List<JsonNode> items = new ArrayList<>();
      node.forEach(items::add);
      items.forEach(item -> flatten(path + "[]", item, found));
    } else if (node.isObject()) {
      for (String name : node.propertyNames()) {
        flatten(path.isEmpty() ? name : path + "." + name, node.get(name), found);
      }
    } else {
      found.add(path);
    }
  }
}
