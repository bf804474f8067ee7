package dev.domicile.registry;

/** What became of one command. */
public sealed interface Outcome<T> {

  /** Carried out (1000), or answered. */
  record Ok<T>(T value) implements Outcome<T> {}

  /** 1001: taken, and still to be decided by the registry. */
  record Pending<T>() implements Outcome<T> {}

  /** The registry answered no: nothing was changed by this command. */
  record Refused<T>(int code, String message) implements Outcome<T> {}

  /** The command was never sent: no session could be had. Sending it later is safe. */
  record NotSent<T>(Trouble trouble) implements Outcome<T> {}

  /**
   * The command may have reached the registry and no usable answer came: nothing may be assumed
   * (RFC 5730 2.6).
   */
  record Unknown<T>(Trouble trouble) implements Outcome<T> {}
}
