package dev.domicile.events;

import dev.domicile.store.Sql;

/**
 * One way out.
 *
 * @param name of the configuration's making
 * @param refusable whether a refusal ends a delivery; otherwise it is offered again for ever
 * @param listener is told what has ended
 */
public record Stream(String name, Destination destination, boolean refusable, Listener listener) {

  /** Whoever waits for the deliveries of a stream. */
  public interface Listener {

    /** A delivery of this owner was taken or refused; in the transaction that says so. */
    void ended(Sql sql, String owner);

    /** That transaction is committed. */
    void committed();
  }
}
