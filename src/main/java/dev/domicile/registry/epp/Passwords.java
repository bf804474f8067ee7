package dev.domicile.registry.epp;

import org.jspecify.annotations.Nullable;

/**
 * Which password to log in with. A new one is sent with the old one until it is taken. Where that
 * is refused, the new one alone is tried once: it may have been taken before a restart, which
 * nothing here remembers.
 */
final class Passwords {

  record Attempt(String password, @Nullable String newPassword) {
    @Override
    public String toString() {
      return "Attempt";
    }
  }

  private final Attempt configured;
  private volatile Attempt next;

  Passwords(EppSettings.Login login) {
    configured = new Attempt(login.password(), login.newPassword());
    next = configured;
  }

  Attempt next() {
    return next;
  }

  void taken(Attempt attempt) {
    if (attempt.newPassword() != null) {
      next = new Attempt(attempt.newPassword(), null);
    }
  }

  /** Whether there is another one to be tried at once. */
  boolean refused(Attempt attempt) {
    if (attempt.newPassword() != null) {
      next = new Attempt(attempt.newPassword(), null);
      return true;
    }
    next = configured;
    return false;
  }
}
