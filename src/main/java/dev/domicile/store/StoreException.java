package dev.domicile.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database did not do what was asked. */
public sealed class StoreException extends RuntimeException permits StoreUnavailable {

  private static final long serialVersionUID = 1;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static StoreException of(String message, SQLException cause) {
    return StoreUnavailable.isSaidBy(cause)
        ? new StoreUnavailable(message, cause)
        : new StoreException(message, cause);
  }
}
