package dev.domicile.registry.sandbox;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Data units as received (RFC 5734 section 4): 4 bytes of total length, then one XML instance. */
final class Frames {

  private static final int HEADER = 4;

  private final DataInputStream in;
  private final int maxFrameBytes;

  Frames(InputStream in, int maxFrameBytes) {
    this.in = new DataInputStream(new BufferedInputStream(in, 8192));
    this.maxFrameBytes = maxFrameBytes;
  }

  /**
   * The next instance; null at the end of the connection.
   *
   * @throws IOException also for a length that no frame here has
   */
  byte @Nullable [] next() throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException e) {
      return null;
    }
    if (length <= HEADER || length > maxFrameBytes) {
      throw new IOException("a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] document = in.readNBytes(length - HEADER);
    return document.length == length - HEADER ? document : null;
  }
}
