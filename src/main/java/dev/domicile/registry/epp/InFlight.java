package dev.domicile.registry.epp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way; made by the thread that waits for what becomes of it.
 *
 * @param clTrid null where a greeting is awaited
 * @param sent {@link System#nanoTime} when it was about to be written
 */
record InFlight(@Nullable String clTrid, long sent, Handoff<Exchange> outcome) {

  static InFlight now(@Nullable String clTrid) {
    return new InFlight(clTrid, System.nanoTime(), new Handoff<>());
  }

  /**
   * Whether this message answers it.
   *
   * @param alone nothing else is in flight. Then a refusal without a clTRID can belong to nothing
   *     else: a server that could not read a command cannot return its clTRID. A success without
   *     one is not believed.
   */
  boolean isAnsweredBy(Message message, boolean alone) {
    return switch (message) {
      case Greeting greeting -> clTrid == null;
      case Response response ->
          clTrid != null
              && (response.clTrid() == null
                  ? alone && response.code() >= 2000
                  : clTrid.equals(response.clTrid()));
    };
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - sent);
  }
}
