package dev.domicile.contact;

import dev.domicile.seal.Seal;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.List;

/** The contacts that clients submitted: never changed, sealed at rest. */
public final class Contacts {

  /**
   * Opened contacts kept at hand: a task asks for one contact once per domain. More would only keep
   * more personal data in memory.
   */
  private static final int AT_HAND = 64;

  private final Database database;
  private final Seal seal;
  private final Ids ids;
  private final InstantSource clock;
  private final Recent<Long, StoredContact> recent = new Recent<>(AT_HAND);

  public Contacts(Database database, Seal seal, Ids ids, InstantSource clock) {
    this.database = database;
    this.seal = seal;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Stores a contact within the caller's transaction.
   *
   * @param submitted accepted by {@link ContactValidation}
   * @return its id
   */
  public long store(Sql sql, long accountId, ContactSubmission submitted) {
    long id = ids.next();
    String json = ContactJson.write(submitted, ContactValidation.normal(submitted));
    sql.update(
        "INSERT INTO contact (id, account_id, sealed, created_at) VALUES (?, ?, ?, ?)",
        id,
        accountId,
        seal.seal(json, context(id)),
        clock.millis());
    return id;
  }

  /**
   * @throws IllegalStateException where there is none: an id comes only from a stored contact
   */
  public StoredContact load(long contactId) {
    StoredContact known = recent.get(contactId);
    if (known != null) {
      return known;
    }
    StoredContact read =
        database
            .read(
                sql ->
                    sql.row(
                        "SELECT id, account_id, sealed, created_at FROM contact WHERE id = ?",
                        this::stored,
                        contactId))
            .orElseThrow(() -> new IllegalStateException("no contact " + contactId));
    recent.put(contactId, read);
    return read;
  }

  StoredContact stored(Row row) {
    long id = row.number("id");
    return ContactJson.read(
        id,
        row.number("account_id"),
        row.number("created_at"),
        seal.openText(row.bytes("sealed"), context(id)));
  }

  /** What was stored is gone; that nobody needs it is for the caller to know. */
  public static void remove(Sql sql, List<Long> ids) {
    sql.batch(
        "DELETE FROM contact WHERE id = ?", ids.stream().map(id -> new Object[] {id}).toList());
  }

  /** The table of this room that holds sealed values. */
  public static SealedRows sealedRows() {
    return new SealedRows(
        "contact",
        List.of("id"),
        "sealed",
        row -> new Object[] {row.number("id")},
        row -> context(row.number("id")));
  }

  private static String context(long id) {
    return "contact " + id;
  }
}
