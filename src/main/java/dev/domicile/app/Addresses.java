package dev.domicile.app;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** IP addresses as configuration writes them; no name is looked up. */
final class Addresses {

  private Addresses() {}

  /** Of {@code HOST:PORT}, or empty where it is none. */
  static Optional<InetSocketAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    Optional<InetAddress> address = address(host);
    return port > 65_535
        ? Optional.empty()
        : address.map(found -> new InetSocketAddress(found, port));
  }

  static boolean isLoopback(String host) {
    return address(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static Optional<InetAddress> address(String host) {
    if (host.equals("localhost")) {
      return Optional.of(InetAddress.getLoopbackAddress());
    }
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    try {
      return Optional.of(
          InetAddress.ofLiteral(brackets ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException noLiteral) {
      return Optional.empty();
    }
  }
}
