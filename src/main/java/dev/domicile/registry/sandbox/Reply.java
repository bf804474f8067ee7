package dev.domicile.registry.sandbox;

/**
 * What goes back for one frame.
 *
 * @param frame empty to send nothing
 * @param closes whether the connection ends then
 */
record Reply(byte[] frame, boolean closes, Manner manner) {

  private static final byte[] NOTHING = new byte[0];

  /** How it goes back. */
  enum Manner {
    AT_ONCE,
    /** Later, and with it all that comes behind. */
    SLOWLY,
    /** Later, and all that comes behind may overtake it. */
    OVERTAKEN,
    /** Not at all, and nothing ever again, on an open connection. */
    SILENT,
    /** Not at all: the connection is reset. */
    RESET
  }

  static Reply of(byte[] frame, boolean closes) {
    return new Reply(frame, closes, Manner.AT_ONCE);
  }

  static Reply hangUp() {
    return of(NOTHING, true);
  }

  static Reply silence() {
    return new Reply(NOTHING, true, Manner.SILENT);
  }

  static Reply reset() {
    return new Reply(NOTHING, true, Manner.RESET);
  }

  Reply in(Manner other) {
    return new Reply(frame, closes, other);
  }

  Reply withFrame(byte[] other) {
    return new Reply(other, closes, manner);
  }

  Reply closing() {
    return new Reply(frame, true, manner);
  }
}
