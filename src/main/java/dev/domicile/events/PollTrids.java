package dev.domicile.events;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * clTRIDs of poll commands, unique for ever over all restarts and nodes: {@code P-}, 13 characters
 * drawn once per process, and a count.
 */
final class PollTrids {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int CHARACTERS = 13;

  private final String prefix;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param random must not repeat after a restart: a SecureRandom outside tests
   */
  PollTrids(RandomGenerator random) {
    StringBuilder text = new StringBuilder("P-");
    for (int i = 0; i < CHARACTERS; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    prefix = text.append('-').toString();
  }

  String next() {
    return prefix + count.incrementAndGet();
  }
}
