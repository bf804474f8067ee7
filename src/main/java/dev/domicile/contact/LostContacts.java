package dev.domicile.contact;

import dev.domicile.audit.Audit;
import dev.domicile.contact.RegistryContactTable.State;
import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Contacts whose making lost its answer at a registry that makes handles itself. The service cannot
 * ask for a handle that it was never told, and does not make a second contact: a person looks at
 * the registry and says what is there. What waits for the contact then goes on by itself.
 */
public final class LostContacts {

  /** RFC 5730's clIDType. */
  private static final Pattern HANDLE = Pattern.compile("[^\\p{Cntrl}\\p{Space}]{3,16}");

  private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,200}");

  private static final String FIND =
      "SELECT registry, account_id, handle, created_at FROM registry_contact WHERE state = 'LOST'";

  /**
   * @param name ours, from before the create; the registry does not know it
   * @param chosenAt epoch milliseconds
   */
  public record Lost(String registry, long accountId, String name, long chosenAt) {}

  /** What became of a person's word. */
  public sealed interface Outcome {

    /** The word stands. */
    record Settled(Lost lost) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  public LostContacts(Database database, Audit audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Since when the oldest of a registry has been lost; of one that is just being made, since then.
   */
  public static Optional<Instant> oldest(Sql sql, String registry) {
    return sql.row(
            """
            SELECT min(created_at) AS since FROM registry_contact
            WHERE registry = ? AND state = 'LOST'
            """,
            row -> Optional.ofNullable(row.optionalNumber("since")),
            registry)
        .flatMap(since -> since.map(Instant::ofEpochMilli));
  }

  /** By registry, the oldest first. */
  public List<Lost> all() {
    return database.read(
        sql -> sql.rows(FIND + " ORDER BY registry, created_at, handle", LostContacts::lost));
  }

  /**
   * The registry has made it. The handle is looked up before it is used: only a contact that is
   * sponsored by us and has the very content is taken, another is left alone and one made anew.
   */
  public Outcome made(String registry, String name, String handle, String why, String actor) {
    return HANDLE.matcher(handle).matches()
        ? settle(registry, name, handle, State.DOUBTED, why, actor)
        : new Outcome.Refused("a handle has 3 to 16 characters without blanks");
  }

  /** The registry has made none: it is made when it is next needed. */
  public Outcome notMade(String registry, String name, String why, String actor) {
    return settle(registry, name, name, State.CHOSEN, why, actor);
  }

  private Outcome settle(
      String registry, String name, String handle, State state, String why, String actor) {
    if (!TEXT.matcher(why).matches()) {
      return new Outcome.Refused("the reason must have 1 to 200 characters in one line");
    }
    return database.write(
        sql -> {
          Optional<Lost> found =
              sql.row(
                  FIND + " AND registry = ? AND handle = ?", LostContacts::lost, registry, name);
          if (found.isEmpty()) {
            return new Outcome.Refused(
                "registry " + registry + " has no lost contact " + name + "; see contacts lost");
          }
          put(sql, found.get(), handle, state);
          tell(sql, found.get(), handle, state, why, actor);
          return new Outcome.Settled(found.get());
        });
  }

  private static void put(Sql sql, Lost lost, String handle, State state) {
    sql.update(
        """
        UPDATE registry_contact SET handle = ?, state = ?
        WHERE registry = ? AND handle = ? AND state = 'LOST'
        """,
        handle,
        state.name(),
        lost.registry(),
        lost.name());
  }

  private void tell(Sql sql, Lost lost, String handle, State state, String why, String actor) {
    audit.entry(
        sql,
        clock.millis(),
        lost.accountId(),
        actor,
        state == State.DOUBTED ? "contact.found" : "contact.not-made",
        lost.name(),
        "registry=" + lost.registry() + " handle=" + handle + " " + why);
  }

  private static Lost lost(Row row) {
    return new Lost(
        row.text("registry"),
        row.number("account_id"),
        row.text("handle"),
        row.number("created_at"));
  }
}
