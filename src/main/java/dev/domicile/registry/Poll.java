package dev.domicile.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a registry's queue of messages holds (RFC 5730 section 2.9.2.3). There is one queue for each
 * registrar, and whoever acknowledges a message takes it from all others who read it.
 */
public sealed interface Poll {

  /** 1300. */
  record Empty() implements Poll {}

  /**
   * 1301: the oldest message. It stays the oldest until it is acknowledged.
   *
   * @param id for {@link Registry#acknowledge}
   * @param count messages waiting, with this one
   * @param queued null where the registry does not tell, or in no form that is known
   * @param text for people, empty where there is none; may hold personal data
   * @param xml the answer as it came; may hold personal data
   */
  record Message(
      String id, long count, @Nullable Instant queued, String text, PollData data, String xml)
      implements Poll {

    /** Personal data stays out of logs and messages. */
    @Override
    public String toString() {
      return "Message[" + id + ", " + data + "]";
    }
  }
}
