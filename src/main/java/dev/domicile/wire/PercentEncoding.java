package dev.domicile.wire;

/**
 * Percent-encoding of UTF-8 with only RFC 3986's unreserved characters ({@code A-Z a-z 0-9 - _ .
 * ~}) left as they are: the one spelling that signatures are made over, whatever the wire showed.
 */
public final class PercentEncoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private static final boolean[] UNRESERVED = unreserved();

  /** Half a surrogate pair has no UTF-8 form; this stands for it. */
  private static final int REPLACEMENT = 0xFFFD;

  private PercentEncoding() {}

  public static String encode(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length() + text.length() / 2);
    encode(text, out);
    return out.toString();
  }

  public static void encode(CharSequence text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (unreserved(c)) {
        out.append(c);
      } else if (c < 0x80) {
        octet(c, out);
      } else {
        int codePoint = Character.codePointAt(text, i);
        i += Character.charCount(codePoint) - 1;
        beyondAscii(
            codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
                ? REPLACEMENT
                : codePoint,
            out);
      }
    }
  }

  private static boolean unreserved(char c) {
    return c < 0x80 && UNRESERVED[c];
  }

  private static boolean[] unreserved() {
    boolean[] characters = new boolean[0x80];
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
        .chars()
        .forEach(c -> characters[c] = true);
    return characters;
  }

  private static void beyondAscii(int codePoint, StringBuilder out) {
    if (codePoint < 0x800) {
      octet(0xC0 | codePoint >> 6, out);
    } else if (codePoint < 0x10000) {
      octet(0xE0 | codePoint >> 12, out);
      octet(0x80 | codePoint >> 6 & 0x3F, out);
    } else {
      octet(0xF0 | codePoint >> 18, out);
      octet(0x80 | codePoint >> 12 & 0x3F, out);
      octet(0x80 | codePoint >> 6 & 0x3F, out);
    }
    octet(0x80 | codePoint & 0x3F, out);
  }

  private static void octet(int octet, StringBuilder out) {
    out.append('%').append(HEX[octet >> 4]).append(HEX[octet & 15]);
  }
}
