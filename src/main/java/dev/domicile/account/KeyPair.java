package dev.domicile.account;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * An AccessKeyId and its AccessKeySecret, as they are handed over once.
 *
 * @param id 6 to 128 letters, digits and {@code . _ -}
 * @param secret 6 to 128 printable ASCII characters without spaces
 */
public record KeyPair(String id, String secret) {

  static final int SHORTEST = 6;
  static final int LONGEST = 128;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern SECRET = Pattern.compile("[!-~]+");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** 95 bits in the id, 178 in the secret. */
  static KeyPair random(RandomGenerator random) {
    return new KeyPair("DOM" + letters(random, 16), letters(random, 30));
  }

  /** Of a temporary key: clients know it by its first letters. */
  static KeyPair temporary(RandomGenerator random) {
    return new KeyPair("STS." + letters(random, 20), letters(random, 30));
  }

  boolean hasAllowedLengths() {
    return allowed(id.length()) && allowed(secret.length());
  }

  boolean hasAllowedCharacters() {
    return ID.matcher(id).matches() && SECRET.matcher(secret).matches();
  }

  private static boolean allowed(int length) {
    return length >= SHORTEST && length <= LONGEST;
  }

  static String letters(RandomGenerator random, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "KeyPair[" + id + "]";
  }
}
