package dev.domicile.contact;

import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds what is stored of one person's contact, and destroys it. */
public final class ErasedContacts {

  private static final int PAGE = 500;

  /** What is stored of the contact: ids of contacts and of profiles. */
  public record Found(List<Long> contacts, List<Long> profiles) {

    public boolean isEmpty() {
      return contacts.isEmpty() && profiles.isEmpty();
    }
  }

  private final Database database;
  private final Contacts contacts;
  private final Profiles profiles;

  public ErasedContacts(Database database, Contacts contacts, Profiles profiles) {
    this.database = database;
    this.contacts = contacts;
    this.profiles = profiles;
  }

  /** By the e-mail address, in whatever case; every contact of the account has to be opened. */
  public Found withEmail(long accountId, String email) {
    Predicate<ContactSubmission> isMeant =
        submitted ->
            submitted
                .value(ContactSubmission.EMAIL)
                .filter(value -> value.strip().equalsIgnoreCase(email.strip()))
                .isPresent();
    return database.read(
        sql ->
            new Found(
                contactsWhere(sql, accountId, isMeant),
                profiles.all(sql, accountId).stream()
                    .filter(profile -> isMeant.test(profile.contact()))
                    .map(Profile::id)
                    .toList()));
  }

  /** By the handle under which a registry has it; profiles have none. */
  public Found withHandle(long accountId, String registry, String handle) {
    return database.read(
        sql ->
            new Found(
                sql.rows(
                    """
                    SELECT DISTINCT contact_id FROM registry_contact
                    WHERE registry = ? AND upper(handle) = upper(?) AND account_id = ?
                      AND contact_id IN (SELECT id FROM contact)
                    ORDER BY contact_id\
                    """,
                    row -> row.number("contact_id"),
                    registry,
                    handle,
                    accountId),
                List.of()));
  }

  private List<Long> contactsWhere(Sql sql, long accountId, Predicate<ContactSubmission> isMeant) {
    List<Long> found = new ArrayList<>();
    long last = 0;
    while (true) {
      Function<Row, StoredContact> read = contacts::stored;
      List<StoredContact> page =
          sql.rows(
              """
              SELECT id, account_id, sealed, created_at FROM contact
              WHERE id > ? AND account_id = ? ORDER BY id LIMIT ?\
              """,
              read,
              last,
              accountId,
              PAGE);
      page.stream()
          .filter(contact -> isMeant.test(contact.submitted()))
          .map(StoredContact::id)
          .forEach(found::add);
      if (page.size() < PAGE) {
        return found;
      }
      last = page.getLast().id();
    }
  }

  /**
   * Destroys it. The registries' contacts stay there, and their handles on record; that a later
   * contact is the same can no longer be told.
   */
  public void destroy(Sql sql, long accountId, Found found) {
    for (long id : found.contacts()) {
      sql.update(
          "UPDATE registry_contact SET digest = 'erased ' || handle WHERE contact_id = ?", id);
    }
    Contacts.remove(sql, found.contacts());
    for (long id : found.profiles()) {
      sql.update("DELETE FROM profile WHERE account_id = ? AND id = ?", accountId, id);
    }
  }
}
