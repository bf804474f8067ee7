package dev.domicile.wire;

import org.jspecify.annotations.Nullable;

/** A PEM file cannot be used. The message names the setting, the file and the cause; no secret. */
public final class UnfitPem extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnfitPem(String message) {
    this(message, null);
  }

  UnfitPem(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
