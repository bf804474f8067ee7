package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;

/** What is to be done about one domain, given what its registry holds. */
sealed interface Plan {

  /** All is as wanted: nothing is to be sent. */
  record Nothing() implements Plan {}

  /**
   * @param after what the registry holds once it has carried the update out
   * @param lifts whether it takes an update lock away that nobody wants gone: to be put back
   */
  record Send(DomainUpdate update, DomainInfo after, boolean lifts) implements Plan {}

  /** The registry would refuse, or the domain is not ours to change. */
  record Blocked(Reason reason, String note) implements Plan {}

  /** The registry is deciding on an earlier change. */
  record Undecided() implements Plan {}
}
