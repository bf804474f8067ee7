package dev.domicile.account;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What must be sent along with a temporary access key (STS).
 *
 * @param value as it is handed over once
 * @param expiresAt epoch milliseconds from which the key is of no use
 */
public record SecurityToken(String value, long expiresAt) {

  /** What a request's SecurityToken is to the access key that the request names. */
  public enum Verdict {
    FITS,
    MISSING,
    MALFORMED,
    /** Another key's, or one sent with a permanent key. */
    MISMATCH,
    EXPIRED
  }

  private static final String PREFIX = "DST";
  private static final int LETTERS = 40;
  private static final Pattern OURS = Pattern.compile(PREFIX + "[A-Za-z0-9]{" + LETTERS + "}");

  /** One that clients have already: 6 to 1,024 printable ASCII characters without spaces. */
  private static final Pattern TAKEN_OVER = Pattern.compile("[!-~]{6,1024}");

  static SecurityToken random(RandomGenerator random, long expiresAt) {
    return new SecurityToken(PREFIX + KeyPair.letters(random, LETTERS), expiresAt);
  }

  static boolean looksLikeOurs(String value) {
    return OURS.matcher(value).matches();
  }

  boolean hasAllowedCharacters() {
    return TAKEN_OVER.matcher(value).matches();
  }

  @Override
  public String toString() {
    return "SecurityToken[until " + expiresAt + "]";
  }
}
