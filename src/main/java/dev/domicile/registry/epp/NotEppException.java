package dev.domicile.registry.epp;

import java.io.IOException;

/** What came is not EPP. The message says what was wrong and quotes nothing of it. */
final class NotEppException extends IOException {

  NotEppException(String message) {
    super(message);
  }
}
