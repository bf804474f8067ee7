package dev.domicile.events;

import dev.domicile.registry.PollData;
import dev.domicile.store.Sql;

/** Whoever in the house must know at once what a registry tells. */
public interface PollNews {

  /** In the transaction that stores the message; once for each. */
  void heard(Sql sql, String registry, PollData data);

  /** That transaction is committed. */
  void committed(String registry);
}
