package dev.domicile.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads log at a time, and standard error may be slow. */
@Timeout(60)
class LogLinesTest {

  private static final int THREADS = 8;
  private static final int LINES = 2_000;

  @Test
  void aLineIsWrittenBeforeItsThreadGoesOn() {
    Target out = new Target(0, 0);
    Logger log = logger(out);
    log.info("one {}", 1);
    assertEquals("INFO one 1\n", out.text());
    log.warn("中文");
    assertEquals("INFO one 1\nWARN 中文\n", out.text());
  }

  @Test
  void everyLineOfEveryThreadIsWrittenOnceAndWholeAndInItsThreadsOrder()
      throws InterruptedException {
    Target out = new Target(0, THREADS * LINES);
    Logger log = logger(out);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      Runnable work =
          () -> IntStream.range(0, LINES).forEach(line -> log.info("{} {}", thread, line));
      threads.add(Thread.ofVirtual().start(work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(out.all.await(30, TimeUnit.SECONDS), "lines are missing");
    String[] lines = out.text().split("\n");
    assertEquals(THREADS * LINES, lines.length);
    int[] next = new int[THREADS];
    for (String line : lines) {
      String[] parts = line.split(" ");
      assertEquals(next[Integer.parseInt(parts[1])]++, Integer.parseInt(parts[2]), line);
    }
  }

  @Test
  void aThreadDoesNotWaitForAnothersWriting() throws InterruptedException {
    Target out = new Target(1, 0);
    Logger log = logger(out);
    Thread first = Thread.ofVirtual().start(() -> log.info("first"));
    out.entered.await();
    log.info("second");
    assertEquals("", out.text());
    assertTrue(first.isAlive(), "it is the first that writes");
    out.go.countDown();
    first.join();
    assertEquals("INFO first\nINFO second\n", out.text());
  }

  private static Logger logger(OutputStream out) {
    LoggerContext context = new LoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setPattern("%level %message%n");
    encoder.start();
    LogLines lines = new LogLines(out);
    lines.setContext(context);
    lines.setEncoder(encoder);
    lines.start();
    Logger log = context.getLogger("test");
    log.addAppender(lines);
    return log;
  }

  private static final class Target extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch go;
    final CountDownLatch all;

    /**
     * @param held 1 to take nothing until told to
     */
    Target(int held, int lines) {
      go = new CountDownLatch(held);
      all = new CountDownLatch(lines);
    }

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) {
      entered.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      written.write(octets, from, length);
      for (int i = from; i < from + length; i++) {
        if (octets[i] == '\n') {
          all.countDown();
        }
      }
    }

    String text() {
      return written.toString(StandardCharsets.UTF_8);
    }
  }
}
