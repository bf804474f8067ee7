package dev.domicile.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.store.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every complaint is one line that names the key's path; its words are part of the contract. */
class ConfigRefusalTest {

  private record Case(String yaml, String complaint) {}

  private static final String REGISTRY =
      "registries: [{name: lab, tlds: [test], host: 127.0.0.1, login: {id: registrar1, password:"
          + " secret-word}%s}]\n";

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> refuses() {
    return Stream.of(service(), limits(), registries(), feeds(), polls(), syntax())
        .flatMap(List::stream)
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.complaint, () -> assertEquals(test.complaint, complaint(test.yaml))));
  }

  private static List<Case> service() {
    return List.of(
        lab(
            "lissten: x",
            "lissten: unknown key; known here: admin, apiTimeZone, behindTls, database, delivery,"
                + " engine, freshFor, limits, listen, masterKey, maxDomainsPerTask, registries,"
                + " retention,"
                + " throttle, timestampWindow, tls, transferLockFor, verifyAtSubmit"),
        lab("listen: 8080", "listen: must be text; put it in quotes; allowed: " + address()),
        lab(
            "listen: example.com:80",
            "listen: 'example.com:80' is not allowed; allowed: " + address()),
        lab(
            "listen: 127.0.0.1:65536",
            "listen: '127.0.0.1:65536' is not allowed; allowed: " + address()),
        lab("listen: 1.2.3.400:80", "listen: '1.2.3.400:80' is not allowed; allowed: " + address()),
        lab(
            "listen: 0.0.0.0:8080",
            "listen: an address other than loopback would carry personal data without TLS; listen"
                + " on 127.0.0.1, give tls a certificate and key, or put a proxy that ends TLS in"
                + " front and set behindTls: true"),
        lab("tls: {}", "tls.certificate: is missing; certificate and key come together"),
        lab(
            "throttle: {perSecond: many}",
            "throttle.perSecond: 'many' is not allowed; allowed: a whole number, 0 to 1000000"),
        lab(
            "throttle: {burst: 0}",
            "throttle.burst: 0 is out of range; allowed: a whole number, 1 to 10000000"),
        lab("admin: 127.0.0.1:8080", "admin: is the same as listen; take another port"),
        lab("behindTls: 1", "behindTls: '1' is not allowed; allowed: true or false"),
        lab("behindTls: \"true\"", "behindTls: 'true' is not allowed; allowed: true or false"),
        lab("behindTls:", "behindTls: has no value; give one, or remove the key"),
        lab(
            "apiTimeZone: Asia/Shangri-La",
            "apiTimeZone: 'Asia/Shangri-La' is not known; allowed:"
                + " a time zone such as Asia/Shanghai or UTC"),
        lab(
            "timestampWindow: 900",
            "timestampWindow: 900 has no unit; allowed: a duration of 1ms"
                + " to 4000000d, in ms, s, m, h or d"),
        lab(
            "timestampWindow: 0",
            "timestampWindow: 0 is out of range; allowed: a duration of 1ms"
                + " to 4000000d, in ms, s, m, h or d"),
        lab(
            "timestampWindow: -5m",
            "timestampWindow: '-5m' is no duration; allowed: a duration of"
                + " 1ms to 4000000d, in ms, s, m, h or d"),
        lab(
            "timestampWindow: 999999999999999d",
            "timestampWindow: '999999999999999d' is no"
                + " duration; allowed: a duration of 1ms to 4000000d, in ms, s, m, h or d"),
        lab(
            "timestampWindow: 1.5h",
            "timestampWindow: '1.5h' is no duration; allowed: a duration"
                + " of 1ms to 4000000d, in ms, s, m, h or d"),
        lab(
            "freshFor: [24h]",
            "freshFor: '[...]' is not allowed; allowed: 0, or a duration up to"
                + " 365d, in ms, s, m, h or d"),
        lab(
            "maxDomainsPerTask: 100001",
            "maxDomainsPerTask: 100001 is out of range; allowed: a" + " whole number, 1 to 100000"),
        lab(
            "maxDomainsPerTask: 99999999999999999999",
            "maxDomainsPerTask: 99999999999999999999 is"
                + " out of range; allowed: a whole number, 1 to 100000"),
        lab(
            "maxDomainsPerTask: many",
            "maxDomainsPerTask: 'many' is not allowed; allowed: a whole" + " number, 1 to 100000"),
        lab(
            "verifyAtSubmit: 1.5",
            "verifyAtSubmit: '1.5' is not allowed; allowed: a whole number," + " 0 to 100000"),
        lab(
            "database: mysql://u:pw@h/d",
            "database: is not of a known form; allowed: sqlite:PATH,"
                + " postgresql://user:password@host:5432/name?option=value, or env:NAME or"
                + " file:PATH where one of them stands"),
        lab("database: env:NOWHERE", "database: environment variable NOWHERE is not set"),
        lab("masterKey: env:KEY", "masterKey: 'env:KEY' is not allowed; allowed: file:PATH"));
  }

  private static List<Case> limits() {
    return List.of(
        lab(
            "limits: 5",
            "limits: is no mapping; it has the keys body, connections, headers, idleTimeout,"
                + " inFlight, namesInMemory, nonces, otherParameters, parameters, requestLine,"
                + " stopTimeout"),
        lab(
            "limits: {body: 1000000}",
            "limits.body: '1000000' is no size; allowed: a size of 1KiB"
                + " to 64MiB, in B, KiB or MiB"),
        lab(
            "limits: {body: 1GiB}",
            "limits.body: '1GiB' is no size; allowed: a size of 1KiB to"
                + " 64MiB, in B, KiB or MiB"),
        lab(
            "limits: {body: 65MiB}",
            "limits.body: 65MiB is out of range; allowed: a size of 1KiB"
                + " to 64MiB, in B, KiB or MiB"),
        lab(
            "limits: {parameters: 10099}",
            "limits.parameters: 10099 is too few for"
                + " maxDomainsPerTask; allowed: 10100 or more"),
        lab(
            "engine: {leese: 1s}",
            "engine.leese: unknown key; known here: backoff, gate,"
                + " groupCommit, inFlight, lease, pendingCheck, poll, settle, stopTimeout"),
        lab(
            "engine: {inFlight: lots}",
            "engine.inFlight: 'lots' is not allowed; allowed: auto, or"
                + " a whole number, 1 to 10000"),
        lab("engine: {backoff: {first: 2m}}", "engine.backoff.first: 2m is over most, 1m"));
  }

  private static List<Case> registries() {
    return List.of(
        new Case("", "registries: is missing; list at least one registry"),
        new Case("registries: []", "registries: is missing; list at least one registry"),
        new Case("registries: {name: lab}", "registries: is no list"),
        new Case(
            "registries: [lab]",
            "registries[0]: is no mapping; it has the keys burst, cnnic, commandsPerSecond,"
                + " connectTimeout, connector, contacts, disclose, extensions, feed, feedSecret,"
                + " handlePrefix, handles, host, keepAlive, liftUpdateLock, logFrames, login,"
                + " maxCommandsPerSession, maxFrame, name, objects, onUnsupported,"
                + " pendingWarnAfter, pipeline, plain, poll, pollEvery, pollSecret, pollTo, port,"
                + " postalInfo, readBack, reconnect, requires, sessions, timeout, tlds, tls,"
                + " transliterate, waitForSession"),
        new Case(
            "registries: [{name: lab}]",
            "registries[0].tlds: is missing; allowed: a list of"
                + " suffixes without a leading dot"),
        new Case(
            "registries: [{tlds: [test]}]",
            "registries[0].name: is missing; allowed: 1 to 32" + " letters, digits and . _ -"),
        new Case(
            "registries: [{name: 5}]",
            "registries[0].name: must be text; put it in quotes;"
                + " allowed: 1 to 32 letters, digits and . _ -"),
        new Case(
            "registries: [{name: lab, tlds: [.test]}]",
            "registries[0].tlds[0]: '.test' is not"
                + " allowed; allowed: a list of suffixes without a leading dot"),
        new Case(
            "registries: [{name: lab, tlds: [a..b]}]",
            "registries[0].tlds: 'a..b' is no"
                + " suffix of domain names; allowed: a list of suffixes without a leading dot"),
        new Case(
            "registries: [{name: lab, tlds: [test], host: h}]",
            "registries[0].login.password:"
                + " is missing; allowed: env:NAME (an environment variable), file:PATH (the file's"
                + " first line), or the text itself"),
        new Case(two("test", "Test"), "registries[1].tlds: 'test' is served by r0 already"),
        new Case(two("a", "b").replace("r1", "r0"), "registries[1].name: 'r0' is there twice"),
        with("tls: {ca: gone.crt}", "registries[0].tls.ca: file FOLDER/gone.crt not found"),
        with(
            "tls: {cert: a}",
            "registries[0].tls.cert: unknown key; known here: ca, certificate," + " hostname, key"),
        with(
            "tls: {certificate: here.pem}",
            "registries[0].tls.key: is missing; certificate and" + " key come together"),
        with(
            "plain: true, tls: {}",
            "registries[0].plain: is true and tls is there; remove one of" + " them"),
        with(
            "port: 0",
            "registries[0].port: 0 is out of range; allowed: a whole number, 1 to" + " 65535"),
        with(
            "pipeline: 51",
            "registries[0].pipeline: 51 is out of range; allowed: a whole number," + " 1 to 50"),
        with(
            "contacts: thick",
            "registries[0].contacts: 'thick' is not allowed; allowed: full or"
                + " registrant-tech or optional or none"),
        with(
            "connector: none",
            "registries[0].host: is there and connector is none; remove one of them"),
        with(
            "connector: rdap",
            "registries[0].connector: 'rdap' is not allowed; allowed: epp or none"),
        with(
            "requires: [Phone]",
            "registries[0].requires[0]: 'Phone' is not allowed; allowed: a"
                + " list of Address, Telephone, PostalCode, Province, RegistrantOrganization"),
        with(
            "requires: Address",
            "registries[0].requires: is no list; allowed: a list of Address,"
                + " Telephone, PostalCode, Province, RegistrantOrganization"),
        password("env:NOT_SET", "environment variable NOT_SET is not set"),
        password("file:gone.txt", "file FOLDER/gone.txt not found"),
        password("file:empty.txt", "file FOLDER/empty.txt has no text in its first line"),
        password("12345", "has under 6 characters"),
        new Case(
            REGISTRY
                .formatted("")
                .replace("127.0.0.1", "epp.example")
                .replace("}]", ", plain: true}]"),
            "registries[0].plain: true is for hosts on loopback only: the"
                + " password would travel in clear"));
  }

  private static List<Case> syntax() {
    return List.of(
        new Case("listen: [", "is not YAML near line 1"),
        new Case("a: b\n c: d\n", "is not YAML near line 2"),
        new Case("just text", "is no mapping of keys to values"),
        new Case("- a", "is no mapping of keys to values"),
        new Case("freshFor: 1h\nfreshFor: 2h\n", "a key stands twice near line 2"),
        new Case("freshFor: 1h\n---\nfreshFor: 2h\n", "has more than one document"));
  }

  @Test
  void aPasswordThatIsANumberIsNotShown() throws Exception {
    String yaml = REGISTRY.formatted("").replace("secret-word", "8675309");
    String complaint = complaint(yaml);
    assertTrue(complaint.startsWith("registries[0].login.password: must be text"), complaint);
    assertFalse(complaint.contains("8675309"), complaint);
  }

  @Test
  void aBrokenFileDoesNotShowItsLines() throws Exception {
    Path file = Files.writeString(folder.resolve("d.yaml"), "password: secret-word\n ]: [\n");
    StartRefused refused =
        assertThrows(StartRefused.class, () -> ConfigReader.read(file, name -> null, true));
    assertFalse(refused.getMessage().contains("secret-word"), refused.getMessage());
    assertEquals(null, refused.getCause());
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path gone = folder.resolve("gone.yaml");
    StartRefused refused = assertThrows(StartRefused.class, () -> Config.load(gone));
    assertEquals(gone + ": configuration file not found", refused.getMessage());
    assertTrue(
        assertThrows(StartRefused.class, () -> Config.load(folder)).getMessage().contains("cannot"),
        "a folder is no file");
  }

  private String complaint(String yaml) throws Exception {
    Files.writeString(folder.resolve("empty.txt"), "\n");
    Files.writeString(folder.resolve("here.pem"), "PEM");
    Path file = Files.writeString(folder.resolve("domicile.yaml"), yaml);
    Map<String, String> environment = Map.of();
    StartRefused refused =
        assertThrows(
            StartRefused.class, () -> ConfigReader.read(file, environment::get, true), yaml);
    String message = refused.getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring(file.toString().length() + 2).replace(folder.toString(), "FOLDER");
  }

  private static List<Case> feeds() {
    String none = "contacts: none, ";
    String secret = ", feedSecret: sixteen-or-longer";
    String allowed =
        "; allowed: an https:// address, an http:// address on loopback, or a file's path";
    return List.of(
        with(
            "contacts: none, feed: https://rdap.example/x",
            "registries[0].feedSecret: is missing; feed is an endpoint"),
        with(
            none + "feed: https://rdap.example/x, feedSecret: fifteen-letters",
            "registries[0].feedSecret: has under 16 characters"),
        with(
            none + "feed: http://rdap.example/x" + secret,
            "registries[0].feed: would carry personal data in clear" + allowed),
        with(
            none + "feed: ftp://127.0.0.1/x" + secret,
            "registries[0].feed: would carry personal data in clear" + allowed),
        with(
            none + "feed: 'https://me:word@rdap.example/x'" + secret,
            "registries[0].feed: has no host, or a user or a fragment beside it" + allowed),
        with(
            none + "feed: 'https://rdap.example/%zz'" + secret,
            "registries[0].feed: is no address" + allowed),
        with(
            none + "feed: feed.jsonl" + secret,
            "registries[0].feedSecret: is there and feed is a file, which nobody signs"),
        with(
            none + "feedSecret: sixteen-or-longer",
            "registries[0].feedSecret: is there and feed is not"),
        with(
            none + "feed: feed.jsonl, onUnsupported: fail",
            "registries[0].feed: is there and onUnsupported is fail; remove one of them"),
        with(
            "feed: feed.jsonl",
            "registries[0].feed: is there, and the registry holds every contact (contacts)"));
  }

  private static List<Case> polls() {
    return List.of(
        with(
            "poll: all",
            "registries[0].pollTo: is missing; with poll: all the messages go there alone"),
        with(
            "pollTo: messages.jsonl",
            "registries[0].pollTo: is there and poll is off; no message would go there"),
        with(
            "poll: all, pollTo: https://x.example/m",
            "registries[0].pollSecret: is missing; pollTo is an endpoint"),
        with("poll: some", "registries[0].poll: 'some' is not allowed; allowed: off or all"),
        new Case(
            "registries: [{name: lab, tlds: [test], connector: none, poll: all, pollTo: m.jsonl}]",
            "registries[0].poll: is all and connector is none; remove one of them"));
  }

  @Test
  void aFeedsFileMustLieInAFolderThatIsThere() throws Exception {
    String complaint = complaint(with("contacts: none, feed: gone/feed.jsonl", "").yaml);
    assertTrue(complaint.startsWith("registries[0].feed: "), complaint);
    assertTrue(complaint.endsWith("gone/feed.jsonl lies in no folder that is there"), complaint);
  }

  private static Case lab(String yaml, String complaint) {
    return new Case(yaml + "\n" + REGISTRY.formatted(""), complaint);
  }

  private static Case with(String keys, String complaint) {
    return new Case(REGISTRY.formatted(", " + keys), complaint);
  }

  private static Case password(String value, String complaint) {
    return new Case(
        REGISTRY.formatted("").replace("secret-word", "\"" + value + "\""),
        "registries[0].login.password: " + complaint);
  }

  private static String two(String first, String second) {
    String one = "{name: r%d, tlds: [%s], host: h, login: {id: rar, password: secret-word}}";
    return "registries: [" + one.formatted(0, first) + ", " + one.formatted(1, second) + "]";
  }

  private static String address() {
    return "an IP address or localhost, a colon and a port of 0 to 65535 (0: any free one); IPv6 in"
        + " square brackets and quotes";
  }
}
