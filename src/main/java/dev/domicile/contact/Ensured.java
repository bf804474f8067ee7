package dev.domicile.contact;

import dev.domicile.registry.Trouble;

/** Whether a registry holds a contact. */
public sealed interface Ensured {

  /**
   * It does.
   *
   * @param handle as the registry writes it
   */
  record Ready(String handle) implements Ensured {}

  /** The registry said no (RFC 5730 section 3). */
  record Refused(int code, String message) implements Ensured {}

  /** The registry could not be asked; nothing was sent. */
  record NotSent(Trouble trouble) implements Ensured {}

  /** No usable answer came; asking again settles it and doubles nothing. */
  record Unknown(Trouble trouble) implements Ensured {}

  /** 1001: the registry has still to decide. */
  record Pending() implements Ensured {}
}
