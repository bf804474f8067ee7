package dev.domicile.account;

import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The accounts, by name. */
public final class Accounts {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private final Ids ids;

  public Accounts(Ids ids) {
    this.ids = ids;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public Optional<Account> find(Sql sql, String name) {
    return sql.row(
        "SELECT id, name FROM account WHERE name = ?",
        row -> new Account(row.number("id"), row.text("name")),
        name);
  }

  /** Names by id. */
  public Map<Long, String> names(Sql sql) {
    return sql
        .rows(
            "SELECT id, name FROM account", row -> new Account(row.number("id"), row.text("name")))
        .stream()
        .collect(Collectors.toMap(Account::id, Account::name));
  }

  /**
   * @param now epoch milliseconds
   * @return empty if the name is taken
   */
  Optional<Account> create(Sql sql, String name, long now) {
    Account account = new Account(ids.next(), name);
    int added =
        sql.update(
            """
            INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO NOTHING\
            """,
            account.id(),
            account.name(),
            now);
    return added == 1 ? Optional.of(account) : Optional.empty();
  }
}
