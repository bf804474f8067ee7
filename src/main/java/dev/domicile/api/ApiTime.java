package dev.domicile.api;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as answers write them: {@code 2018-01-25 20:46:57}, in the zone of the configuration. */
public final class ApiTime {

  private final DateTimeFormatter format;

  public ApiTime(ZoneId zone) {
    format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  public String text(long epochMillis) {
    return format.format(Instant.ofEpochMilli(epochMillis));
  }
}
