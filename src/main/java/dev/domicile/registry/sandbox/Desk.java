package dev.domicile.registry.sandbox;

import java.time.InstantSource;
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
 * @param repeats clTRIDs that came again
 */
record Desk(
    Register register,
    Registrar registrar,
    Commands commands,
    Greeting greeting,
    Rules rules,
    Fault.Plan faults,
    CardDesk cards,
    CardDomains cardDomains,
    Doorway doorway,
    Semaphore slots,
    String run,
    AtomicLong svTrids,
    Tally<String> asked,
    Tally<Integer> answered,
    AtomicLong repeats,
    InstantSource clock) {

  /** What the plan says, and where it says nothing, what the object's name calls for. */
  Fault fault(Received received, long ordinal) {
    Fault planned = faults.of(received.asked(ordinal));
    return planned instanceof Fault.None ? cards.of(received) : planned;
  }

  String nextSvTrid() {
    return "SB-" + run + "-" + svTrids.incrementAndGet();
  }
}
