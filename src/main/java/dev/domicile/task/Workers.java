package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All queues of this process: starts them, keeps their leases, takes back what dead workers left.
 */
public final class Workers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** The reason that shows for work which no worker of this configuration takes. */
  private static final String NOT_SERVED = "NOT_SERVED";

  private final Map<String, Worker> workers = new HashMap<>();
  private final Journal journal;
  private final Claims claims;
  private final EngineSettings settings;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param owner names this process among all that share the database; never used twice
   * @param queues most steps under way at a time, by queue
   * @param runners by kind of task
   */
  public Workers(
      Database database,
      Journal journal,
      InstantSource clock,
      String owner,
      EngineSettings settings,
      Map<String, Integer> queues,
      Map<String, StepRunner> runners) {
    this.journal = journal;
    this.settings = settings;
    this.claims = new Claims(database, clock, owner, settings.lease());
    queues.forEach(
        (queue, inFlight) ->
            workers.put(
                queue, new Worker(queue, inFlight, runners, claims, journal, clock, settings)));
  }

  /**
   * @param alone whether no other process can share the database: then all leases found are from
   *     before, and are taken back at once
   */
  public void start(boolean alone) {
    int rescued = alone ? claims.rescueAll() : claims.rescueExpired();
    if (rescued > 0) {
      log.info(
          "{} steps were under way when their worker ended; each is looked at before anything is"
              + " sent",
          rescued);
    }
    claims.closeLanes();
    tellOfQueues();
    workers.values().forEach(Worker::start);
    Thread.ofVirtual().name("leases").start(this::keepLeases);
  }

  /** What is stored of trouble is from before: each worker finds out anew. */
  private void tellOfQueues() {
    workers.keySet().forEach(journal::troubleOver);
    for (String queue : claims.queues()) {
      if (!workers.containsKey(queue)) {
        log.warn("queue {} has work and is not served; it waits for the configuration", queue);
        journal.trouble(queue, NOT_SERVED, "");
      }
    }
  }

  /** Since when the longest-waiting step of the queue has been for the other side to decide. */
  public Optional<Instant> oldestPending(String queue) {
    return claims.oldestPending(queue);
  }

  /** Work was submitted for these queues. */
  public void wake(Collection<String> queues) {
    for (String queue : queues) {
      Worker worker = workers.get(queue);
      if (worker != null) {
        worker.wake();
      }
    }
  }

  @Override
  public void close() {
    try {
      long end = System.nanoTime() + settings.stop().toNanos();
      workers.values().forEach(Worker::stop);
      for (Worker worker : workers.values()) {
        worker.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private void keepLeases() {
    long every = Math.max(1, settings.lease().toMillis() / 4);
    try {
      while (!stopped.await(every, TimeUnit.MILLISECONDS)) {
        renewAndRescue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renewAndRescue() {
    try {
      claims.renew();
      claims.closeLanes();
      int rescued = claims.rescueExpired();
      if (rescued > 0) {
        log.warn("{} steps taken back from a worker that was not heard of", rescued);
      }
    } catch (StoreUnavailable told) {
      log.debug("leases wait for the database");
    } catch (RuntimeException e) {
      log.error("leases could not be renewed; tried again soon", e);
    }
  }
}
