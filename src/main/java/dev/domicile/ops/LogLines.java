package dev.domicile.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log to standard error. The thread whose line finds nobody writing writes it, and with
 * it what other threads lay down meanwhile: none waits for another's system call, and a line is
 * never kept back for a better moment.
 */
public final class LogLines extends UnsynchronizedAppenderBase<ILoggingEvent> {

  /** Octets that may lie ready while standard error takes none; then who logs waits. */
  private static final int MOST_READY = 1 << 20;

  /** Writes after which a thread goes on with its own work, and another takes over. */
  private static final int WRITES_FOR_OTHERS = 16;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private byte[] ready = new byte[8 << 10];
  private byte[] spare = new byte[8 << 10];
  private int length;
  private boolean writing;
  private @Nullable Encoder<ILoggingEvent> encoder;

  public LogLines() {
    this(new FileOutputStream(FileDescriptor.err));
  }

  LogLines(OutputStream out) {
    this.out = out;
  }

  /** Called by the configuration, before {@link #start}. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (encoder != null && lay(encoder.encode(event))) {
      write(WRITES_FOR_OTHERS);
    }
  }

  /** Whether it is now for this thread to write. */
  private boolean lay(byte[] line) {
    lock.lock();
    try {
      while (length > 0 && length + line.length > MOST_READY) {
        taken.awaitUninterruptibly();
      }
      if (length + line.length > ready.length) {
        ready = Arrays.copyOf(ready, Math.max(2 * ready.length, length + line.length));
      }
      System.arraycopy(line, 0, ready, length, line.length);
      length += line.length;
      boolean ours = !writing;
      writing = true;
      return ours;
    } finally {
      lock.unlock();
    }
  }

  private void write(int times) {
    for (int written = 0; written < times; written++) {
      int octets = take();
      if (octets == 0) {
        return;
      }
      try {
        out.write(spare, 0, octets);
      } catch (IOException gone) {
        // there is no other place to tell it; logback's own status is where it looks for such
        addError("standard error takes no lines", gone);
      }
    }
    Thread.ofVirtual().name("log").start(() -> write(Integer.MAX_VALUE));
  }

  /** Into {@code spare}, which belongs to the one who writes; 0 ends the writing. */
  private int take() {
    lock.lock();
    try {
      int octets = length;
      byte[] lines = ready;
      ready = spare;
      spare = lines;
      length = 0;
      writing = octets > 0;
      taken.signalAll();
      return octets;
    } finally {
      lock.unlock();
    }
  }
}
