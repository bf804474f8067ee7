package dev.domicile.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.ChangeKey.Change;
import dev.domicile.account.SecurityToken.Verdict;
import dev.domicile.audit.Audit;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Further keys of an account: with a policy, for a time, disabled and deleted. */
class KeysTest {

  private static final String READ_ONLY =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"domain:Query*\","
          + "\"Resource\":\"*\"}]}";

  @TempDir Path folder;
  long now = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
  InstantSource clock = () -> Instant.ofEpochMilli(now);
  Database database;
  AccessKeys keys;
  CreateKey create;
  ChangeKey change;
  Account acme;
  Account other;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    Ids ids = Ids.of(clock, new Random(3));
    Audit audit = new Audit(ids);
    keys = new AccessKeys(database, seal, clock);
    create = new CreateKey(database, keys, audit, clock, new Random(4));
    change = new ChangeKey(database, keys, audit, clock);
    CreateAccount accounts =
        new CreateAccount(database, new Accounts(ids), keys, audit, clock, new Random(5));
    acme = account(accounts, "acme", "acmeid");
    other = account(accounts, "other", "otherid");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aKeyMayDoEverythingUnlessItHasAPolicy() {
    assertSame(Policy.EVERYTHING, keys.find("acmeid").orElseThrow().policy());
    KeyPair made = created(wanted(policy(READ_ONLY))).key();
    assertTrue(made.id().startsWith("DOM"), made.id());
    AccessKey found = keys.find(made.id()).orElseThrow();
    assertEquals(new Caller(acme.id(), "acme", made.id()), found.caller());
    Resource all = Resource.account(found.caller());
    assertTrue(found.policy().allows("domain:QueryDomainTask", all));
    assertFalse(found.policy().allows("domain:DomainInfoModification", all));
  }

  @Test
  void aPolicyThatStaysAsItIsIsReadOnce() {
    String id = created(wanted(policy(READ_ONLY))).key().id();
    AccessKey first = keys.find(id).orElseThrow();
    now += 5_000;
    assertSame(first.policy(), keys.find(id).orElseThrow().policy());
  }

  @Test
  void aTemporaryKeyNeedsItsTokenWhileItLasts() {
    CreateKey.Outcome.Created made = created(temporary(Duration.ofHours(1)));
    assertTrue(made.key().id().matches("STS\\.[A-Za-z0-9]{20}"), made.key().id());
    SecurityToken token = made.token().orElseThrow();
    assertEquals(now + 3_600_000, token.expiresAt());
    String another = created(temporary(Duration.ofHours(1))).token().orElseThrow().value();
    AccessKey key = keys.find(made.key().id()).orElseThrow();
    assertEquals(Verdict.FITS, key.check(token.value(), clock.instant()));
    assertEquals(Verdict.MISSING, key.check("", clock.instant()));
    assertEquals(Verdict.MISMATCH, key.check(another, clock.instant()));
    assertEquals(Verdict.MALFORMED, key.check(token.value() + "x", clock.instant()));
    assertEquals(Verdict.MALFORMED, key.check("sts/token+x==", clock.instant()));
    now += 3_599_999;
    assertEquals(Verdict.FITS, key.check(token.value(), clock.instant()));
    now += 1;
    assertEquals(Verdict.EXPIRED, key.check(token.value(), clock.instant()));
    assertEquals(Verdict.MISMATCH, key.check(another, clock.instant()));
  }

  @Test
  void aPermanentKeyHasNoToken() {
    AccessKey key = keys.find("acmeid").orElseThrow();
    assertEquals(Verdict.FITS, key.check("", clock.instant()));
    assertEquals(Verdict.MISMATCH, key.check("sts/token+x==", clock.instant()));
  }

  @Test
  void takesOverAKeyWithTheTokenThatClientsHave() {
    created(
        new CreateKey.Wanted(
            Policy.EVERYTHING,
            Optional.of(new KeyPair("testid", "testsecret")),
            Optional.of(Duration.ofDays(7)),
            Optional.of("sts/token+x==")));
    AccessKey key = keys.find("testid").orElseThrow();
    assertEquals("testsecret", key.secret());
    assertEquals(Verdict.FITS, key.check("sts/token+x==", clock.instant()));
    assertEquals(Verdict.MALFORMED, key.check("sts/token", clock.instant()));
  }

  @Test
  void refusesAKeyThatCannotBe() {
    assertEquals("this AccessKeyId is there already", refused(pair("otherid", "testsecret", null)));
    assertTrue(refused(pair("short", "testsecret", null)).contains("6 to 128 characters"));
    assertTrue(refused(pair("test id", "testsecret", null)).contains("letters, digits"));
    assertTrue(refused(pair("testid", "testsecret", "a b c d")).contains("SecurityToken has"));
    for (Duration life : List.of(Duration.ofMillis(999), Duration.ofDays(7).plusMillis(1))) {
      assertEquals("a temporary key lives for 1 second to 7 days", refused(temporary(life)));
    }
    assertEquals(2, number("SELECT count(*) AS n FROM access_key"));
  }

  @Test
  void disablesEnablesAndDeletesItsOwnKeysOnlyAndSoon() {
    assertTrue(keys.find("acmeid").orElseThrow().enabled());
    assertFalse(change.run(other, "acmeid", Change.DISABLE, "test"));
    assertFalse(change.run(acme, "nobody", Change.DELETE, "test"));
    assertTrue(change.run(acme, "acmeid", Change.DISABLE, "test"));
    now += 1_000;
    assertFalse(keys.find("acmeid").orElseThrow().enabled());
    assertTrue(change.run(acme, "acmeid", Change.ENABLE, "test"));
    now += 1_000;
    assertTrue(keys.find("acmeid").orElseThrow().enabled());
    assertTrue(change.run(acme, "acmeid", Change.DELETE, "test"));
    now += 1_000;
    assertEquals(Optional.empty(), keys.find("acmeid"));
    assertTrue(keys.find("otherid").isPresent());
    assertEquals(
        List.of("access-key.disabled", "access-key.enabled", "access-key.deleted"),
        database.read(
            sql ->
                sql.rows(
                    "SELECT kind FROM audit_entry WHERE actor = 'test' ORDER BY id",
                    row -> row.text("kind"))));
  }

  @Test
  void listsTheAccountsKeysWithoutTheirSecrets() {
    now += 1;
    String policied = created(wanted(policy(READ_ONLY))).key().id();
    now += 1;
    String temporary = created(temporary(Duration.ofHours(1))).key().id();
    change.run(acme, policied, Change.DISABLE, "test");
    List<AccessKeys.Listed> listed = database.read(sql -> keys.list(sql, acme.id()));
    assertEquals(
        List.of("acmeid", policied, temporary),
        listed.stream().map(AccessKeys.Listed::id).toList());
    assertFalse(listed.get(1).enabled());
    assertEquals(READ_ONLY, listed.get(1).policy());
    assertEquals(Optional.of(now + 3_600_000), listed.get(2).expiresAt());
  }

  @Test
  void secretsAndTokensAreSealedAndShownNowhere() {
    CreateKey.Outcome.Created made = created(temporary(Duration.ofHours(1)));
    String token = made.token().orElseThrow().value();
    byte[] sealed =
        database.read(
            sql ->
                sql.row(
                        "SELECT token FROM access_key WHERE id = ?",
                        row -> row.bytes("token"),
                        made.key().id())
                    .orElseThrow());
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains(token));
    AccessKey key = keys.find(made.key().id()).orElseThrow();
    String shown = made.toString() + key + key.token();
    assertFalse(shown.contains(token), shown);
    assertFalse(shown.contains(made.key().secret()), shown);
  }

  @Test
  void keysThatRanOutLongAgoAreForgotten() {
    String first = created(temporary(Duration.ofMinutes(1))).key().id();
    now += Duration.ofDays(7).toMillis() + 59_999;
    assertEquals(0, keys.sweep());
    assertTrue(keys.find(first).isPresent());
    now += 1;
    assertEquals(1, keys.sweep());
    assertTrue(keys.find("acmeid").isPresent());
    now += 1_000;
    assertEquals(Optional.empty(), keys.find(first));
  }

  private static Account account(CreateAccount accounts, String name, String id) {
    Optional<KeyPair> pair = Optional.of(new KeyPair(id, "testsecret"));
    return assertInstanceOf(CreateAccount.Outcome.Created.class, accounts.run(name, pair, "setup"))
        .account();
  }

  private static Policy policy(String json) {
    return assertInstanceOf(Policy.Parsed.Read.class, Policy.parse(json)).policy();
  }

  private static CreateKey.Wanted wanted(Policy policy) {
    return new CreateKey.Wanted(policy, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static CreateKey.Wanted temporary(Duration life) {
    return new CreateKey.Wanted(
        Policy.EVERYTHING, Optional.empty(), Optional.of(life), Optional.empty());
  }

  private static CreateKey.Wanted pair(String id, String secret, String token) {
    return new CreateKey.Wanted(
        Policy.EVERYTHING,
        Optional.of(new KeyPair(id, secret)),
        Optional.ofNullable(token).map(one -> Duration.ofHours(1)),
        Optional.ofNullable(token));
  }

  private CreateKey.Outcome.Created created(CreateKey.Wanted wanted) {
    return assertInstanceOf(CreateKey.Outcome.Created.class, create.run(acme, wanted, "setup"));
  }

  private String refused(CreateKey.Wanted wanted) {
    return assertInstanceOf(CreateKey.Outcome.Refused.class, create.run(acme, wanted, "test"))
        .reason();
  }

  private long number(String text) {
    return database.read(sql -> sql.number(text));
  }
}
