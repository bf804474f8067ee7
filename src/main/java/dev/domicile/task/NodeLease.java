package dev.domicile.task;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether this process may still work on what it has claimed, by its own clock that never jumps: a
 * process that was stopped for a while finds out with it, before anything is sent, that others may
 * have taken over.
 */
public final class NodeLease {

  private final String node;
  private final Duration length;
  private final AtomicLong renewed = new AtomicLong(System.nanoTime());

  /**
   * @param node names this process among all that share the database; never used twice
   * @param length without a sign of life for so long, a process counts as dead
   */
  public NodeLease(String node, Duration length) {
    this.node = node;
    this.length = length;
  }

  public String node() {
    return node;
  }

  public Duration length() {
    return length;
  }

  /** False from the moment at which others may take its work over. */
  public boolean holds() {
    return System.nanoTime() - renewed.get() < length.toNanos();
  }

  /**
   * @param since {@link System#nanoTime} before the sign of life was written
   */
  void renewed(long since) {
    renewed.set(since);
  }
}
