package dev.domicile.registry.epp;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * clTRIDs of login and logout, unique for ever over all sessions, restarts and nodes: {@code L-},
 * 13 characters drawn once per process, and a count. A registry may remember each clTRID and drop
 * the connection when one comes again.
 */
public final class SessionTrids {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int CHARACTERS = 13;

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param random must not repeat after a restart: a SecureRandom outside tests
   */
  public SessionTrids(RandomGenerator random) {
    long boot = random.nextLong();
    StringBuilder text = new StringBuilder("L-");
    for (int i = 0; i < CHARACTERS; i++) {
      text.append(ALPHABET.charAt((int) (boot & 31)));
      boot >>>= 5;
    }
    prefix = text.append('-').toString();
  }

  String next() {
    return prefix + count.incrementAndGet();
  }
}
