package dev.domicile.api;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many octets of requests are held in memory at a time, over all connections. Each request has
 * some that do not count: a flood of large ones leaves no ordinary one without room.
 */
final class RequestMemory {

  /** Octets; with the most connections of the settings, 64 MiB in all. */
  static final int NOT_COUNTED = 64 << 10;

  private final long most;
  private final AtomicLong held = new AtomicLong();

  RequestMemory(long most) {
    this.most = most;
  }

  Share share() {
    return new Share();
  }

  long held() {
    return held.get();
  }

  private boolean take(long octets) {
    while (true) {
      long before = held.get();
      if (before + octets > most) {
        return false;
      }
      if (held.compareAndSet(before, before + octets)) {
        return true;
      }
    }
  }

  /** What one connection holds; of one request at a time. */
  final class Share {

    private long octets;
    private long counted;
    private boolean refused;
    private boolean closed;

    /** False if there is no room for them, and from then on until the request's end. */
    synchronized boolean grow(int more) {
      octets += more;
      long needed = octets - NOT_COUNTED - counted;
      if (refused || closed || needed > 0 && !take(needed)) {
        refused = true;
      } else if (needed > 0) {
        counted += needed;
      }
      return !refused;
    }

    synchronized boolean isRefused() {
      return refused;
    }

    synchronized void endOfRequest() {
      held.addAndGet(-counted);
      octets = 0;
      counted = 0;
      refused = false;
    }

    synchronized void endOfConnection() {
      endOfRequest();
      closed = true;
    }
  }
}
