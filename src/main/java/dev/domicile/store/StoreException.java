package dev.domicile.store;

import org.jspecify.annotations.Nullable;

/** The database did not do what was asked. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
