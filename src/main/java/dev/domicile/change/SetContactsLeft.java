package dev.domicile.change;

import dev.domicile.portfolio.HolderListener;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.List;

/**
 * Forgets which contacts an account set for domains that it holds no longer: the next holder is
 * shown what the registry holds, and so is the same one when they come back.
 */
public final class SetContactsLeft implements HolderListener {

  @Override
  public void left(Sql sql, List<DomainName> names) {
    sql.batch(
        "DELETE FROM set_contact WHERE domain = ?",
        names.stream().map(name -> new Object[] {name.ascii()}).toList());
  }
}
