package dev.domicile.task;

import dev.domicile.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All queues of this process: starts them, takes back what dead workers left. */
public final class Workers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** The reason that shows for work which no worker of this configuration takes. */
  private static final String NOT_SERVED = "NOT_SERVED";

  private final Map<String, Worker> workers = new HashMap<>();
  private final Journal journal;
  private final Claims claims;
  private final EngineSettings settings;
  private final Node node;
  private final boolean ownNode;
  private final EngineEvents events;

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
        new Node(database, clock, new NodeLease(owner, settings.lease()), settings.poll()),
        settings,
        queues,
        runners,
        EngineEvents.NONE,
        true);
  }

  /**
   * @param node this process among all that share the database; it outlives the workers
   * @param queues most steps under way at a time, by queue
   * @param runners by kind of task
   */
  public Workers(
      Database database,
      Journal journal,
      InstantSource clock,
      Node node,
      EngineSettings settings,
      Map<String, Integer> queues,
      Map<String, StepRunner> runners,
      EngineEvents events) {
    this(database, journal, clock, node, settings, queues, runners, events, false);
  }

  private Workers(
      Database database,
      Journal journal,
      InstantSource clock,
      Node node,
      EngineSettings settings,
      Map<String, Integer> queues,
      Map<String, StepRunner> runners,
      EngineEvents events,
      boolean ownNode) {
    this.events = events;
    this.journal = journal;
    this.settings = settings;
    this.node = node;
    this.ownNode = ownNode;
    this.claims = new Claims(database, clock, node.lease().node(), node.lease().length());
    queues.forEach(
        (queue, inFlight) ->
            workers.put(
                queue,
                new Worker(
                    queue,
                    inFlight,
                    () -> node.part(queue, inFlight),
                    runners,
                    claims,
                    journal,
                    clock,
                    settings,
                    events)));
  }

  /**
   * @param alone whether no other process can share the database: then all leases found are from
   *     before, and are taken back at once
   */
  public void start(boolean alone) {
    int rescued = alone ? claims.rescueAll() : claims.rescueExpired();
    node.start(this::rescue);
    if (rescued > 0) {
      log.info(
          "{} steps were under way when their worker ended; each is looked at before anything is"
              + " sent",
          rescued);
    }
    claims.closeLanes();
    tellOfQueues();
    workers.values().forEach(Worker::start);
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
    }
    if (ownNode) {
      node.close();
    }
  }

  private void rescue() {
    claims.closeLanes();
    if (node.judges()) {
      takeOver(claims.rescueOfTheDead());
    }
  }

  private void takeOver(Claims.Rescued rescued) {
    for (int lost = 0; lost < rescued.nodes(); lost++) {
      events.nodeLost();
    }
    if (rescued.steps() > 0) {
      log.warn("{} steps taken back from a process that was not heard of", rescued.steps());
      workers.values().forEach(Worker::wake);
    }
  }
}
