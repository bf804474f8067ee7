package dev.domicile.registry.epp;

/**
 * Holds a rate at the moment of sending. Turns are booked ahead; where this process stands still
 * for a while, all that came due meanwhile would leave together. Over any time not more than the
 * rate's and the burst leave, and half a command, by which one that was woken late may be made up
 * for. Times are {@link System#nanoTime}. For use under one lock.
 */
final class Spacing {

  private final long interval;
  private final long ahead;
  private boolean used;
  private long next;

  /**
   * @param interval between two commands at the rate, in nanoseconds
   * @param burst how many may leave at once after a silence
   */
  Spacing(long interval, int burst) {
    this.interval = interval;
    this.ahead = interval * (burst - 1) + interval / 2;
  }

  /** Returns 0 where one may leave now, and then it does; else how long it is until then. */
  long leave(long now) {
    if (!used || now - next > 0) {
      used = true;
      next = now;
    }
    long wait = next - ahead - now;
    if (wait > 0) {
      return wait;
    }
    next += interval;
    return 0;
  }
}
