package dev.domicile.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where an {@link HttpFront} listens, and its limits.
 *
 * @param listen port 0 takes any free one
 * @param requestLine most octets of the request line. Default 8 MiB: the SDKs put all parameters
 *     into it, 25 to 40 octets for a domain and more for an internationalised one, and a batch has
 *     up to 100,000
 * @param header most octets of all header fields together. Default 64 KiB
 * @param body most octets of a body. Default 8 MiB, for clients that send the same as a form
 * @param inFlight most octets of all requests under way together; those of small requests do not
 *     count. Default 64 MiB: a request takes some ten times its size in memory while it is read
 * @param idle how long a connection may be silent. Default 120 seconds: some SDKs fail a call when
 *     the server drops a kept-alive connection as they use it again, so 75 or more
 * @param stop how long requests under way may take to end when the front is stopped. Default 10
 *     seconds
 * @param connections most connections at a time, and so requests: further ones wait to be accepted.
 *     Default 1,024
 * @param tls null for plain HTTP
 */
public record HttpFrontSettings(
    InetSocketAddress listen,
    int requestLine,
    int header,
    int body,
    int inFlight,
    Duration idle,
    Duration stop,
    int connections,
    @Nullable Tls tls) {

  /**
   * HTTPS by PEM files.
   *
   * @param certificate ours, followed by its intermediates
   * @param key its private key, not encrypted
   * @param checkEvery how often the files are looked at; new ones serve new connections
   */
  public record Tls(Path certificate, Path key, Duration checkEvery) {}

  public static HttpFrontSettings on(InetSocketAddress listen) {
    return new HttpFrontSettings(
        listen,
        8 << 20,
        64 << 10,
        8 << 20,
        64 << 20,
        Duration.ofSeconds(120),
        Duration.ofSeconds(10),
        1_024,
        null);
  }

  /** For pages without parameters: nothing of megabytes has any business there. */
  public HttpFrontSettings small() {
    return new HttpFrontSettings(
        listen, 8 << 10, 16 << 10, 8 << 10, inFlight, Duration.ofSeconds(75), stop, 64, tls);
  }

  public HttpFrontSettings withLimits(int line, int headers, int bodies) {
    return new HttpFrontSettings(
        listen, line, headers, bodies, inFlight, idle, stop, connections, tls);
  }

  public HttpFrontSettings withInFlight(int octets) {
    return new HttpFrontSettings(
        listen, requestLine, header, body, octets, idle, stop, connections, tls);
  }

  public HttpFrontSettings withIdle(Duration longest) {
    return new HttpFrontSettings(
        listen, requestLine, header, body, inFlight, longest, stop, connections, tls);
  }

  public HttpFrontSettings withTls(Tls files) {
    return new HttpFrontSettings(
        listen, requestLine, header, body, inFlight, idle, stop, connections, files);
  }
}
