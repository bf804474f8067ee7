package dev.domicile.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as answers write them: {@code 2018-01-25 20:46:57}, in the zone of the configuration. */
public final class ApiTime {

  private final ZoneId zone;
  private final DateTimeFormatter format;

  public ApiTime(ZoneId zone) {
    this.zone = zone;
    format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  public String text(long epochMillis) {
    return format.format(Instant.ofEpochMilli(epochMillis));
  }

  /** The first moment of the day that this moment belongs to. */
  public long startOfDay(long epochMillis) {
    return start(day(epochMillis));
  }

  public long startOfNextDay(long epochMillis) {
    return start(day(epochMillis).plusDays(1));
  }

  private LocalDate day(long epochMillis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), zone);
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
