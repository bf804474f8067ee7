package dev.domicile.change;

import dev.domicile.api.Refusal;
import dev.domicile.store.Sql;
import java.util.Optional;

/** What a batch asks for each of its domains. */
interface Work {

  TaskType taskType();

  /** For the audit, without personal data; empty where the task's type says it all. */
  String told();

  /**
   * The parameter that asks for something only a registry can do, empty where nothing does: such
   * work is not accepted for domains whose registry has no connection.
   */
  Optional<String> needsRegistry();

  /**
   * Why it is not accepted for these domains, which the account holds; read in the transaction that
   * would store it.
   */
  Optional<Refusal> refusal(Sql sql, BatchNames names);

  /** Stores what the task's steps will need to know. */
  void store(Sql sql, long accountId, long taskId);
}
