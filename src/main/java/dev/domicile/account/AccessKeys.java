package dev.domicile.account;

import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The access keys, their secrets sealed at rest. A key found is remembered for a moment: a signed
 * request then costs no read. One that is not there is never remembered, so that a key made by
 * another process works at once.
 */
public final class AccessKeys implements KeyRing {

  /** How long a key that was disabled elsewhere may still work. */
  private static final Duration REMEMBERED = Duration.ofSeconds(2);

  /** Keys in memory at a time, some 300 bytes each. */
  private static final int MOST = 10_000;

  private record Found(AccessKey key, long at) {}

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
    sql.update(
        """
        INSERT INTO access_key (id, account_id, secret, enabled, created_at)
        VALUES (?, ?, ?, 1, ?)\
        """,
        pair.id(),
        accountId,
        seal.seal(pair.secret(), context(pair.id())),
        now);
  }

  /** The account's oldest key. */
  public Optional<AccessKey> firstOf(long accountId) {
    Optional<String> id =
        database.read(
            sql ->
                sql
                    .rows(
                        "SELECT id FROM access_key WHERE account_id = ? ORDER BY created_at LIMIT"
                            + " 1",
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
        new Caller(row.number("account_id"), row.text("account_name"), id));
  }

  private @Nullable AccessKey recall(String id) {
    long now = clock.millis();
    lock.lock();
    try {
      Found found = recent.get(id);
      return found != null && Math.abs(now - found.at) < REMEMBERED.toMillis() ? found.key : null;
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
  private static String context(String id) {
    return "access_key " + id;
  }
}
