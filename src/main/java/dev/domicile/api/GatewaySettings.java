package dev.domicile.api;

import java.time.Duration;

/**
 * The gateway's limits.
 *
 * @param timestampWindow how far a request's time may lie from ours, to either side; nonces are
 *     kept as long. Default 15 minutes, as the API documents. Thousands of years switch the age
 *     check off; every nonce is then kept until a restart, and {@code nonces} is the number of
 *     requests that the process can answer.
 * @param parameters most parameters of one request, query and body together. Default 120,000: the
 *     largest batch of domains and its contact fit.
 * @param unknownParameters most parameters whose names the operation does not know. Default 1,000:
 *     clients send some of their own; thousands are a mistake or an attack.
 * @param nonces most nonces remembered at a time. Default 1,000,000: 1,100 requests a second over a
 *     window of 15 minutes, in some 100 MB.
 */
public record GatewaySettings(
    Duration timestampWindow, int parameters, int unknownParameters, int nonces) {

  public GatewaySettings {
    if (timestampWindow.isNegative() || timestampWindow.isZero()) {
      throw new IllegalArgumentException("timestampWindow is not positive");
    }
    if (parameters < 1 || unknownParameters < 0 || nonces < 1) {
      throw new IllegalArgumentException("a limit is not positive");
    }
  }

  public static GatewaySettings defaults() {
    return new GatewaySettings(Duration.ofMinutes(15), 120_000, 1_000, 1_000_000);
  }

  public GatewaySettings withTimestampWindow(Duration window) {
    return new GatewaySettings(window, parameters, unknownParameters, nonces);
  }
}
