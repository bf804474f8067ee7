package dev.domicile.app;

import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  private final InstantSource clock;
  private final Duration every;
  private final Duration pause;
  private final List<BooleanSupplier> chores;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread worker;
  private volatile Instant wentWell;

  /** For chores that are done at one go. */
  static Housekeeping of(String name, InstantSource clock, Duration every, Runnable... chores) {
    return new Housekeeping(
        name,
        clock,
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
   * @param clock tells how long ago all went well
   * @param every from one round to the next
   * @param pause between two pieces of one chore
   * @param chores each does a piece, and tells whether more is left
   */
  Housekeeping(
      String name,
      InstantSource clock,
      Duration every,
      Duration pause,
      List<BooleanSupplier> chores) {
    this.name = name;
    this.clock = clock;
    this.wentWell = clock.instant();
    this.every = every;
    this.pause = pause;
    this.chores = List.copyOf(chores);
    this.worker = Thread.ofVirtual().name(name).start(this::run);
  }

  String name() {
    return name;
  }

  /** How long no round has ended without a failure. */
  Duration failing() {
    return Duration.between(wentWell, clock.instant());
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
        boolean well = true;
        for (BooleanSupplier chore : chores) {
          well &= run(chore);
        }
        if (well) {
          wentWell = clock.instant();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isStoppedAfter(Duration wait) throws InterruptedException {
    return stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether it went well. */
  private boolean run(BooleanSupplier chore) throws InterruptedException {
    try {
      while (stopped.getCount() > 0 && chore.getAsBoolean()) {
        if (isStoppedAfter(pause)) {
          return true;
        }
      }
      return true;
    } catch (StoreUnavailable told) {
      log.debug("housekeeping waits for the database");
      return false;
    } catch (RuntimeException e) {
      log.error("{} failed; tried again in {}", name, every, e);
      return false;
    }
  }
}
