package dev.domicile.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time stamps of requests: {@code yyyy-MM-ddTHH:mm:ssZ}, in UTC and nothing else. */
final class Timestamp {

  private static final String SHAPE = "dddd-dd-ddTdd:dd:ddZ";

  /** As far as any database's and language's milliseconds reach without a second thought. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Timestamp() {}

  static Optional<Instant> parse(String text) {
    if (!hasShape(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 7),
                  number(text, 8, 10),
                  number(text, 11, 13),
                  number(text, 14, 16),
                  number(text, 17, 19))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static boolean hasShape(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char c = text.charAt(i);
      if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int number(String digits, int from, int to) {
    return Integer.parseInt(digits, from, to, 10);
  }

  /** The sum, or the last instant of the year 9999 where that is earlier. */
  static Instant plus(Instant instant, Duration duration) {
    return duration.compareTo(Duration.between(instant, LAST)) > 0 ? LAST : instant.plus(duration);
  }
}
