package dev.domicile.app;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does now and then what nobody waits for: forgetting what has run out. */
final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final String name;
  private final Duration every;
  private final List<Runnable> chores;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Housekeeping(String name, Duration every, Runnable... chores) {
    this.name = name;
    this.every = every;
    this.chores = List.of(chores);
    Thread.ofVirtual().name(name).start(this::run);
  }

  @Override
  public void close() {
    stopped.countDown();
  }

  private void run() {
    try {
      while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        chores.forEach(this::run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException e) {
      log.error("{} failed; tried again in {}", name, every, e);
    }
  }
}
