package dev.domicile.registry;

import org.jspecify.annotations.Nullable;

/**
 * How the way to a registry stands right now.
 *
 * @param sessions logged in
 * @param inFlight commands sent and not answered
 * @param waiting commands that wait for room on a session, or for their turn by the rate
 * @param breaker whether the registry is used at all
 * @param trouble why the last attempt to get a session failed, null when the last one succeeded or
 *     none was made
 */
public record Condition(
    int sessions, int inFlight, int waiting, Breaker breaker, @Nullable Trouble trouble) {

  /** Nothing waits, and the registry is used. */
  public Condition(int sessions, int inFlight, @Nullable Trouble trouble) {
    this(sessions, inFlight, 0, Breaker.CLOSED, trouble);
  }

  /** The circuit breaker of one registry; other registries go on whatever its state is. */
  public enum Breaker {
    /** All is well. */
    CLOSED,
    /** After a failure, used again, and not yet shown to work. */
    HALF_OPEN,
    /** Left alone for a short while after a failure. */
    OPEN,
    /** Its login was refused: left alone until somebody has set that right. */
    STOPPED
  }
}
