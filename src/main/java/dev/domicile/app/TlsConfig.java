package dev.domicile.app;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS of the API.
 *
 * @param certificate PEM
 * @param key PEM
 * @param checkEvery how often the files are looked at
 */
public record TlsConfig(Path certificate, Path key, Duration checkEvery) {

  /** Null where there is no such section: then the API speaks plain HTTP. */
  static @Nullable TlsConfig read(ConfigSection root) {
    if (!root.has("tls")) {
      return null;
    }
    ConfigSection section = root.section("tls");
    return new TlsConfig(
        needed(section, "certificate"), needed(section, "key"), section.span("checkEvery"));
  }

  private static Path needed(ConfigSection section, String name) {
    Path file = section.file(name);
    if (file == null) {
      throw section.wrong(name, "is missing; certificate and key come together");
    }
    return file;
  }
}
