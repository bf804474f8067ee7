package dev.domicile.app;

import java.time.Duration;

/**
 * What a client may ask of the HTTP side and of memory.
 *
 * @param requestLine bytes
 * @param headers bytes, all header fields together
 * @param body bytes
 * @param inFlight bytes, request lines and bodies of all requests under way
 * @param parameters most parameters of a request
 * @param otherParameters most of them whose names the operation does not know
 * @param nonces most remembered in memory
 * @param namesInMemory most domain names of large accounts held in memory to be searched
 * @param connections most at a time
 */
public record LimitsConfig(
    int requestLine,
    int headers,
    int body,
    int inFlight,
    int parameters,
    int otherParameters,
    int nonces,
    int namesInMemory,
    int connections,
    Duration idleTimeout,
    Duration stopTimeout) {

  static LimitsConfig read(ConfigSection section) {
    return new LimitsConfig(
        section.size("requestLine"),
        section.size("headers"),
        section.size("body"),
        section.size("inFlight"),
        section.whole("parameters"),
        section.whole("otherParameters"),
        section.whole("nonces"),
        section.whole("namesInMemory"),
        section.whole("connections"),
        section.span("idleTimeout"),
        section.span("stopTimeout"));
  }
}
