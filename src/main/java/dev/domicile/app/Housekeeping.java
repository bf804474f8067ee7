package dev.domicile.app;

import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does now and then what nobody waits for: forgetting what has run out. */
final class Housekeeping implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final String name;
  private final Duration every;
  private final Duration pause;
  private final List<BooleanSupplier> chores;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread worker;

  /** For chores that are done at one go. */
  static Housekeeping of(String name, Duration every, Runnable... chores) {
    return new Housekeeping(
        name,
        every,
        Duration.ZERO,
        List.of(chores).stream()
            .<BooleanSupplier>map(
                chore ->
                    () -> {
                      chore.run();
                      return false;
                    })
            .toList());
  }

  /**
   * @param every from one round to the next
   * @param pause between two pieces of one chore
   * @param chores each does a piece, and tells whether more is left
   */
  Housekeeping(String name, Duration every, Duration pause, List<BooleanSupplier> chores) {
    this.name = name;
    this.every = every;
    this.pause = pause;
    this.chores = List.copyOf(chores);
    this.worker = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Returns once the piece under way has ended: what it works on is closed next. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    worker.join();
  }

  private void run() {
    try {
      while (!isStoppedAfter(every)) {
        for (BooleanSupplier chore : chores) {
          run(chore);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStoppedAfter(Duration wait) throws InterruptedException {
    return stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run(BooleanSupplier chore) throws InterruptedException {
    try {
      while (stopped.getCount() > 0 && chore.getAsBoolean()) {
        if (isStoppedAfter(pause)) {
          return;
        }
      }
    } catch (StoreUnavailable told) {
      log.debug("housekeeping waits for the database");
    } catch (RuntimeException e) {
      log.error("{} failed; tried again in {}", name, every, e);
    }
  }
}
