package dev.domicile.app;

import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does now and then what nobody waits for: forgetting what has run out. */
final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  /** Nonces run out over minutes; more often would only take the write lock from submits. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final List<Runnable> chores;
  private final CountDownLatch stopped = new CountDownLatch(1);

  Housekeeping(Runnable... chores) {
    this.chores = List.of(chores);
    Thread.ofVirtual().name("housekeeping").start(this::run);
  }

  @Override
  public void close() {
    stopped.countDown();
  }

  private void run() {
    try {
      while (!stopped.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        chores.forEach(Housekeeping::run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Runnable chore) {
    try {
      chore.run();
    } catch (StoreUnavailable told) {
      log.debug("housekeeping waits for the database");
    } catch (RuntimeException e) {
      log.error("housekeeping failed; tried again in {}", EVERY, e);
    }
  }
}
