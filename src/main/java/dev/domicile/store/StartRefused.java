package dev.domicile.store;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used as it is: one line that names the thing, the cause and the next step.
 */
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StartRefused(String message) {
    super(message);
  }

  public StartRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
