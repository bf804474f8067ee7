package dev.domicile.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A checksum of the rows of a table that is the same in whatever order they are read: the sum of
 * the SHA-256 of each row, modulo 2^256.
 */
final class RowDigest {

  private static final int BYTES = 32;

  private final MessageDigest sha256;
  private final byte[] sum = new byte[BYTES];
  private long rows;

  RowDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Numbers are Long, text is String, bytes are byte[]. */
  void add(@Nullable Object[] values) {
    for (Object value : values) {
      switch (value) {
        case null -> sha256.update((byte) 'n');
        case Long number -> part('i', ByteBuffer.allocate(8).putLong(number).array());
        case String text -> part('t', text.getBytes(StandardCharsets.UTF_8));
        case byte[] bytes -> part('b', bytes);
        default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
      }
    }
    plus(sha256.digest());
    rows++;
  }

  /** The length goes before, so that no two rows read alike. */
  private void part(char kind, byte[] bytes) {
    sha256.update((byte) kind);
    sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    sha256.update(bytes);
  }

  private void plus(byte[] row) {
    int carry = 0;
    for (int i = BYTES - 1; i >= 0; i--) {
      int digit = (sum[i] & 0xff) + (row[i] & 0xff) + carry;
      sum[i] = (byte) digit;
      carry = digit >>> 8;
    }
  }

  long rows() {
    return rows;
  }

  /** 64 hexadecimal digits. */
  String text() {
    return HexFormat.of().formatHex(sum);
  }
}
