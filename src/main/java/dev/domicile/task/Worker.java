package dev.domicile.task;

import dev.domicile.store.StoreException;
import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one queue: claims what is due, runs each step on a virtual thread, records the results. At
 * most {@code inFlight} steps are under way; more than a registry can answer at once would only
 * wait inside, and what waits at one process cannot be done by another.
 */
final class Worker {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  /**
   * How long a step's thread waits for another step. The encryption library makes its ciphers and
   * its randomness once per thread, which costs as much as the rest of a step.
   */
  private static final int KEPT_SECONDS = 10;

  /** The longest pause between two tries at a database that is away. */
  private static final Duration AWAY = Duration.ofSeconds(5);

  private final String queue;

  private final IntSupplier part;
  private final Map<String, StepRunner> runners;
  private final Claims claims;
  private final Journal journal;
  private final InstantSource clock;
  private final EngineSettings settings;
  private final EngineEvents events;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReentrantLock telling = new ReentrantLock();
  private final Thread thread;
  private final ThreadPoolExecutor steps;
  private final Waits away;

  // guarded by lock
  private int running;
  private boolean woken;
  private boolean stopping;

  /** Claims that were not answered, one after the other; of the worker's thread alone. */
  private int unanswered;

  /** What this worker knows that it has. */
  private final Set<Claim> held = ConcurrentHashMap.newKeySet();

  private Gate gate = Gate.OPEN;

  /** While a queue cannot be worked, one step at a time finds out whether it can again. */
  private record Gate(int failures, long closedAt, long waits, String reason, String note) {
    static final Gate OPEN = new Gate(0, 0, 0, "", "");

    boolean closed() {
      return failures > 0;
    }

    /** Milliseconds until the next step may try; none where the clock was put back meanwhile. */
    long left(long now) {
      return now < closedAt ? 0 : closedAt + waits - now;
    }
  }

  /**
   * @param inFlight steps under way at a time, at most
   * @param part of them that is this process's now
   */
  Worker(
      String queue,
      int inFlight,
      IntSupplier part,
      Map<String, StepRunner> runners,
      Claims claims,
      Journal journal,
      InstantSource clock,
      EngineSettings settings,
      EngineEvents events) {
    this.events = events;
    this.queue = queue;
    this.part = part;
    this.runners = runners;
    this.claims = claims;
    this.journal = journal;
    this.clock = clock;
    this.settings = settings;
    this.away = new Waits(settings.gate().first(), shorter(settings.gate().most(), AWAY));
    this.thread = Thread.ofVirtual().name("worker-" + queue).unstarted(this::work);
    this.steps =
        new ThreadPoolExecutor(
            inFlight,
            inFlight,
            KEPT_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofVirtual().name("step-", 0).factory());
    steps.allowCoreThreadTimeOut(true);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  void start() {
    thread.start();
  }

  /** New work may be there. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Claims no more. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * After a stop: returns when nothing is under way or the time is over. What is left is rescued
   * later.
   */
  void awaitEnd(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    if (thread.getState() == Thread.State.NEW) {
      return; // never started: it has claimed nothing
    }
    thread.join(most); // it may be claiming, and begin what it gets
    lock.lock();
    try {
      long nanos = end - System.nanoTime();
      while (running > 0 && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    while (true) {
      try {
        int room = awaitRoom();
        if (room == 0) {
          return;
        }
        List<Claim> claimed = claim(room);
        claimed.forEach(this::begin);
        if (claimed.isEmpty()) {
          awaitWork();
        }
      } catch (InterruptedException e) {
        return;
      } catch (StoreUnavailable told) {
        pause(away.wait(unanswered++));
      } catch (RuntimeException | Error e) { // without this thread the queue would stand still
        log.error("queue {}: claiming failed; tried again in {}", queue, settings.gate().most(), e);
        pause(settings.gate().first());
      }
    }
  }

  /**
   * A claim that was not answered may have been made: what it leased would be kept by this process
   * and worked by nobody.
   */
  private List<Claim> claim(int room) {
    if (unanswered > 0) {
      claims.giveBack(queue, Set.copyOf(held));
    }
    unanswered = Math.max(1, unanswered); // whatever it ends with
    List<Claim> claimed = claims.claim(queue, room);
    unanswered = 0;
    return claimed;
  }

  /**
   * How many steps to claim now; 0 when stopping. Waits for a fair portion: tiny claims cost a
   * commit each.
   */
  private int awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (!stopping) {
        long wait = gate.closed() ? gate.left(clock.millis()) : 0;
        if (wait <= 0 && isRoom()) {
          return most() - running;
        }
        changed.await(wait > 0 ? wait : settings.poll().toMillis(), TimeUnit.MILLISECONDS);
      }
      return 0;
    } finally {
      lock.unlock();
    }
  }

  private int most() {
    return Math.min(gate.closed() ? 1 : Integer.MAX_VALUE, part.getAsInt());
  }

  private boolean isRoom() {
    int most = most();
    return most - running >= Math.max(1, most / 4);
  }

  private void awaitWork() throws InterruptedException {
    long now = clock.millis();
    long until = claims.nextDue(queue, now + settings.poll().toMillis());
    lock.lock();
    try {
      if (!woken && !stopping && until > now) {
        changed.await(until - now, TimeUnit.MILLISECONDS);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  private void begin(Claim claim) {
    held.add(claim);
    lock.lock();
    running++;
    lock.unlock();
    steps.execute(() -> carryOut(claim));
  }

  private void carryOut(Claim claim) {
    try {
      StepResult result = attempt(claim);
      // before the step is put back: who takes it up again must find the gate closed
      boolean turned = turnGate(result);
      record(claim, result);
      if (turned) {
        persist(this::tell);
      }
    } catch (RuntimeException | Error e) {
      log.error("queue {}: step {} of task {} ended badly", queue, claim.seq(), claim.taskId(), e);
    } finally {
      held.remove(claim);
      lock.lock();
      running--;
      if (running == 0 || isRoom()) { // else each end would wake the worker for nothing
        changed.signalAll();
      }
      lock.unlock();
    }
  }

  /**
   * A result that cannot be written now is written later: what was done must not be forgotten while
   * this process lives. If it ends before, the step is in doubt, as after any crash.
   */
  private void record(Claim claim, StepResult result) {
    StepResult recorded = result;
    while (true) {
      StepResult now = recorded;
      try {
        if (persist(() -> journal.finish(claim, now))) {
          count(now);
        }
        return;
      } catch (RuntimeException | Error e) {
        log.error(
            "queue {}: task {} step {}: effects broke", queue, claim.taskId(), claim.seq(), e);
        recorded = fault();
        if (!pause(settings.gate().first())) {
          return;
        }
      }
    }
  }

  private void count(StepResult result) {
    switch (result) {
      case StepResult.Done done -> events.ended(queue, StepStatus.EXECUTE_SUCCESS);
      case StepResult.Failed failed -> events.ended(queue, StepStatus.EXECUTE_FAILURE);
      case StepResult.Lost lost -> {}
      case StepResult.Held held -> {}
      case StepResult.Kept kept -> {}
      case StepResult.Pending pending -> {}
      case StepResult.Again again -> {}
      case StepResult.Postponed postponed -> {}
      case StepResult.Unknown unknown -> {}
    }
  }

  /** However long the database is away; false if this process ends before it is back. */
  private boolean persist(Runnable write) {
    for (int tries = 0; ; tries++) {
      try {
        write.run();
        return true;
      } catch (StoreException e) {
        if (!(e instanceof StoreUnavailable)) { // which the database itself tells
          log.error("queue {}: a result was not written; tried again soon", queue, e);
        }
        if (!pause(away.wait(tries))) {
          return false;
        }
      }
    }
  }

  private static StepResult fault() {
    return new StepResult.Unknown(
        "INTERNAL_FAULT", "a fault in this service; its log has the details");
  }

  private StepResult attempt(Claim claim) {
    StepRunner runner = runners.get(claim.kind());
    if (runner == null) {
      return new StepResult.Held(
          "NO_RUNNER", "this program does not know work of kind " + claim.kind());
    }
    try {
      return runner.run(claim);
    } catch (StoreUnavailable told) { // before something was sent, or after
      return new StepResult.Unknown("DATABASE_AWAY", "");
    } catch (RuntimeException | Error e) { // else its lease would be renewed for ever
      log.error(
          "queue {}: task {} step {} attempt {} broke",
          queue,
          claim.taskId(),
          claim.seq(),
          claim.attempt(),
          e);
      return fault();
    }
  }

  private boolean turnGate(StepResult result) {
    return switch (result) {
      case StepResult.Held held -> closeGate(held);
      case StepResult.Lost lost -> false;
      case StepResult.Done done -> openGate();
      case StepResult.Failed failed -> openGate();
      case StepResult.Pending pending -> openGate();
      case StepResult.Again again -> openGate();
      case StepResult.Kept kept -> kept.asked() && openGate();
      case StepResult.Postponed postponed -> openGate();
      case StepResult.Unknown unknown -> openGate();
    };
  }

  private boolean closeGate(StepResult.Held held) {
    boolean told;
    lock.lock();
    try {
      long now = clock.millis();
      if (gate.closed() && gate.left(now) > 0) {
        return false; // one of many that found the same at the same time
      }
      told = gate.reason.equals(held.reason());
      long wait = settings.gate().wait(gate.failures).toMillis();
      gate = new Gate(gate.failures + 1, now, wait, held.reason(), held.note());
    } finally {
      lock.unlock();
    }
    if (!told) {
      log.warn("queue {} waits: {} {}", queue, held.reason(), held.note());
    }
    return true;
  }

  private boolean openGate() {
    lock.lock();
    try {
      if (!gate.closed()) {
        return false;
      }
      gate = Gate.OPEN;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    log.info("queue {} goes on", queue);
    return true;
  }

  /**
   * Writes what is so now, one at a time: of two steps that turned the gate, the one that turned it
   * last may come here first.
   */
  private void tell() {
    telling.lock();
    try {
      Gate now = gate();
      if (now.closed()) {
        journal.trouble(queue, now.reason, now.note);
      } else {
        journal.troubleOver(queue);
      }
    } finally {
      telling.unlock();
    }
  }

  private Gate gate() {
    lock.lock();
    try {
      return gate;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether to go on: false when the worker is stopping. */
  private boolean pause(Duration time) {
    lock.lock();
    try {
      long nanos = time.toNanos();
      while (!stopping && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return !stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
