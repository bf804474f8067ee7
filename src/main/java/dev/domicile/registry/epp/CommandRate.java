package dev.domicile.registry.epp;

import dev.domicile.registry.SharedRate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket. Whoever wants to send books the moment of its turn, first come, first served, so
 * that a wait that is a little too long makes no later one longer. Where the rate is shared with
 * other processes, turns are taken from all of them in blocks. Times are {@link System#nanoTime}.
 */
final class CommandRate {

  /** What came of the wait for a turn. */
  enum Turn {
    COME,
    INTERRUPTED,
    /** The rate is shared, and cannot be asked for turns now. */
    NOT_TO_BE_HAD
  }

  private static final long NOT_TO_BE_HAD = Long.MIN_VALUE;

  private final long interval;
  private final long saved;
  private final @Nullable SharedRate shared;
  private final BlockSize block;
  private final Spacing spacing;

  /** Fair: those whose turn has come leave in their order. */
  private final ReentrantLock leaving = new ReentrantLock(true);

  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private boolean used;
  private long next;

  /** Turns from {@link #next} on that are this process's. */
  private int left;

  /**
   * @param shared null where this process has the rate to itself
   */
  CommandRate(EppSettings.Allowance allowance, @Nullable SharedRate shared) {
    double perSecond = allowance.commandsPerSecond();
    interval = perSecond == 0 ? 0 : Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    saved = interval * (allowance.burst() - 1);
    this.shared = interval == 0 ? null : shared;
    this.block = new BlockSize(perSecond);
    spacing = new Spacing(interval, allowance.burst());
  }

  /**
   * Books a turn. Returns how long it is until then, in nanoseconds.
   *
   * @return {@link Long#MIN_VALUE} where none can be had
   */
  long book(long now) {
    lock.lock();
    try {
      if (shared == null) {
        return bookOwn(now);
      }
      return bookOf(shared, now);
    } finally {
      lock.unlock();
    }
  }

  private long bookOwn(long now) {
    if (!used || now - saved - next > 0) {
      used = true;
      next = now - saved;
    }
    return turn(now);
  }

  private long bookOf(SharedRate all, long now) {
    // a turn that was not used in time is gone: who kept it would send more at once than is allowed
    while (left > 0 && now - saved - next > 0) {
      left--;
      next += interval;
      block.missed();
    }
    if (left == 0) {
      long asked = System.nanoTime();
      Optional<SharedRate.Turns> taken = all.take(block.next(waiting.get(), asked));
      if (taken.isEmpty()) {
        return NOT_TO_BE_HAD;
      }
      // the answer took a while: turns that it made late would otherwise come all at once
      next = Math.max(asked + taken.get().first().toNanos(), System.nanoTime() - saved);
      left = taken.get().count();
    }
    left--;
    return turn(now);
  }

  private long turn(long now) {
    long wait = Math.max(0, next - now);
    next += interval;
    return wait;
  }

  /** Waits for a turn. */
  Turn awaitTurn() {
    if (interval == 0) {
      return Turn.COME;
    }
    waiting.incrementAndGet();
    try {
      long start = System.nanoTime();
      long wait = book(start);
      if (wait == NOT_TO_BE_HAD) {
        return Turn.NOT_TO_BE_HAD;
      }
      long left = wait;
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(this, left);
        left = wait - (System.nanoTime() - start);
      }
      return left <= 0 && leave() ? Turn.COME : Turn.INTERRUPTED;
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

  /** How long that many commands take at this rate, or at this process's part of it. */
  Duration timeFor(int commands) {
    int sharers = shared == null ? 1 : Math.max(1, shared.sharers());
    return Duration.ofNanos(interval).multipliedBy((long) commands * sharers);
  }
}
