package dev.domicile.contact;

import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which handle stands for which content, per registry and account. Every change of a row names the
 * handle that it was decided on, so that of two processes the slower one changes nothing.
 */
final class RegistryContactTable {

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  RegistryContactTable(Database database, Audit audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param digest of the content as that registry is sent it
   */
  record Key(String registry, long accountId, String digest) {}

  record Entry(String handle, State state) {}

  /** Stored by name. */
  enum State {
    /** Stored, and perhaps sent: a crash may lie between. */
    CHOSEN,
    /**
     * About to be sent, or sent, to a registry that makes handles itself. Until it has answered,
     * nobody can ask for the contact by a handle.
     */
    LOST,
    /** Sent without a usable answer, or missed by the registry since: it must be asked. */
    DOUBTED,
    /** The registry has said that it holds it. */
    LIVE
  }

  Optional<Entry> find(Key key) {
    return database.read(
        sql ->
            sql.row(
                """
                SELECT handle, state FROM registry_contact
                WHERE registry = ? AND account_id = ? AND digest = ?
                """,
                row -> new Entry(row.text("handle"), State.valueOf(row.text("state"))),
                key.registry(),
                key.accountId(),
                key.digest()));
  }

  /** What is stored under the key, be it by another process; else the new handle, stored now. */
  Entry findOrChoose(Key key, long contactId, Supplier<String> newHandle) {
    return find(key).orElseGet(() -> choose(key, contactId, newHandle.get()));
  }

  private Entry choose(Key key, long contactId, String handle) {
    database.run(
        sql ->
            sql.update(
                """
                INSERT INTO registry_contact
                  (registry, account_id, digest, contact_id, handle, state, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (registry, account_id, digest) DO NOTHING
                """,
                key.registry(),
                key.accountId(),
                key.digest(),
                contactId,
                handle,
                State.CHOSEN.name(),
                clock.millis()));
    return find(key).orElseThrow();
  }

  /**
   * Puts a handle and a state in the place of a handle.
   *
   * @return whether it still stood there
   */
  boolean change(Key key, String from, String to, State state) {
    return database.write(sql -> change(sql, key, from, to, state));
  }

  /**
   * The registry has said that it holds the contact.
   *
   * @param kind for the audit
   * @return whether {@code from} still stood there
   */
  boolean live(Key key, String from, String to, String kind) {
    return database.write(
        sql -> {
          boolean changed = change(sql, key, from, to, State.LIVE);
          if (changed) {
            audit.entry(
                sql,
                clock.millis(),
                key.accountId(),
                "service",
                kind,
                to,
                "registry=" + key.registry());
          }
          return changed;
        });
  }

  private static boolean change(Sql sql, Key key, String from, String to, State state) {
    return sql.update(
            """
            UPDATE registry_contact SET handle = ?, state = ?
            WHERE registry = ? AND account_id = ? AND digest = ? AND handle = ?
            """,
            to,
            state.name(),
            key.registry(),
            key.accountId(),
            key.digest(),
            from)
        == 1;
  }

  void doubt(String registry, String handle) {
    database.run(
        sql ->
            sql.update(
                """
                UPDATE registry_contact SET state = ?
                WHERE registry = ? AND upper(handle) = upper(?) AND state = ?
                """,
                State.DOUBTED.name(),
                registry,
                handle,
                State.LIVE.name()));
  }

  static void doubtAll(Sql sql) {
    sql.update(
        "UPDATE registry_contact SET state = ? WHERE state = ?",
        State.DOUBTED.name(),
        State.LIVE.name());
  }

  /** The contact for which an account's handle was made. */
  Optional<Long> contactOf(String registry, long accountId, String handle) {
    return database.read(
        sql ->
            sql
                .rows(
                    """
                    SELECT contact_id FROM registry_contact
                    WHERE registry = ? AND upper(handle) = upper(?) AND account_id = ?
                    ORDER BY created_at
                    """,
                    row -> row.number("contact_id"),
                    registry,
                    handle,
                    accountId)
                .stream()
                .findFirst());
  }
}
