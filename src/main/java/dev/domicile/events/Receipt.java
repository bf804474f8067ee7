package dev.domicile.events;

import java.time.Duration;

/** What became of one delivery's try. */
sealed interface Receipt {

  /** The receiver has it for good. */
  record Taken() implements Receipt {}

  /** The receiver will never take it. */
  record Refused(String note) implements Receipt {}

  /**
   * It may or may not have arrived.
   *
   * @param notBefore how long the receiver asks to be left alone; zero where it does not say
   */
  record Later(String note, Duration notBefore) implements Receipt {
    Later(String note) {
      this(note, Duration.ZERO);
    }
  }
}
