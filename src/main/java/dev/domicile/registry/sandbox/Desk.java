package dev.domicile.registry.sandbox;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all sessions share.
 *
 * @param slots one for each session that may be logged in
 * @param run sets the svTRIDs of this run apart from those of every other
 * @param svTrids how many were given out
 * @param asked commands received, by kind
 * @param answered answers sent, by result code
 */
record Desk(
    Register register,
    Registrar registrar,
    Commands commands,
    Greeting greeting,
    Rules rules,
    Fault.Plan faults,
    Semaphore slots,
    String run,
    AtomicLong svTrids,
    Tally<String> asked,
    Tally<Integer> answered) {

  String nextSvTrid() {
    return "SB-" + run + "-" + svTrids.incrementAndGet();
  }
}
