package dev.domicile.registry.epp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * EPP data units on a byte stream: four bytes of length, which count themselves, then one XML
 * instance (RFC 5734 section 4).
 */
final class Frames {

  private static final int HEADER = 4;

  private final InputStream in;
  private final OutputStream out;
  private final int largest;

  Frames(InputStream in, OutputStream out, int largest) {
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.largest = largest;
  }

  /** One write, so that header and body leave in one segment and one TLS record. */
  void write(byte[] xml) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + xml.length);
    frame.putInt(HEADER + xml.length).put(xml);
    out.write(frame.array());
    out.flush();
  }

  /** The next XML instance, or null where the stream ended between two frames. */
  byte @Nullable [] read() throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return null;
    }
    if (header.length < HEADER) {
      throw new EOFException("the connection ended inside a frame");
    }
    int length = ByteBuffer.wrap(header).getInt();
    if (length <= HEADER || length > largest) {
      throw new NotEppException(
          "a frame of %d bytes is announced; 5 to %d are taken"
              .formatted(Integer.toUnsignedLong(length), largest));
    }
    byte[] xml = in.readNBytes(length - HEADER);
    if (xml.length < length - HEADER) {
      throw new EOFException("the connection ended inside a frame");
    }
    return xml;
  }
}
