package dev.domicile.registry.epp;

import java.time.Duration;

/**
 * How many sessions to hold. A registry that has no session left for us (2502) is believed for a
 * while; then one more is tried at a time. Times are {@link System#nanoTime}. For use under one
 * lock.
 */
final class SessionTarget {

  private final int most;
  private final long pause;
  private int target;
  private long raiseAt;

  SessionTarget(int most, Duration pause) {
    this.most = most;
    this.pause = pause.toNanos();
    this.target = most;
  }

  void lowerTo(int held, long now) {
    target = Math.max(1, held);
    raiseAt = now + pause;
  }

  int at(long now) {
    while (target < most && raiseAt - now <= 0) {
      target++;
      raiseAt += pause;
    }
    return target;
  }
}
