package dev.domicile.wire;

import com.ibm.icu.text.IDNA;
import java.util.Locale;
import java.util.Optional;

/**
 * A domain name in its one form: lower-case A-labels, no trailing dot (RFC 5890; UTS 46
 * non-transitional mapping). Upper case, trailing dot, Unicode and {@code xn--} spellings of a name
 * are equal here.
 *
 * @param ascii 1 to 253 characters, two labels or more, each of 1 to 63 letters, digits and inner
 *     hyphens
 */
public record DomainName(String ascii) implements Comparable<DomainName> {

  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.USE_STD3_RULES);

  private static final int LONGEST = 253;

  /** The name in its one form, or empty where no domain name can be made of the text. */
  public static Optional<DomainName> parse(String text) {
    String name = text.strip();
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.empty();
    }
    String ascii = plain(name) ? name.toLowerCase(Locale.ROOT) : toAscii(name);
    return ascii != null && wellFormed(ascii)
        ? Optional.of(new DomainName(ascii))
        : Optional.empty();
  }

  /** The form people read: U-labels. */
  public String unicode() {
    if (!ascii.contains("xn--")) {
      return ascii;
    }
    StringBuilder out = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS46.nameToUnicode(ascii, out, info);
    return info.hasErrors() ? ascii : out.toString();
  }

  @Override
  public int compareTo(DomainName other) {
    return ascii.compareTo(other.ascii);
  }

  @Override
  public String toString() {
    return ascii;
  }

  /** Most names need no mapping, and the mapping costs far more than this look. */
  private static boolean plain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letterDigit = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
      if (!letterDigit && c != '.' && c != '-') {
        return false;
      }
    }
    return !name.regionMatches(true, 0, "xn--", 0, 4)
        && !name.toLowerCase(Locale.ROOT).contains(".xn--");
  }

  private static @org.jspecify.annotations.Nullable String toAscii(String name) {
    StringBuilder out = new StringBuilder();
    IDNA.Info info = new IDNA.Info();
    UTS46.nameToASCII(name, out, info);
    return info.hasErrors() ? null : out.toString();
  }

  private static boolean wellFormed(String ascii) {
    if (ascii.length() > LONGEST || ascii.indexOf('.') < 0) {
      return false;
    }
    int start = 0;
    while (start <= ascii.length()) {
      int dot = ascii.indexOf('.', start);
      int end = dot < 0 ? ascii.length() : dot;
      if (!label(ascii, start, end)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean label(String ascii, int start, int end) {
    if (end <= start
        || end - start > 63
        || ascii.charAt(start) == '-'
        || ascii.charAt(end - 1) == '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = ascii.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
