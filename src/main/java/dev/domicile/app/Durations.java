package dev.domicile.app;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as configuration writes them: {@code 50ms}, {@code 20s}, {@code 15m}, {@code 60d}. */
public final class Durations {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");

  private Durations() {}

  /** Empty where it is none: also for a number without a unit, except 0. */
  public static Optional<Duration> parse(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Long.parseLong(form.group(1)), form.group(2)));
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  /** In the largest unit that tells it whole. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long one = of(1, unit).toMillis();
      if (millis % one == 0) {
        return millis / one + unit;
      }
    }
    return millis + "ms";
  }

  private static Duration of(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
