package dev.domicile.app;

import java.time.Duration;

/** Pauses that double from the first to the longest. */
public record Backoff(Duration first, Duration most) {

  static Backoff read(ConfigSection section) {
    Duration first = section.span("first");
    Duration most = section.span("most");
    if (first.compareTo(most) > 0) {
      throw section.wrong(
          "first", Durations.text(first) + " is over most, " + Durations.text(most));
    }
    return new Backoff(first, most);
  }
}
