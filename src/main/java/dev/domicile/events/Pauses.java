package dev.domicile.events;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double from the first to the longest; of each, a random half to the whole. */
final class Pauses {

  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;

  Pauses(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /**
   * @param before failures before this one, from 0
   * @param notBefore what the receiver asked for; at most the longest pause is given
   */
  Duration after(int before, Duration notBefore) {
    Duration full = least(first.multipliedBy(1L << Math.min(before, 30)));
    Duration asked = least(notBefore);
    Duration jittered = Duration.ofNanos((long) (full.toNanos() * (0.5 + random.nextDouble() / 2)));
    return jittered.compareTo(asked) < 0 ? asked : jittered;
  }

  private Duration least(Duration time) {
    return time.compareTo(most) > 0 ? most : time;
  }
}
