package dev.domicile.account;

/**
 * A text with {@code *} for any characters, none included, and {@code ?} for one. Takes time in
 * proportion to pattern times text at worst, never more.
 */
record Glob(String pattern) {

  static boolean isWild(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resumed = 0;
    while (at < text.length()) {
      char wanted = in < pattern.length() ? pattern.charAt(in) : '\0';
      if (wanted == '*' && in < pattern.length()) {
        star = in++;
        resumed = at;
      } else if (in < pattern.length() && (wanted == '?' || wanted == text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resumed;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
