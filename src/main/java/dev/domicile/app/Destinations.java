package dev.domicile.app;

import dev.domicile.events.Destination;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads where the registrar's other systems want to be told things. */
final class Destinations {

  /** HMAC-SHA256 is as strong as its secret; a short one can be guessed from one post. */
  private static final int SHORTEST_SECRET = 16;

  private Destinations() {}

  /** Null where there is none. */
  static @Nullable Destination read(ConfigSection section, String key, String secretKey) {
    String text = section.optionalText(key).orElse(null);
    if (text == null) {
      if (section.has(secretKey)) {
        throw section.wrong(secretKey, "is there and " + key + " is not");
      }
      return null;
    }
    return text.contains("://")
        ? endpoint(section, key, text, secretKey)
        : file(section, key, text, secretKey);
  }

  private static Destination file(
      ConfigSection section, String key, String text, String secretKey) {
    if (section.has(secretKey)) {
      throw section.wrong(secretKey, "is there and " + key + " is a file, which nobody signs");
    }
    Path file = section.source().resolve(text);
    Path folder = file.getParent();
    if (section.source().forService()
        && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file))) {
      throw section.wrong(
          key,
          file + (Files.isDirectory(file) ? " is a folder" : " lies in no folder that is there"));
    }
    return new Destination.OfFile(file);
  }

  private static Destination endpoint(
      ConfigSection section, String key, String text, String secretKey) {
    URI address = address(section, key, text);
    Secret secret = section.optionalSecret(secretKey);
    if (secret == null) {
      throw section.wrong(secretKey, "is missing; " + key + " is an endpoint");
    }
    if (section.source().forService() && secret.value().length() < SHORTEST_SECRET) {
      throw section.wrong(secretKey, "has under " + SHORTEST_SECRET + " characters");
    }
    return new Destination.OfEndpoint(address, secret.value());
  }

  /** The address itself is never repeated: it may hold a token. */
  private static URI address(ConfigSection section, String key, String text) {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw section.notAllowed(key, "is no address");
    }
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
      throw section.notAllowed(key, "has no host, or a user or a fragment beside it");
    }
    if ("https".equals(address.getScheme())) {
      return address;
    }
    if (!"http".equals(address.getScheme()) || !Addresses.isLoopback(host)) {
      throw section.notAllowed(key, "would carry personal data in clear");
    }
    return address;
  }
}
