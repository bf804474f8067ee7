package dev.domicile.store;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes keys. Passed in wherever one is needed, so that tests can foresee them. */
public interface Ids {

  /**
   * Positive, grows with time over all processes; two made in one millisecond differ in 21 random
   * bits.
   */
  long next();

  /** When it was made, in epoch milliseconds. */
  static long madeAt(long id) {
    return id >> 21;
  }

  /** A random UUID (version 4), lower case. */
  String uuid();

  static Ids of(InstantSource clock, RandomGenerator random) {
    return new Ids() {
      @Override
      public long next() {
        return clock.millis() << 21 | random.nextInt(1 << 21);
      }

      @Override
      public String uuid() {
        long high = random.nextLong() & 0xffffffffffff0fffL | 0x4000L;
        long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
      }
    };
  }

  static Ids system(InstantSource clock) {
    return of(clock, new SecureRandom());
  }
}
