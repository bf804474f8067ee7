package dev.domicile.app;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as configuration writes them: {@code 512B}, {@code 64KiB}, {@code 8MiB}. */
final class Sizes {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KiB|MiB)");

  private Sizes() {}

  /** Bytes; empty where it is no size, or over 2 GiB. */
  static OptionalInt parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return OptionalInt.empty();
    }
    long bytes = Long.parseLong(form.group(1)) << shift(form.group(2));
    return bytes <= Integer.MAX_VALUE ? OptionalInt.of((int) bytes) : OptionalInt.empty();
  }

  static String text(int bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "B" -> 0;
      case "KiB" -> 10;
      default -> 20;
    };
  }
}
