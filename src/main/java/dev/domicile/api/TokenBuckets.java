package dev.domicile.api;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket for each of many names. A bucket is one number, the time at which it will be full
 * again, and is changed without a lock: however often one name is refused, no other waits for it.
 *
 * <p>Bounded. Buckets that are full say nothing and are dropped when there are too many; when all
 * of them are in use, newcomers share one.
 */
final class TokenBuckets<K> {

  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final long depth;
  private final int most;
  private final ConcurrentHashMap<K, AtomicLong> fullAt = new ConcurrentHashMap<>();
  private final AtomicLong shared = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong swept = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param rate limited
   * @param most buckets at a time, some 100 bytes each
   */
  TokenBuckets(ThrottleSettings.Rate rate, int most) {
    this.interval = SECOND / rate.perSecond();
    this.depth = interval * rate.burst();
    this.most = most;
  }

  /**
   * Takes a token, if there is one.
   *
   * @param now nanoseconds of a clock that never goes back
   * @return 0, or the nanoseconds until there will be one
   */
  long take(K name, long now) {
    AtomicLong bucket = bucket(name, now);
    while (true) {
      long before = bucket.get();
      long after = Math.max(before, now) + interval;
      if (after - now > depth) {
        return after - now - depth;
      }
      if (bucket.compareAndSet(before, after)) {
        return 0;
      }
    }
  }

  /** Puts a token back that was taken for nothing. */
  void giveBack(K name, long now) {
    bucket(name, now).addAndGet(-interval);
  }

  int size() {
    return fullAt.size();
  }

  private AtomicLong bucket(K name, long now) {
    AtomicLong bucket = fullAt.get(name);
    if (bucket != null) {
      return bucket;
    }
    if (fullAt.size() >= most) {
      dropFull(now);
    }
    return fullAt.size() >= most
        ? shared
        : fullAt.computeIfAbsent(name, first -> new AtomicLong(Long.MIN_VALUE));
  }

  /** Looks through all of them, so once a second and by one thread only. */
  private void dropFull(long now) {
    long last = swept.get();
    boolean due = last == Long.MIN_VALUE || now - last >= SECOND;
    if (due && swept.compareAndSet(last, now)) {
      fullAt.values().removeIf(bucket -> bucket.get() <= now);
    }
  }
}
