package dev.domicile.registry.epp;

import dev.domicile.registry.Condition.Breaker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave a registry alone. Times are {@link System#nanoTime}: a clock that is set must
 * not keep a registry away. For use under one lock.
 */
final class Backoff {

  /** Enough for every pause to have reached its most; keeps the shift defined. */
  private static final int MOST_DOUBLINGS = 20;

  private final EppSettings.Recovery recovery;
  private final RandomGenerator random;
  private int failures;
  private boolean pausing;
  private boolean stopped;
  private long until;

  Backoff(EppSettings.Recovery recovery, RandomGenerator random) {
    this.recovery = recovery;
    this.random = random;
  }

  void failed(long now) {
    Duration pause = recovery.first().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    pause(pause.compareTo(recovery.most()) < 0 ? pause : recovery.most(), now);
  }

  void refused(long now) {
    failures++;
    stopped = true;
    pause(recovery.refused(), now);
  }

  /** A login succeeded; the next failure still counts on from the last. */
  void opened() {
    pausing = false;
    stopped = false;
  }

  /** The registry has answered a command: all is well. */
  void proven() {
    failures = 0;
  }

  Breaker state(long now) {
    if (isPausing(now)) {
      return stopped ? Breaker.STOPPED : Breaker.OPEN;
    }
    return failures == 0 ? Breaker.CLOSED : Breaker.HALF_OPEN;
  }

  boolean isPausing(long now) {
    pausing = pausing && until - now > 0;
    return pausing;
  }

  private void pause(Duration longest, long now) {
    long nanos = longest.toNanos();
    until = now + nanos - (long) (random.nextDouble() * nanos / 2);
    pausing = true;
  }
}
