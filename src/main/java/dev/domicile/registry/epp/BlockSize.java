package dev.domicile.registry.epp;

import java.time.Duration;

/**
 * How many turns to take from a shared rate at once: as many as are awaited or were lately used in
 * a moment, since each block costs a transaction, and what is not used of it is lost to all. For
 * use under one lock.
 */
final class BlockSize {

  /** No block is longer; what a process loses by its end, or another by waiting for it, is less. */
  private static final long LONGEST = Duration.ofMillis(200).toNanos();

  private final int most;
  private int size;
  private int missed;
  private long taken;

  BlockSize(double perSecond) {
    most = (int) Math.clamp(Math.round(perSecond * LONGEST / 1e9), 1, Integer.MAX_VALUE);
  }

  /** A turn of the last block was not used. */
  void missed() {
    missed++;
  }

  /**
   * @param awaited turns that are wanted now
   */
  int next(int awaited, long now) {
    long took = Math.max(1, now - taken);
    int used = size - missed;
    long wanted = took < LONGEST ? 2L * used : used * LONGEST / took;
    size = (int) Math.clamp(Math.max(awaited, wanted), 1, most);
    missed = 0;
    taken = now;
    return size;
  }
}
