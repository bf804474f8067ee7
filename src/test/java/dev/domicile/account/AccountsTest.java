package dev.domicile.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.CreateAccount.Outcome;
import dev.domicile.account.CreateAccount.Reason;
import dev.domicile.audit.Audit;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  @TempDir Path folder;
  long now = Instant.parse("2026-11-23T10:00:00Z").toEpochMilli();
  InstantSource clock = () -> Instant.ofEpochMilli(now);
  Database database;
  Ids ids = Ids.of(clock, new Random(3));
  Accounts accounts = new Accounts(ids);
  AccessKeys keys;
  CreateAccount create;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    keys = new AccessKeys(database, seal, clock);
    create = new CreateAccount(database, accounts, keys, new Audit(ids), clock, new Random(4));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aNewAccountHasAKeyThatIsFound() {
    Outcome.Created made = created("acme", Optional.empty());
    assertTrue(made.key().id().matches("DOM[A-Za-z0-9]{16}"), made.key().id());
    assertTrue(made.key().secret().matches("[A-Za-z0-9]{30}"));
    AccessKey found = keys.find(made.key().id()).orElseThrow();
    assertEquals(made.key().secret(), found.secret());
    assertTrue(found.enabled());
    assertEquals(new Caller(made.account().id(), "acme", made.key().id()), found.caller());
    assertEquals(Optional.of(made.account()), database.read(sql -> accounts.find(sql, "acme")));
    assertEquals(2, number("SELECT count(*) AS n FROM audit_entry"));
  }

  @Test
  void takesOverAPairThatClientsHave() {
    created("acme", Optional.of(new KeyPair("testid", "testsecret")));
    assertEquals("testsecret", keys.find("testid").orElseThrow().secret());
    created("long", Optional.of(new KeyPair("i".repeat(128), "s".repeat(128))));
    created("odd", Optional.of(new KeyPair("a.b_c-", "!\"#/+&=~")));
    assertEquals("!\"#/+&=~", keys.find("a.b_c-").orElseThrow().secret());
  }

  @Test
  void aNameOrKeyIdThatIsTakenIsRefusedAndLeavesNothing() {
    created("acme", Optional.of(new KeyPair("testid", "testsecret")));
    assertEquals(Reason.NAME_TAKEN, refused("acme", "otherid", "testsecret"));
    assertEquals(Reason.KEY_ID_TAKEN, refused("other", "testid", "othersecret"));
    assertTrue(keys.find("otherid").isEmpty());
    assertTrue(database.read(sql -> accounts.find(sql, "other")).isEmpty());
    assertEquals("testsecret", keys.find("testid").orElseThrow().secret());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", ".a", "a/b", "名", "a\n"})
  void anIllegalNameIsRefused(String name) {
    assertEquals(Reason.NAME_ILLEGAL, refused(name, "testid", "testsecret"));
  }

  @ParameterizedTest
  @CsvSource({
    "short, testsecret, KEY_LENGTH",
    "testid, short, KEY_LENGTH",
    "test id, testsecret, KEY_CHARACTERS",
    "test/id, testsecret, KEY_CHARACTERS",
    "testid, test secret, KEY_CHARACTERS",
    "testid, 密码密码密码, KEY_CHARACTERS",
  })
  void anIllegalPairIsRefused(String id, String secret, Reason reason) {
    assertEquals(reason, refused("acme", id, secret));
    assertEquals(Reason.KEY_LENGTH, refused("acme", "i".repeat(129), "testsecret"));
    assertEquals(0, number("SELECT count(*) AS n FROM account"));
  }

  @Test
  void secretsAreSealedAndBoundToTheirRow() {
    created("acme", Optional.of(new KeyPair("testid", "testsecret")));
    created("other", Optional.of(new KeyPair("otherid", "othersecret")));
    byte[] sealed =
        database.read(
            sql ->
                sql.row("SELECT secret FROM access_key WHERE id = 'testid'", r -> r.bytes("secret"))
                    .orElseThrow());
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("testsecret"));
    assertFalse(new KeyPair("testid", "testsecret").toString().contains("testsecret"));
    assertFalse(keys.find("testid").orElseThrow().toString().contains("testsecret"));
    database.run(
        sql -> sql.update("UPDATE access_key SET secret = ? WHERE id = 'otherid'", sealed));
    assertThrows(IllegalStateException.class, () -> keys.find("otherid"));
  }

  @Test
  void aKeyMadeByAnotherProcessWorksAtOnceAndADisabledOneStopsSoon() {
    assertTrue(keys.find("testid").isEmpty());
    try (Database other = Database.open(TestDatabases.url(folder))) {
      Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), false), other);
      new CreateAccount(
              other,
              accounts,
              new AccessKeys(other, seal, clock),
              new Audit(ids),
              clock,
              new Random(5))
          .run("acme", Optional.of(new KeyPair("testid", "testsecret")), "test");
      assertTrue(keys.find("testid").orElseThrow().enabled());
      other.run(sql -> sql.update("UPDATE access_key SET enabled = 0"));
      now += 999;
      assertTrue(keys.find("testid").orElseThrow().enabled());
      now += 1;
      assertFalse(keys.find("testid").orElseThrow().enabled());
    }
  }

  @Test
  void aKeyIdOfAnyLengthIsOnlyNotFound() {
    assertTrue(keys.find("x".repeat(1_000_000)).isEmpty());
    assertTrue(keys.find("").isEmpty());
  }

  @Test
  void aNonceIsTakenOncePerKeyUntilItExpires() {
    StoredNonces nonces = new StoredNonces(database);
    assertTrue(nonces.record("k1", "n", 100, 10));
    assertFalse(nonces.record("k1", "n", 200, 20));
    assertTrue(nonces.record("k2", "n", 100, 20));
    assertFalse(nonces.record("k1", "n", 300, 99));
    assertTrue(nonces.record("k1", "n", 300, 100));
    assertFalse(nonces.record("k1", "n", 400, 101));
  }

  @Test
  void expiredNoncesAreSweptInPortions() {
    StoredNonces nonces = new StoredNonces(database);
    database.run(
        sql ->
            sql.batch(
                "INSERT INTO nonce (access_key_id, nonce, expires_at) VALUES ('k', ?, ?)",
                IntStream.range(0, 2_500).mapToObj(i -> new Object[] {"n" + i, i}).toList()));
    assertEquals(2_001, nonces.sweep(2_000));
    assertEquals(0, nonces.sweep(2_000));
    assertEquals(499, number("SELECT count(*) AS n FROM nonce"));
    assertFalse(nonces.record("k", "n2001", 9_999, 2_000));
  }

  private long number(String text) {
    return database.read(sql -> sql.number(text));
  }

  private Outcome.Created created(String name, Optional<KeyPair> pair) {
    return assertInstanceOf(Outcome.Created.class, create.run(name, pair, "test"));
  }

  private Reason refused(String name, String id, String secret) {
    return assertInstanceOf(
            Outcome.Refused.class, create.run(name, Optional.of(new KeyPair(id, secret)), "test"))
        .reason();
  }
}
