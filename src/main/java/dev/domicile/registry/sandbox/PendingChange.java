package dev.domicile.registry.sandbox;

import java.time.Instant;

/**
 * A change that was answered 1001 and is not decided.
 *
 * @param wanted the domain as it is if the change is approved
 * @param decision by itself
 * @param due when, unless the decision is open
 */
record PendingChange(HeldDomain wanted, Fault.Decision decision, Instant due, Trids trids) {

  boolean isDue(Instant now) {
    return decision != Fault.Decision.OPEN && !now.isBefore(due);
  }
}
