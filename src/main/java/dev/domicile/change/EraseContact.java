package dev.domicile.change;

import dev.domicile.account.AccountRow;
import dev.domicile.audit.Audit;
import dev.domicile.contact.ErasedContacts;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Destroys what is stored of one person's contact, whatever its time: its versions, profiles, and
 * that domains have it. What the registries hold is not touched.
 */
public final class EraseContact {

  private static final String NEEDING =
      """
      SELECT a.subject AS domain FROM contact_change c JOIN active a ON a.task_id = c.task_id
      WHERE c.contact_id = ?\
      """;

  private static final String HAVING =
      "SELECT DISTINCT domain FROM set_contact WHERE contact_id = ?";

  /** What became of it. */
  public sealed interface Outcome {

    /**
     * @param domains for which it is the contact that was last set here, in some role
     * @param done false where it was only asked what would be done
     */
    record Erased(int contacts, int profiles, List<String> domains, boolean done)
        implements Outcome {}

    record Nothing() implements Outcome {}

    /** Work under way needs it; nothing was erased. */
    record Needed(List<String> domains) implements Outcome {}
  }

  private final Database database;
  private final ErasedContacts contacts;
  private final Audit audit;
  private final InstantSource clock;

  public EraseContact(
      Database database, ErasedContacts contacts, Audit audit, InstantSource clock) {
    this.database = database;
    this.contacts = contacts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param really false to be told only what would be done
   */
  public Outcome run(long accountId, ErasedContacts.Found found, boolean really, String actor) {
    if (found.isEmpty()) {
      return new Outcome.Nothing();
    }
    return database.writeIf(
        outcome -> really && outcome instanceof Outcome.Erased,
        sql -> {
          // nobody submits with one of its profiles meanwhile
          AccountRow.own(sql, List.of(accountId));
          List<String> needed = domains(sql, NEEDING, found.contacts());
          if (!needed.isEmpty()) {
            return new Outcome.Needed(needed);
          }
          List<String> domains = domains(sql, HAVING, found.contacts());
          for (long contact : found.contacts()) {
            sql.update("DELETE FROM set_contact WHERE contact_id = ?", contact);
          }
          contacts.destroy(sql, accountId, found);
          Outcome.Erased erased =
              new Outcome.Erased(found.contacts().size(), found.profiles().size(), domains, really);
          tell(sql, accountId, erased, actor);
          return erased;
        });
  }

  private static List<String> domains(Sql sql, String text, List<Long> contacts) {
    List<String> domains = new ArrayList<>();
    for (long contact : contacts) {
      domains.addAll(sql.rows(text, row -> row.text("domain"), contact));
    }
    return domains.stream().distinct().sorted().toList();
  }

  private void tell(Sql sql, long accountId, Outcome.Erased erased, String actor) {
    audit.entry(
        sql,
        clock.millis(),
        accountId,
        actor,
        "contact.erased",
        "",
        "contacts="
            + erased.contacts()
            + " profiles="
            + erased.profiles()
            + " domains="
            + erased.domains().size());
  }
}
