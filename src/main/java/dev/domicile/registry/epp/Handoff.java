package dev.domicile.registry.epp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Passes one value to the thread that made this. Lighter than a future, of which every command
 * would need two.
 */
final class Handoff<T> {

  private final Thread receiver = Thread.currentThread();
  private volatile @Nullable T value;

  /** Called once. */
  void give(T given) {
    value = given;
    LockSupport.unpark(receiver);
  }

  /**
   * The value, or null when the limit has passed. An interrupt does not cut the wait short: it is
   * bounded, and giving up would make a known outcome an unknown one.
   */
  @Nullable T await(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    T given;
    while ((given = value) == null) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      LockSupport.parkNanos(this, Math.min(left, TimeUnit.HOURS.toNanos(1)));
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return given;
  }
}
