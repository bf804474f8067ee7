package dev.domicile.registry.sandbox;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Frames as no server should send them. */
final class Damaged {

  private static final int HEADER = 4;
  private static final int SHORT_BY = 10;

  private Damaged() {}

  static byte[] half(byte[] frame) {
    return Arrays.copyOf(frame, frame.length / 2);
  }

  static byte[] notXml(byte[] frame) {
    byte[] half = half(frame);
    return withLength(half, half.length);
  }

  static byte[] shortLength(byte[] frame) {
    return withLength(frame, frame.length - SHORT_BY);
  }

  static byte[] hugeLength(byte[] frame) {
    return withLength(frame, Integer.MAX_VALUE);
  }

  static byte[] tinyLength(byte[] frame) {
    return withLength(frame, HEADER - 1);
  }

  static byte[] twice(byte[] frame) {
    return ByteBuffer.allocate(2 * frame.length).put(frame).put(frame).array();
  }

  private static byte[] withLength(byte[] frame, int length) {
    byte[] copy = frame.clone();
    ByteBuffer.wrap(copy).putInt(length);
    return copy;
  }
}
