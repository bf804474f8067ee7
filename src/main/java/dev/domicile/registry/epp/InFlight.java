package dev.domicile.registry.epp;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One frame on its way; made by the thread that waits for what becomes of it.
 *
 * @param clTrid null where a greeting is awaited
 * @param sent {@link System#nanoTime} when it was about to be written
 * @param roomLeft told the code of the answer before who waits for it is
 */
record InFlight(
    @Nullable String clTrid, long sent, Handoff<Exchange> outcome, IntConsumer roomLeft) {

  static InFlight now(@Nullable String clTrid, IntConsumer roomLeft) {
    return new InFlight(clTrid, System.nanoTime(), new Handoff<>(), roomLeft);
  }

  /**
   * By the reader, so that the next frame is on its way before this one's sender has woken up: at a
   * distant registry a place that stands empty for that moment is what a bare client is ahead by.
   */
  void answered(Exchange.Answered answer) {
    try {
      if (answer.message() instanceof Response response) {
        roomLeft.accept(response.code());
      }
    } finally {
      outcome.give(answer);
    }
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
