package dev.domicile.task;

/** What is known of a step whose work has begun. */
public enum Phase {
  /** Nothing that could change the subject was ever sent. */
  FRESH,
  /**
   * Something may have been sent and its outcome is not known: look before anything is sent again.
   */
  DOUBT,
  /** Sent and taken; the other side has still to decide. */
  PENDING,
  /**
   * Was waiting or under way in a backup that was put back; what became of it after the backup is
   * not known. Nothing is sent for it before it has been read back and released.
   */
  RESTORED
}
