package dev.domicile.registry.epp;

import dev.domicile.registry.Condition;
import dev.domicile.registry.SessionSlots;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one registry. They are opened when a command finds no room on those that are
 * open; callers wait in line and are served first come, first served.
 *
 * <p>After a failure the registry is left alone for a while: a caller who then finds no session
 * open gets the reason at once. While none is open, one is opened at a time, so that a wrong
 * password is tried once and not once per session.
 */
final class EppSessions implements EppSession.Listener {

  /** For {@link #release}: the command was not sent, or its answer did not come. */
  static final int NO_ANSWER = 0;

  private final Function<SessionSlots.Slot, Opening> opener;
  private final SessionSlots slots;
  private final Farewell farewell;
  private final EppSettings settings;
  private final EppEvents events;
  private final Troubles troubles;

  private final ReentrantLock lock = new ReentrantLock();
  private final java.util.concurrent.locks.Condition quiet = lock.newCondition();
  private final Places places = new Places();
  private final Deque<Handoff<Lease>> line = new ArrayDeque<>();
  private final Circuit circuit;
  private final SessionTarget target;
  private final CommandRate rate;
  private int opening;
  private int leaving;
  private boolean closed;

  /**
   * @param most sessions held at a time, by all processes
   * @param sharing what this process has of it
   * @param opener blocks until a session is logged in or could not be had
   */
  EppSessions(
      String registry,
      int most,
      EppSettings settings,
      EppRegistry.Sharing sharing,
      Function<SessionSlots.Slot, Opening> opener,
      SessionTrids trids,
      RandomGenerator random,
      EppEvents events) {
    this.opener = opener;
    this.farewell = new Farewell(trids, settings.pacing().timeout());
    this.settings = settings;
    this.events = events;
    this.troubles = new Troubles(settings.address());
    this.circuit = new Circuit(registry, settings.recovery(), troubles, random);
    this.target = new SessionTarget(most, settings.recovery().sessionLimit());
    this.rate = new CommandRate(settings.allowance(), sharing.rate());
    this.slots = sharing.slots();
    slots.listen(this::slotsChanged);
  }

  /**
   * Waits in line for room on a session and for the registry's rate: at most {@code
   * waitForSession}, and what those ahead take at that rate.
   */
  Lease acquire() {
    Lease lease = room();
    if (!(lease instanceof Lease.Granted(Place place))) {
      return lease;
    }
    return switch (rate.awaitTurn()) {
      case COME -> lease;
      case INTERRUPTED -> giveUp(place, Kind.STOPPING, "the caller was interrupted");
      case NOT_TO_BE_HAD ->
          giveUp(place, Kind.BUSY, "the rate that is shared with other processes cannot be asked");
    };
  }

  private Lease giveUp(Place place, Kind kind, String why) {
    release(place, NO_ANSWER);
    return new Lease.Refused(troubles.of(kind, why));
  }

  private Lease room() {
    Handoff<Lease> waiting;
    Duration limit;
    lock.lock();
    try {
      Lease now = atOnce();
      if (now != null) {
        return now;
      }
      waiting = new Handoff<>();
      line.add(waiting);
      limit = settings.pacing().waitForSession().plus(rate.timeFor(line.size() + places.taken()));
      tellWant();
      openMore(System.nanoTime());
    } finally {
      lock.unlock();
    }
    Lease lease = waiting.await(limit);
    return lease == null ? leave(waiting, limit) : lease;
  }

  /**
   * @param code that was answered, or {@link #NO_ANSWER}
   */
  void release(Place place, int code) {
    lock.lock();
    try {
      place.giveBack();
      if (code != NO_ANSWER && circuit.answered(code, place.session().isProven())) {
        refuseAll(why());
      }
      retireWhenSpent(place);
      serve();
    } finally {
      lock.unlock();
    }
  }

  Condition condition() {
    lock.lock();
    try {
      int turns = rate.waiting();
      return new Condition(
          places.size(),
          Math.max(0, places.taken() - turns),
          line.size() + turns,
          circuit.state(),
          circuit.trouble());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(EppSession session, EppSession.Ending ending) {
    lock.lock();
    try {
      Place place = places.of(session);
      if (place == null) {
        return;
      }
      places.remove(place);
      place.slot().giveBack();
      circuit.sessionEnded(ending, places.size(), session.isProven());
      events.sessionEnded();
      if (!session.isProven()) {
        tellThoseWithoutHope(ending.trouble());
      }
      settle();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void idle(EppSession session) {
    Place place;
    lock.lock();
    try {
      place = places.of(session);
      if (place == null || !place.isFree() || closed) {
        return;
      }
      place.takeAll();
    } finally {
      lock.unlock();
    }
    if (session.hello() instanceof Exchange.Answered(Greeting greeting, Duration took)
        && greeting.date() != null) {
      events.clockTold(greeting.date());
    }
    lock.lock();
    try {
      place.giveBackAll();
      retireWhenSpent(place);
      serve();
    } finally {
      lock.unlock();
    }
  }

  /** Lets what is in flight end, logs out everywhere at once, and waits for that. */
  void close() {
    List<EppSession> leaving;
    lock.lock();
    try {
      closed = true;
      refuseAll(stopping());
      awaitQuiet();
      leaving = places.sessions();
    } finally {
      lock.unlock();
    }
    farewell.toAll(leaving);
  }

  private @Nullable Lease atOnce() {
    if (closed) {
      return new Lease.Refused(stopping());
    }
    boolean nothingOpen = places.isEmpty() && opening == 0 && leaving == 0;
    boolean hopeless = (nothingOpen || circuit.isBusy()) && circuit.isPausing(System.nanoTime());
    if (hopeless) {
      return new Lease.Refused(why());
    }
    Place place = line.isEmpty() ? places.leastTaken() : null;
    if (place != null) {
      place.take();
      tellWant();
      return new Lease.Granted(place);
    }
    return null;
  }

  /** The time in line is up; a lease may have come at the last moment. */
  private Lease leave(Handoff<Lease> waiting, Duration limit) {
    lock.lock();
    try {
      if (line.remove(waiting)) {
        return new Lease.Refused(
            troubles.of(Kind.BUSY, "no session came free within " + limit.toMillis() + " ms"));
      }
    } finally {
      lock.unlock();
    }
    Lease lease = waiting.await(limit);
    return lease == null ? new Lease.Refused(stopping()) : lease;
  }

  /** How many sessions would be of use now. */
  private void tellWant() {
    if (slots != SessionSlots.UNSHARED) {
      slots.want(Math.ceilDiv(places.taken() + line.size(), settings.pacing().window()));
    }
  }

  /** Slots have come, or are to go to other processes, or are theirs already. */
  private void slotsChanged() {
    List<EppSession> lost;
    lock.lock();
    try {
      lost = places.lost();
    } finally {
      lock.unlock();
    }
    lost.forEach(EppSession::abandon);
    lock.lock();
    try {
      settle();
    } finally {
      lock.unlock();
    }
  }

  private void openMore(long now) {
    int wanted = line.size();
    while (!closed
        && opening < wanted
        && places.size() + opening + leaving < target.at(now)
        && (opening == 0 || !places.isEmpty())
        && !circuit.isPausing(now)) {
      SessionSlots.Slot slot = slots.take();
      if (slot == null) {
        return;
      }
      opening++;
      Thread.ofVirtual().name("epp-opener").start(() -> open(slot));
    }
  }

  private void open(SessionSlots.Slot slot) {
    switch (opener.apply(slot)) {
      case Opening.Opened opened -> opened(opened, slot);
      case Opening.Failed failed -> notOpened(failed, slot);
    }
  }

  private void opened(Opening.Opened opened, SessionSlots.Slot slot) {
    EppSession session = opened.session();
    boolean late;
    lock.lock();
    try {
      opening--;
      late = closed;
      if (!late) {
        places.add(
            new Place(
                session, slot, settings.pacing().window(), settings.allowance().afterLogin()));
        circuit.sessionOpened(places.size());
        events.sessionOpened(opened.took());
      }
    } finally {
      lock.unlock();
    }
    if (late) {
      farewell.to(session);
      slot.giveBack();
    } else {
      session.keep(this);
    }
    lock.lock();
    try {
      settle();
    } finally {
      lock.unlock();
    }
  }

  private void notOpened(Opening.Failed failed, SessionSlots.Slot slot) {
    lock.lock();
    try {
      opening--;
      slot.giveBack();
      events.connectFailed(failed.trouble().kind());
      circuit.sessionRefused(failed);
      pause(failed, System.nanoTime());
      tellThoseWithoutHope(failed.trouble());
      settle();
    } finally {
      lock.unlock();
    }
  }

  /** Those in line would otherwise wait through one failure after another. */
  private void tellThoseWithoutHope(Trouble why) {
    if (places.isEmpty() && opening == 0) {
      refuseAll(why);
    }
  }

  private void pause(Opening.Failed failed, long now) {
    if (failed.trouble().kind() == Kind.SESSION_LIMIT && !places.isEmpty()) {
      target.lowerTo(places.size(), now);
    } else if (!failed.refusedForGood()) {
      circuit.pause();
    }
  }

  /** It leaves before the registry shows it the door, with its place kept until it has. */
  private void retireWhenSpent(Place place) {
    if (!place.isSpent() || !place.isFree() || places.of(place.session()) == null) {
      return;
    }
    places.remove(place);
    leaving++;
    circuit.sessionRetired(places.size());
    events.sessionEnded();
    Thread.ofVirtual().name("epp-logout").start(() -> leave(place));
  }

  private void leave(Place place) {
    farewell.to(place.session());
    lock.lock();
    try {
      leaving--;
      place.slot().giveBack();
      settle();
    } finally {
      lock.unlock();
    }
  }

  /** After any change: room goes to those in line, or more is made, or they are told why not. */
  private void settle() {
    long now = System.nanoTime();
    places.spend(slots.surplus() - leaving).forEach(this::retireWhenSpent);
    serve();
    openMore(now);
    boolean none = places.isEmpty() && opening == 0 && leaving == 0;
    // else what is awaited is a slot
    if (none && !line.isEmpty() && (closed || circuit.isPausing(now))) {
      refuseAll(why());
    }
  }

  private void serve() {
    Place place;
    while (!line.isEmpty() && (place = places.leastTaken()) != null) {
      place.take();
      line.remove().give(new Lease.Granted(place));
    }
    quiet.signalAll();
  }

  private void refuseAll(Trouble why) {
    while (!line.isEmpty()) {
      line.remove().give(new Lease.Refused(why));
    }
  }

  private void awaitQuiet() {
    long left = settings.pacing().timeout().toNanos();
    try {
      while (left > 0 && (opening > 0 || leaving > 0 || places.taken() > 0)) {
        left = quiet.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Trouble why() {
    Trouble last = circuit.trouble();
    return last == null ? troubles.of(Kind.BUSY, "no session") : last;
  }

  private Trouble stopping() {
    return troubles.of(Kind.STOPPING, "the service is stopping");
  }
}
