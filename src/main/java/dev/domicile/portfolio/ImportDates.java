package dev.domicile.portfolio;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.OptionalLong;

/**
 * The dates of an import file: {@code 2026-01-31}, {@code 2026-01-31 10:00:00} with T or a space
 * and with or without an offset, or epoch milliseconds of 12 to 14 digits, which no other spelling
 * looks like.
 *
 * @param zone of what names none: that of the API's own answers, which such files come from
 */
record ImportDates(ZoneId zone) {

  static final String ALLOWED =
      "a date (2026-01-31), a date and time (2026-01-31T10:00:00Z) or epoch milliseconds";

  private static final int DATE = "2026-01-31".length();

  /** Epoch milliseconds, or empty where it is no date. */
  OptionalLong parse(String text) {
    try {
      if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return text.length() >= 12 && text.length() <= 14
            ? OptionalLong.of(Long.parseLong(text))
            : OptionalLong.empty();
      }
      long millis =
          text.length() == DATE
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli()
              : dateTime(text);
      return millis >= 0 ? OptionalLong.of(millis) : OptionalLong.empty();
    } catch (DateTimeException noDate) {
      return OptionalLong.empty();
    }
  }

  private long dateTime(String text) {
    boolean space = text.length() > DATE && text.charAt(DATE) == ' ';
    String iso = space ? text.substring(0, DATE) + "T" + text.substring(DATE + 1) : text;
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime withOffset
        ? withOffset.toInstant().toEpochMilli()
        : LocalDateTime.from(parsed).atZone(zone).toInstant().toEpochMilli();
  }
}
