package dev.domicile.account;

import dev.domicile.seal.Seal;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The access keys, their secrets sealed at rest. A key found is remembered for a moment: a signed
 * request then costs no read. One that is not there is never remembered, so that a key made by
 * another process works at once.
 */
public final class AccessKeys implements KeyRing {

  /** How long a key that was disabled or deleted elsewhere may still work. */
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  /** How long clients of a temporary key are told that it has expired, not that there is none. */
  private static final Duration TOLD_EXPIRED = Duration.ofDays(7);

  /** Rows removed in one transaction: the write lock is held for moments only. */
  private static final int PORTION = 1_000;

  private static final String EXPIRED =
      """
      DELETE FROM access_key WHERE id IN (
        SELECT id FROM access_key WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)\
      """;

  /** Keys in memory at a time, some 300 bytes each. */
  private static final int MOST = 10_000;

  private record Found(AccessKey key, long at) {}

  /**
   * A key for people to look at: without its secret.
   *
   * @param policy empty where it may do everything
   * @param createdAt epoch milliseconds
   * @param expiresAt epoch milliseconds; empty for a permanent key
   */
  public record Listed(
      String id, boolean enabled, String policy, long createdAt, Optional<Long> expiresAt) {}

  private final Database database;
  private final Seal seal;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Found> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
          return size() > MOST;
        }
      };

  public AccessKeys(Database database, Seal seal, InstantSource clock) {
    this.database = database;
    this.seal = seal;
    this.clock = clock;
  }

  @Override
  public Optional<AccessKey> find(String accessKeyId) {
    if (accessKeyId.length() > KeyPair.LONGEST) {
      return Optional.empty();
    }
    AccessKey known = recall(accessKeyId);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<AccessKey> stored = database.read(sql -> read(sql, accessKeyId));
    stored.ifPresent(this::remember);
    return stored;
  }

  boolean isTaken(Sql sql, String accessKeyId) {
    return sql.number("SELECT count(*) AS n FROM access_key WHERE id = ?", accessKeyId) > 0;
  }

  /**
   * @param now epoch milliseconds
   */
  void add(Sql sql, long accountId, KeyPair pair, long now) {
    add(sql, accountId, pair, Policy.EVERYTHING, null, now);
  }

  /**
   * @param token null for a permanent key
   * @param now epoch milliseconds
   */
  void add(
      Sql sql,
      long accountId,
      KeyPair pair,
      Policy policy,
      @Nullable SecurityToken token,
      long now) {
    sql.update(
        """
        INSERT INTO access_key
          (id, account_id, secret, enabled, created_at, policy, token, expires_at)
        VALUES (?, ?, ?, 1, ?, ?, ?, ?)\
        """,
        pair.id(),
        accountId,
        seal.seal(pair.secret(), context(pair.id())),
        now,
        policy.json().isEmpty() ? null : policy.json(),
        token == null ? null : seal.seal(token.value(), tokenContext(pair.id())),
        token == null ? null : token.expiresAt());
  }

  long count(Sql sql, long accountId) {
    return sql.number("SELECT count(*) AS n FROM access_key WHERE account_id = ?", accountId);
  }

  /** The account's keys, oldest first. */
  public List<Listed> list(Sql sql, long accountId) {
    return sql.rows(
        """
        SELECT id, enabled, policy, created_at, expires_at FROM access_key
        WHERE account_id = ? ORDER BY created_at, id\
        """,
        row ->
            new Listed(
                row.text("id"),
                row.flag("enabled"),
                Objects.requireNonNullElse(row.optionalText("policy"), ""),
                row.number("created_at"),
                Optional.ofNullable(row.optionalNumber("expires_at"))),
        accountId);
  }

  /** False if the account has no such key. */
  boolean enable(Sql sql, long accountId, String id, boolean enabled) {
    return sql.update(
            "UPDATE access_key SET enabled = ? WHERE id = ? AND account_id = ?",
            enabled,
            id,
            accountId)
        == 1;
  }

  /** False if the account has no such key. */
  boolean delete(Sql sql, long accountId, String id) {
    return sql.update("DELETE FROM access_key WHERE id = ? AND account_id = ?", id, accountId) == 1;
  }

  /**
   * Removes temporary keys that ran out long ago, in portions.
   *
   * @return how many were removed
   */
  public int sweep() {
    long before = clock.millis() - TOLD_EXPIRED.toMillis();
    int all = 0;
    int removed;
    do {
      removed = database.write(sql -> sql.update(EXPIRED, before, PORTION));
      all += removed;
    } while (removed == PORTION);
    return all;
  }

  /** The account's oldest permanent key. */
  public Optional<AccessKey> firstOf(long accountId) {
    Optional<String> id =
        database.read(
            sql ->
                sql
                    .rows(
                        "SELECT id FROM access_key WHERE account_id = ? AND expires_at IS NULL"
                            + " ORDER BY created_at LIMIT 1",
                        row -> row.text("id"),
                        accountId)
                    .stream()
                    .findFirst());
    return id.flatMap(this::find);
  }

  private Optional<AccessKey> read(Sql sql, String id) {
    return sql.row(
        """
        SELECT k.id AS id, k.secret AS secret, k.enabled AS enabled,
               k.policy AS policy, k.token AS token, k.expires_at AS expires_at,
               a.id AS account_id, a.name AS account_name
        FROM access_key k JOIN account a ON a.id = k.account_id
        WHERE k.id = ?\
        """,
        this::key,
        id);
  }

  private AccessKey key(Row row) {
    String id = row.text("id");
    return new AccessKey(
        id,
        seal.openText(row.bytes("secret"), context(id)),
        row.flag("enabled"),
        new Caller(row.number("account_id"), row.text("account_name"), id),
        policy(id, row.optionalText("policy")),
        token(id, row));
  }

  /** Not read anew while it is what it was. */
  private Policy policy(String id, @Nullable String json) {
    if (json == null) {
      return Policy.EVERYTHING;
    }
    Found known = known(id);
    if (known != null && known.key.policy().json().equals(json)) {
      return known.key.policy();
    }
    return switch (Policy.parse(json)) {
      case Policy.Parsed.Read(Policy policy) -> policy;
      case Policy.Parsed.Wrong(String reason) ->
          throw new IllegalStateException("the policy of key " + id + ": " + reason);
    };
  }

  private @Nullable SecurityToken token(String id, Row row) {
    byte[] sealed = row.optionalBytes("token");
    return sealed == null
        ? null
        : new SecurityToken(seal.openText(sealed, tokenContext(id)), row.number("expires_at"));
  }

  private @Nullable AccessKey recall(String id) {
    Found found = known(id);
    return found != null && Math.abs(clock.millis() - found.at) < REMEMBERED.toMillis()
        ? found.key
        : null;
  }

  private @Nullable Found known(String id) {
    lock.lock();
    try {
      return recent.get(id);
    } finally {
      lock.unlock();
    }
  }

  private void remember(AccessKey key) {
    lock.lock();
    try {
      recent.put(key.id(), new Found(key, clock.millis()));
    } finally {
      lock.unlock();
    }
  }

  /** Bound to the id: a sealed secret copied to another key's row does not open. */
  /** The table of this room that holds sealed values: its secrets. */
  public static SealedRows sealedSecrets() {
    return new SealedRows(
        "access_key",
        List.of("id"),
        "secret",
        row -> new Object[] {row.text("id")},
        row -> context(row.text("id")));
  }

  /** The same, of temporary keys. */
  public static SealedRows sealedTokens() {
    return new SealedRows(
        "access_key",
        List.of("id"),
        "token",
        row -> new Object[] {row.text("id")},
        row -> tokenContext(row.text("id")));
  }

  private static String context(String id) {
    return "access_key " + id;
  }

  private static String tokenContext(String id) {
    return "security_token " + id;
  }
}
