package dev.domicile.contact;

import java.text.Normalizer;

/** Text that people typed: names, streets, towns. */
final class FreeText {

  /** Where decoding went wrong before us: what stood there is lost. */
  private static final int REPLACEMENT = 0xFFFD;

  private FreeText() {}

  /** NFC, without blanks at its ends, each run of blanks inside one space. */
  static String normal(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    boolean blank = false;
    String composed = Normalizer.normalize(raw, Normalizer.Form.NFC);
    for (int c : composed.codePoints().toArray()) {
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        blank = true;
        continue;
      }
      if (blank && !out.isEmpty()) {
        out.append(' ');
      }
      blank = false;
      out.appendCodePoint(c);
    }
    return out.toString();
  }

  /** Characters as XML Schema counts them. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The place, from 1, of the first character that no contact may hold; 0 where there is none. */
  static int forbiddenAt(String raw) {
    int place = 0;
    for (int c : raw.codePoints().toArray()) {
      place++;
      if (forbidden(c)) {
        return place;
      }
    }
    return 0;
  }

  /** The place, from 1, of the first character outside 7-bit ASCII; 0 where there is none. */
  static int nonAsciiAt(String text) {
    int place = 0;
    for (int c : text.codePoints().toArray()) {
      place++;
      if (c > 0x7e) {
        return place;
      }
    }
    return 0;
  }

  /**
   * What XML 1.0 cannot hold (section 2.2), what breaks lines, and what makes a text read otherwise
   * than it is stored.
   */
  private static boolean forbidden(int c) {
    boolean turnsDirection = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    boolean notACharacter = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    return turnsDirection
        || notACharacter
        || c == REPLACEMENT
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }
}
