package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the frames of one session go, in order. */
sealed interface Outlet {

  /** As long as a client that pipelines may take from one command to the next. */
  Duration TOGETHER = Duration.ofMillis(20);

  void send(byte[] frame) throws IOException;

  /** Returns when all has gone out that still can. */
  void finish();

  /** Nothing more needs to go out. Any thread may call it. */
  void abandon();

  /**
   * @param backwards whether frames that are due together go out latest first
   */
  static Outlet to(OutputStream out, Duration latency, boolean backwards) {
    return latency.isZero() && !backwards
        ? new Direct(out)
        : new Late(out, backwards && latency.isZero() ? TOGETHER : latency, backwards);
  }

  /** Without delay, on the session's own thread. */
  record Direct(OutputStream out) implements Outlet {

    @Override
    public void send(byte[] frame) throws IOException {
      out.write(frame);
      out.flush();
    }

    @Override
    public void finish() {}

    @Override
    public void abandon() {}
  }

  /** Each frame goes out when its latency has passed, while the session works on. */
  final class Late implements Outlet {

    private static final Logger LOG = LoggerFactory.getLogger(Late.class);

    /** A client that sends without reading is held up after this many. */
    private static final int MOST_WAITING = 1024;

    private final OutputStream out;
    private final long latencyNanos;
    private final BlockingQueue<Due> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final boolean backwards;
    private final Thread writer;

    Late(OutputStream out, Duration latency, boolean backwards) {
      this.backwards = backwards;
      this.out = out;
      this.latencyNanos = latency.toNanos();
      this.writer = Thread.ofVirtual().name("sandbox-late").start(this::write);
    }

    @Override
    public void send(byte[] frame) throws IOException {
      if (abandoned.getCount() == 0) {
        throw new IOException("connection closed");
      }
      put(new Due(frame, System.nanoTime() + latencyNanos));
    }

    private void put(Due due) {
      try {
        waiting.put(due);
      } catch (InterruptedException e) {
        throw new IllegalStateException("sessions are not interrupted", e);
      }
    }

    private void write() {
      try {
        for (Due due = waiting.take(); due.frame.length > 0; due = waiting.take()) {
          if (!abandoned.await(due.nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            writeDue(due);
          }
        }
      } catch (IOException e) {
        LOG.debug("the client is gone: {}", e.getMessage());
        abandon();
        drain();
      } catch (InterruptedException e) {
        throw new IllegalStateException("sessions are not interrupted", e);
      }
    }

    private void writeDue(Due due) throws IOException {
      if (backwards) {
        List<Due> later = new ArrayList<>();
        for (Due next = waiting.peek(); next != null && next.frame.length > 0; ) {
          later.add(waiting.remove());
          next = waiting.peek();
        }
        for (Due each : later.reversed()) {
          out.write(each.frame);
        }
      }
      out.write(due.frame);
      out.flush();
    }

    /** The session's thread must never find the queue full for good. */
    private void drain() {
      try {
        while (waiting.take().frame.length > 0) {
          continue;
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException("sessions are not interrupted", e);
      }
    }

    @Override
    public void finish() {
      put(new Due(new byte[0], 0));
      try {
        writer.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("sessions are not interrupted", e);
      }
    }

    @Override
    public void abandon() {
      abandoned.countDown();
    }

    private record Due(byte[] frame, long nanoTime) {}
  }
}
