package dev.domicile.app;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The engine's times and sizes; each key's meaning is in {@link ConfigKeys}.
 *
 * @param inFlight empty to have it follow from the sessions
 */
public record EngineConfig(
    Duration lease,
    Duration poll,
    OptionalInt inFlight,
    int groupCommit,
    Backoff backoff,
    Backoff settle,
    Backoff gate,
    Backoff pendingCheck,
    Duration stopTimeout) {

  private static final int LEAST_IN_FLIGHT = 32;
  private static final int PER_SESSION = 16;

  static EngineConfig read(ConfigSection section) {
    return new EngineConfig(
        section.span("lease"),
        section.span("poll"),
        section.wholeOrAuto("inFlight"),
        section.whole("groupCommit"),
        Backoff.read(section.section("backoff")),
        Backoff.read(section.section("settle")),
        Backoff.read(section.section("gate")),
        Backoff.read(section.section("pendingCheck")),
        section.span("stopTimeout"));
  }

  EngineConfig withPendingCheck(Backoff other) {
    return new EngineConfig(
        lease, poll, inFlight, groupCommit, backoff, settle, gate, other, stopTimeout);
  }

  /** Most steps under way at a registry with so many sessions. */
  public int inFlight(int sessions) {
    return inFlight.orElse(Math.max(LEAST_IN_FLIGHT, PER_SESSION * sessions));
  }
}
