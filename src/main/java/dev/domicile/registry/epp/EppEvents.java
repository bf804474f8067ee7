package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens on the way to a registry, for metrics. Called on the threads that do the work, some
 * of them under a lock: an implementation counts and returns.
 */
public interface EppEvents {

  /** For where nobody counts. */
  EppEvents NONE = new EppEvents() {};

  /**
   * The registry answered.
   *
   * @param command such as {@code domain:info}
   * @param code the EPP result code
   * @param latency from the first byte written to the answer read
   */
  default void answered(String command, int code, Duration latency) {}

  /** A command may have reached the registry, and no usable answer came. */
  default void lost(String command, Trouble.Kind kind) {}

  /** A command was not sent. */
  default void notSent(String command, Trouble.Kind kind) {}

  /**
   * A session is logged in.
   *
   * @param took from the start of the TCP connection to the answer to login
   */
  default void sessionOpened(Duration took) {}

  /** The registry told its own time, in a greeting (RFC 5730 section 2.4). */
  default void clockTold(Instant theirs) {}

  /** A session could not be had. */
  default void connectFailed(Trouble.Kind kind) {}

  /** A session that was logged in has ended, whoever ended it. */
  default void sessionEnded() {}
}
