package dev.domicile.registry.sandbox;

/**
 * What goes back for one frame.
 *
 * @param frame empty to send nothing
 * @param closes whether the connection ends then
 */
record Reply(byte[] frame, boolean closes) {

  static Reply hangUp() {
    return new Reply(new byte[0], true);
  }
}
