package dev.domicile.portfolio;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes and checks InstanceIds. */
final class InstanceIds {

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** In the order of their characters, so that later ids sort behind earlier ones. */
  private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";

  /** Digits of the time: enough until the year 3084. */
  private static final int TIME = 9;

  private static final int CHANCE = 17;

  private InstanceIds() {}

  /**
   * D, the time, and 85 random bits: unique without asking. The time comes first so that the ids of
   * an import lie together in their index; spread over it, they made a large import five times
   * slower.
   *
   * @param now epoch milliseconds
   */
  static String make(long now, RandomGenerator random) {
    StringBuilder text = new StringBuilder(1 + TIME + CHANCE).append('D');
    for (int i = TIME - 1; i >= 0; i--) {
      text.append(digit(now >>> 5 * i));
    }
    long bits = 0;
    for (int i = 0; i < CHANCE; i++) {
      bits = i % 12 == 0 ? random.nextLong() : bits >>> 5;
      text.append(digit(bits));
    }
    return text.toString();
  }

  private static char digit(long bits) {
    return DIGITS.charAt((int) (bits & 31));
  }

  static boolean wellFormed(String text) {
    return WELL_FORMED.matcher(text).matches();
  }
}
