package dev.domicile.contact;

import java.util.random.RandomGenerator;

/** Makes what must be new for ever, or unguessable: handles, clTRIDs, authInfos. */
final class Tokens {

  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  /** RFC 4648 section 6. */
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final String ALPHANUMERIC = UPPER + "abcdefghijklmnopqrstuvwxyz";

  /** The longest that clIDType takes (RFC 5730 section 4); 77 random bits with a prefix of one. */
  private static final int HANDLE_LENGTH = 16;

  /** 64 bits. */
  private static final int TRID_LENGTH = 13;

  /** A registry's own handles may be longer than EPP allows; clTRIDs end at 64 characters. */
  private static final int HANDLE_IN_TRID = 40;

  /** RFC 9154 section 4.1: at least 128 bits; 22 would do, 25 is what registries check for. */
  private static final int AUTH_INFO_LENGTH = 25;

  private final RandomGenerator random;

  Tokens(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Upper case, because some registries make it so.
   *
   * @param prefix the registry's, at most 8 characters, which leave 41 random bits
   */
  String handle(String prefix) {
    return prefix + of(UPPER, HANDLE_LENGTH - prefix.length());
  }

  String clTrid(String handle) {
    String about = handle.substring(0, Math.min(handle.length(), HANDLE_IN_TRID));
    return "C-" + about + "-" + of(BASE32, TRID_LENGTH);
  }

  String authInfo() {
    return of(ALPHANUMERIC, AUTH_INFO_LENGTH);
  }

  private String of(String symbols, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(symbols.charAt(random.nextInt(symbols.length())));
    }
    return out.toString();
  }
}
