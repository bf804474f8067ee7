package dev.domicile.registry.epp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final int LARGEST = 2_000_000;

  @Test
  void writesLengthAndBodyInOneWrite() throws Exception {
    List<byte[]> writes = new ArrayList<>();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            writes.add(new byte[] {(byte) b});
          }

          @Override
          public void write(byte[] bytes, int start, int length) {
            writes.add(java.util.Arrays.copyOfRange(bytes, start, start + length));
          }
        };
    new Frames(new ByteArrayInputStream(new byte[0]), out, LARGEST).write(new byte[] {7, 8});
    assertEquals(1, writes.size());
    assertArrayEquals(new byte[] {0, 0, 0, 6, 7, 8}, writes.getFirst());
  }

  @Test
  void readsFrameAfterFrame() throws Exception {
    byte[] large = new byte[1_000_000];
    Frames frames =
        reading(
            ByteBuffer.allocate(9 + large.length + 2)
                .putInt(5)
                .put((byte) 1)
                .putInt(4 + large.length)
                .put(large)
                .array());
    assertArrayEquals(new byte[] {1}, frames.read());
    assertEquals(large.length, frames.read().length);
    assertThrows(EOFException.class, frames::read);
  }

  @Test
  void theEndBetweenTwoFramesIsNoError() throws Exception {
    Frames frames = reading(new byte[] {0, 0, 0, 5, 1});
    assertArrayEquals(new byte[] {1}, frames.read());
    assertNull(frames.read());
  }

  @Test
  void refusesALengthThatCannotBe() {
    for (int length : new int[] {0, 3, 4, -1, Integer.MIN_VALUE, LARGEST + 1, Integer.MAX_VALUE}) {
      Frames frames = reading(ByteBuffer.allocate(100).putInt(length).array());
      assertThrows(NotEppException.class, frames::read, "length " + length);
    }
  }

  @Test
  void theEndInsideAFrameIsAnError() {
    assertThrows(EOFException.class, () -> reading(new byte[] {0, 0}).read());
    assertThrows(EOFException.class, () -> reading(new byte[] {0, 0, 0, 9, 1}).read());
  }

  private static Frames reading(byte[] bytes) {
    return new Frames(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream(), LARGEST);
  }
}
