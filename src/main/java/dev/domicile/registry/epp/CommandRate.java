package dev.domicile.registry.epp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token bucket. Whoever wants to send books the moment of its turn, first come, first served, so
 * that a wait that is a little too long makes no later one longer. Times are {@link
 * System#nanoTime}.
 */
final class CommandRate {

  private final long interval;
  private final long saved;
  private final Spacing spacing;

  /** Fair: those whose turn has come leave in their order. */
  private final ReentrantLock leaving = new ReentrantLock(true);

  private final AtomicInteger waiting = new AtomicInteger();
  private boolean used;
  private long next;

  CommandRate(EppSettings.Allowance allowance) {
    double perSecond = allowance.commandsPerSecond();
    interval = perSecond == 0 ? 0 : Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    saved = interval * (allowance.burst() - 1);
    spacing = new Spacing(interval, allowance.burst());
  }

  /** Books a turn. Returns how long it is until then, in nanoseconds. */
  synchronized long book(long now) {
    if (!used || now - saved - next > 0) {
      used = true;
      next = now - saved;
    }
    long wait = Math.max(0, next - now);
    next += interval;
    return wait;
  }

  /** Waits for a turn; false where the caller was interrupted. */
  boolean awaitTurn() {
    if (interval == 0) {
      return true;
    }
    long start = System.nanoTime();
    long wait = book(start);
    waiting.incrementAndGet();
    try {
      long left = wait;
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(this, left);
        left = wait - (System.nanoTime() - start);
      }
      return left <= 0 && leave();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** False where the caller was interrupted. */
  private boolean leave() {
    try {
      leaving.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    try {
      long left = spacing.leave(System.nanoTime());
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(this, left);
        left = spacing.leave(System.nanoTime());
      }
      return left == 0;
    } finally {
      leaving.unlock();
    }
  }

  int waiting() {
    return waiting.get();
  }

  /** How long that many commands take at this rate. */
  Duration timeFor(int commands) {
    return Duration.ofNanos(interval).multipliedBy(commands);
  }
}
