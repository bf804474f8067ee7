package dev.domicile.app;

import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration, as it is read and as the operating manual shows it.
 *
 * @param path with points between its parts and {@code []} behind a list
 * @param byDefault as it would be written in the file; null where there is none
 * @param shown what the manual says of the default
 * @param reason why the default is what it is, or what the key is for
 */
record ConfigKey(
    String path, @Nullable String byDefault, String shown, Allowed allowed, String reason) {

  static ConfigKey of(String path, String byDefault, Allowed allowed, String reason) {
    return new ConfigKey(path, byDefault, byDefault, allowed, reason);
  }

  static ConfigKey required(String path, Allowed allowed, String reason) {
    return new ConfigKey(path, null, "required", allowed, reason);
  }

  static ConfigKey optional(String path, String shown, Allowed allowed, String reason) {
    return new ConfigKey(path, null, shown, allowed, reason);
  }
}
