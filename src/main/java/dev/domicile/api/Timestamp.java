package dev.domicile.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time stamps of requests: {@code yyyy-MM-ddTHH:mm:ssZ}, in UTC and nothing else. */
final class Timestamp {

  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})Z");

  /** As far as any database's and language's milliseconds reach without a second thought. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Timestamp() {}

  static Optional<Instant> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(shape.group(1)).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** The sum, or the last instant of the year 9999 where that is earlier. */
  static Instant plus(Instant instant, Duration duration) {
    return duration.compareTo(Duration.between(instant, LAST)) > 0 ? LAST : instant.plus(duration);
  }
}
