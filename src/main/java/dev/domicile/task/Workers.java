package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
  private final NodeLease lease;
  private final EngineEvents events;
  private long backSince = System.nanoTime();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** For tests and benches: a process whose lease nobody else looks at. */
  public Workers(
      Database database,
      Journal journal,
      InstantSource clock,
      String owner,
      EngineSettings settings,
      Map<String, Integer> queues,
      Map<String, StepRunner> runners) {
    this(
        database,
        journal,
        clock,
        new NodeLease(owner, settings.lease()),
        settings,
        queues,
        runners,
        EngineEvents.NONE);
  }

  /**
   * @param lease this process's among all that share the database
   * @param queues most steps under way at a time, by queue
   * @param runners by kind of task
   */
  public Workers(
      Database database,
      Journal journal,
      InstantSource clock,
      NodeLease lease,
      EngineSettings settings,
      Map<String, Integer> queues,
      Map<String, StepRunner> runners,
      EngineEvents events) {
    this.events = events;
    this.journal = journal;
    this.settings = settings;
    this.lease = lease;
    this.claims = new Claims(database, clock, lease.node(), lease.length());
    queues.forEach(
        (queue, inFlight) ->
            workers.put(
                queue,
                new Worker(queue, inFlight, runners, claims, journal, clock, settings, events)));
  }

  /**
   * @param alone whether no other process can share the database: then all leases found are from
   *     before, and are taken back at once
   */
  public void start(boolean alone) {
    int rescued = alone ? claims.rescueAll() : claims.rescueExpired();
    renew();
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
    leave();
  }

  private void leave() {
    try {
      claims.leave();
    } catch (RuntimeException e) {
      log.warn("what is under way here is free for others only when the lease has run out", e);
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
      boolean wasAway = !lease.holds();
      renew();
      if (wasAway) {
        backSince = System.nanoTime();
      }
      claims.closeLanes();
      if (judges()) {
        takeOver(claims.rescueOfTheDead());
      }
    } catch (StoreUnavailable told) {
      log.debug("leases wait for the database");
    } catch (RuntimeException e) {
      log.error("the lease could not be renewed; tried again soon", e);
    }
  }

  private void takeOver(Claims.Rescued rescued) {
    for (int node = 0; node < rescued.nodes(); node++) {
      events.nodeLost();
    }
    if (rescued.steps() > 0) {
      log.warn("{} steps taken back from a process that was not heard of", rescued.steps());
      workers.values().forEach(Worker::wake);
    }
  }

  private void renew() {
    long before = System.nanoTime();
    claims.renew();
    lease.renewed(before);
  }

  /**
   * A process that could not give a sign of life itself waits before it takes others for dead: the
   * database may have been away for all of them.
   */
  private boolean judges() {
    return System.nanoTime() - backSince >= lease.length().toNanos();
  }
}
