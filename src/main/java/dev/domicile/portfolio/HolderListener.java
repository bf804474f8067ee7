package dev.domicile.portfolio;

import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.List;

/** Of a room that keeps something of a domain for the account that holds it. */
@FunctionalInterface
public interface HolderListener {

  /** The account holds them no longer; called in the transaction in which that is so. */
  void left(Sql sql, List<DomainName> names);
}
