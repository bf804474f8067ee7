package dev.domicile.registry.epp;

import org.jspecify.annotations.Nullable;

/**
 * The configuration of a registry cannot be used. The message names the key or the file, and the
 * cause; it never holds a secret.
 */
public final class EppConfigurationException extends RuntimeException {

  EppConfigurationException(String message) {
    this(message, null);
  }

  EppConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
