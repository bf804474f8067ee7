package dev.domicile.task;

import java.time.Duration;

/**
 * Waits that double from the first to the most.
 *
 * @param first after the first try; not negative
 * @param most never more than this
 */
public record Waits(Duration first, Duration most) {

  /**
   * @param tries how many went before, from 0
   */
  public Duration wait(int tries) {
    long factor = 1L << Math.min(Math.max(tries, 0), 30);
    Duration wait = first.multipliedBy(factor);
    return wait.compareTo(most) > 0 ? most : wait;
  }
}
