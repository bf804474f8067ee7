package dev.domicile.events;

import java.net.URI;
import java.nio.file.Path;

/** Where deliveries go. */
public sealed interface Destination {

  /** A file to which each delivery is appended as one line. */
  record OfFile(Path path) implements Destination {}

  /**
   * An endpoint to which each delivery is posted.
   *
   * @param address https, or http on loopback
   * @param secret with which the posts are signed
   */
  record OfEndpoint(URI address, String secret) implements Destination {
    /** The secret stays out of logs and messages. */
    @Override
    public String toString() {
      return "OfEndpoint[" + address + "]";
    }
  }
}
