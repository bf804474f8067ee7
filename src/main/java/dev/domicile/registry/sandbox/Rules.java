package dev.domicile.registry.sandbox;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How this registry differs from another one, and its limits.
 *
 * @param clientCertificate whether a connection needs a certificate of the sandbox's own authority
 *     (RFC 5734 section 9); default true
 * @param latency by which each answer is held back, as a distant registry's would be, without
 *     holding up other sessions or the commands behind it; default 0
 * @param refuseRepeatedClTrids whether a clTRID used before, in any session, closes the connection
 *     without an answer, as some registries do; then all are remembered for good; default false
 * @param maxCommandsPerSession after whose answer the connection is closed, or see {@link
 *     Policy#refusesBeyondLimit()}; 0, the default, for no limit
 * @param maxSessions logged in at once; the next login is answered 2502; default 32. Twice as many
 *     connections and 8 more are let in, further ones closed at once
 * @param maxFrameBytes longest frame received, its 4 length bytes included; a longer one closes the
 *     connection, as its end is not worth waiting for; default 1 MiB
 * @param idleTimeout after which a silent connection is closed; default 10 minutes
 * @param policy what it does otherwise than its neighbours
 */
public record Rules(
    boolean clientCertificate,
    Duration latency,
    boolean refuseRepeatedClTrids,
    int maxCommandsPerSession,
    int maxSessions,
    int maxFrameBytes,
    Duration idleTimeout,
    Policy policy) {

  public Rules {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency: " + latency);
    }
    if (maxCommandsPerSession < 0) {
      throw new IllegalArgumentException("maxCommandsPerSession: " + maxCommandsPerSession);
    }
    if (maxSessions < 1) {
      throw new IllegalArgumentException("maxSessions: " + maxSessions);
    }
    if (maxFrameBytes < 1024) {
      throw new IllegalArgumentException("maxFrameBytes below 1024: " + maxFrameBytes);
    }
    if (idleTimeout.toMillis() < 1 || idleTimeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("idleTimeout: " + idleTimeout);
    }
  }

  public static Rules defaults() {
    return new Rules(
        true, Duration.ZERO, false, 0, 32, 1 << 20, Duration.ofMinutes(10), Policy.defaults());
  }

  public Rules withClientCertificate(boolean needed) {
    return new Rules(
        needed,
        latency,
        refuseRepeatedClTrids,
        maxCommandsPerSession,
        maxSessions,
        maxFrameBytes,
        idleTimeout,
        policy);
  }

  public Rules withLatency(Duration held) {
    return new Rules(
        clientCertificate,
        held,
        refuseRepeatedClTrids,
        maxCommandsPerSession,
        maxSessions,
        maxFrameBytes,
        idleTimeout,
        policy);
  }

  public Rules withRefuseRepeatedClTrids(boolean refuse) {
    return new Rules(
        clientCertificate,
        latency,
        refuse,
        maxCommandsPerSession,
        maxSessions,
        maxFrameBytes,
        idleTimeout,
        policy);
  }

  public Rules withMaxCommandsPerSession(int max) {
    return new Rules(
        clientCertificate,
        latency,
        refuseRepeatedClTrids,
        max,
        maxSessions,
        maxFrameBytes,
        idleTimeout,
        policy);
  }

  public Rules withMaxSessions(int max) {
    return new Rules(
        clientCertificate,
        latency,
        refuseRepeatedClTrids,
        maxCommandsPerSession,
        max,
        maxFrameBytes,
        idleTimeout,
        policy);
  }

  public Rules withMaxFrameBytes(int max) {
    return new Rules(
        clientCertificate,
        latency,
        refuseRepeatedClTrids,
        maxCommandsPerSession,
        maxSessions,
        max,
        idleTimeout,
        policy);
  }

  public Rules withIdleTimeout(Duration silent) {
    return new Rules(
        clientCertificate,
        latency,
        refuseRepeatedClTrids,
        maxCommandsPerSession,
        maxSessions,
        maxFrameBytes,
        silent,
        policy);
  }

  public Rules withPolicy(UnaryOperator<Policy> change) {
    return new Rules(
        clientCertificate,
        latency,
        refuseRepeatedClTrids,
        maxCommandsPerSession,
        maxSessions,
        maxFrameBytes,
        idleTimeout,
        change.apply(policy));
  }
}
