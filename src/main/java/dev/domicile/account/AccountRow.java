package dev.domicile.account;

import dev.domicile.store.Overtaken;
import dev.domicile.store.Sql;
import java.util.Collection;
import java.util.TreeSet;

/**
 * The account as what writers agree by, where rules hold over many rows: a domain with work under
 * way stays with its account, an account has so many keys at most. On SQLite there is one writer,
 * and nothing to agree on.
 */
public final class AccountRow {

  private AccountRow() {}

  /** Until the end of the transaction nobody has the account alone. */
  public static void share(Sql sql, long accountId) {
    sql.rows(
        "SELECT id FROM account WHERE id = ? " + sql.dialect().forKeyShare(),
        row -> row.number("id"),
        accountId);
  }

  /**
   * Until the end of the transaction nobody else has any of the accounts, alone or shared. What was
   * read before is to be read again.
   */
  public static void own(Sql sql, Collection<Long> accountIds) {
    // in one order, so that no two wait for each other
    for (long id : new TreeSet<>(accountIds)) {
      sql.rows(
          "SELECT id FROM account WHERE id = ? " + sql.dialect().forUpdate(),
          row -> row.number("id"),
          id);
    }
  }

  /** What was found after {@link #own} is of an account that was not among them. */
  public static Overtaken overtaken() {
    return new Overtaken("it has changed its account meanwhile");
  }
}
