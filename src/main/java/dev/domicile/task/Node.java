package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.Dialect;
import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among all that share the database: gives its signs of life, and takes and gives back
 * slots. It is made first and closed last, so that it lives for as long as it has anything.
 */
public final class Node implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private final Database database;
  private final InstantSource clock;
  private final NodeLease lease;
  private final Duration poll;
  private final Map<String, QueueSlots> slots = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turned = lock.newCondition();
  private final Thread thread;
  private Runnable chore = () -> {};
  private long backSince = System.nanoTime();

  // guarded by lock
  private boolean woken;
  private boolean stopped;

  /**
   * @param poll how often is looked at what others have and want
   */
  public Node(Database database, InstantSource clock, NodeLease lease, Duration poll) {
    this.database = database;
    this.clock = clock;
    this.lease = lease;
    this.poll = poll;
    this.thread = Thread.ofVirtual().name("node").unstarted(this::live);
  }

  /** Whether other processes may share the database. */
  public boolean shares() {
    return database.dialect() != Dialect.SQLITE;
  }

  /**
   * Slots of a queue that all processes share. To be asked for before the start.
   *
   * @param all how many the queue has, over all processes
   */
  public QueueSlots slots(String queue, int all) {
    return slots.computeIfAbsent(queue, q -> new QueueSlots(lease.node(), all, this::wake));
  }

  public NodeLease lease() {
    return lease;
  }

  /** The part of what may be under way in a queue that is this process's. */
  int part(String queue, int most) {
    QueueSlots shared = slots.get(queue);
    return shared == null ? most : shared.part(most);
  }

  /** From the return on it counts as alive, for a command that has no work to claim. */
  public void start() {
    start(() -> {});
  }

  /**
   * @param chore is done after each sign of life
   */
  void start(Runnable chore) {
    this.chore = chore;
    renew();
    look();
    thread.start();
  }

  /**
   * A process that could not give a sign of life itself waits before it takes others for dead: the
   * database may have been away for all of them.
   */
  boolean judges() {
    return System.nanoTime() - backSince >= lease.length().toNanos();
  }

  /** Gives back what it has; what it still leases is free for others at once. */
  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    lock.lock();
    try {
      stopped = true;
      turned.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      database.run(
          sql -> {
            SlotRows.forget(sql, lease.node());
            Nodes.alive(sql, lease.node(), 0);
            Nodes.forget(sql, lease.node());
          });
    } catch (RuntimeException e) {
      log.warn("what this process has is free for others only when its lease has run out", e);
    }
  }

  private void wake() {
    lock.lock();
    try {
      woken = true;
      turned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void live() {
    Duration sign = lease.length().dividedBy(4);
    Duration pause = slots.isEmpty() || sign.compareTo(poll) < 0 ? sign : poll;
    long signed = System.nanoTime();
    while (awaitTurn(pause)) {
      try {
        long now = System.nanoTime();
        // one that was away may have lost what it had; it learns that before it counts as alive
        if (!lease.holds() || now - signed >= sign.minus(pause.dividedBy(2)).toNanos()) {
          signed = now;
          signOfLife();
        }
        look();
      } catch (StoreUnavailable told) {
        log.debug("the node waits for the database");
      } catch (RuntimeException e) {
        log.error("a sign of life, or a look at the slots, failed; tried again soon", e);
      }
    }
  }

  /** False when it is to end. */
  private boolean awaitTurn(Duration pause) {
    lock.lock();
    try {
      long left = Math.max(TimeUnit.MILLISECONDS.toNanos(1), pause.toNanos());
      while (!woken && !stopped && left > 0) {
        left = turned.awaitNanos(left);
      }
      woken = false;
      return !stopped;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void signOfLife() {
    boolean wasAway = !lease.holds();
    renew();
    if (wasAway) {
      backSince = System.nanoTime();
    }
    chore.run();
  }

  private void renew() {
    long before = System.nanoTime();
    Map<String, Set<Integer>> mine =
        database.write(
            sql -> {
              // its row is locked from here on: whoever buries it comes before or not at all
              Nodes.alive(sql, lease.node(), clock.millis() + lease.length().toMillis());
              return slots.isEmpty() ? Map.of() : SlotRows.of(sql, lease.node());
            });
    slots.forEach((queue, one) -> one.own(mine.getOrDefault(queue, Set.of())));
    lease.renewed(before);
    slots.values().forEach(QueueSlots::tell);
  }

  private void look() {
    if (slots.isEmpty()) {
      return;
    }
    long now = clock.millis();
    Map<String, SlotRows.View> views = database.read(sql -> SlotRows.all(sql, now));
    Map<String, QueueSlots.Move> moves = new TreeMap<>();
    slots.forEach(
        (queue, one) -> {
          QueueSlots.Move move = one.see(views.getOrDefault(queue, SlotRows.View.EMPTY), now);
          if (!move.isEmpty()) {
            moves.put(queue, move);
          }
        });
    if (!moves.isEmpty()) {
      write(moves, now);
    }
    slots.values().forEach(QueueSlots::tell);
  }

  private void write(Map<String, QueueSlots.Move> moves, long now) {
    boolean written =
        database.write(
            sql -> {
              if (!Nodes.staysAlive(sql, lease.node(), now)) {
                return false;
              }
              moves.forEach((queue, move) -> move.write(sql, queue, lease.node(), now));
              return true;
            });
    if (written) {
      slots.forEach((queue, one) -> one.moved(moves.get(queue)));
      Map<String, SlotRows.View> views = database.read(sql -> SlotRows.all(sql, now));
      slots.forEach((queue, one) -> one.see(views.getOrDefault(queue, SlotRows.View.EMPTY), now));
    }
  }
}
