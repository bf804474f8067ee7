package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a registry. Callers write their frames; one reader hands each answer to the
 * oldest frame in flight. An answer that is not that one's means that nothing on this connection
 * can be believed any more: all in flight is lost and the session ends. It never writes a frame
 * twice.
 */
final class EppSession {

  private static final Logger LOG = LoggerFactory.getLogger(EppSession.class);

  /** The registry's farewell: it closes the connection next (RFC 5730 section 2.9.1.2). */
  private static final int BYE = 1500;

  private final Connection connection;
  private final Troubles troubles;
  private final EppSettings.Pacing pacing;
  private final BooleanSupplier maySend;
  private final ReentrantLock writing = new ReentrantLock();

  /** Guards what follows; held for moments, never while reading or writing. */
  private final ReentrantLock state = new ReentrantLock();

  private final Deque<InFlight> inFlight = new ArrayDeque<>();
  private @Nullable Ending ending;
  private @Nullable Listener listener;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int answers;
  private boolean farewell; // 1500 was read; touched by the reader only
  private volatile long lastUse = System.nanoTime();

  /**
   * Why a session is no more.
   *
   * @param idle whether nothing was in flight: then nothing was lost
   */
  record Ending(Trouble trouble, boolean idle) {}

  /** Who keeps this session. */
  interface Listener {
    /** Called once. */
    void ended(EppSession session, Ending ending);

    /** The session has been idle long enough for a hello. */
    void idle(EppSession session);
  }

  /**
   * @param maySend asked right before a frame is written, after all waiting; where it says no,
   *     nothing is written
   */
  EppSession(
      Connection connection,
      Troubles troubles,
      EppSettings.Pacing pacing,
      BooleanSupplier maySend) {
    this.maySend = maySend;
    this.connection = connection;
    this.troubles = troubles;
    this.pacing = pacing;
  }

  /** Starts to read, which begins with the TLS handshake, and waits for the greeting. */
  Exchange greeting() {
    InFlight greeting = InFlight.now(null, code -> {});
    enlist(greeting);
    Thread.ofPlatform().daemon().name("epp-reader").start(this::readAll);
    return outcome(greeting, "greeting", pacing.connectTimeout());
  }

  /** From now on the keeper is told when the session is idle for long, and when it ends. */
  void keep(Listener keeper) {
    Ending already;
    state.lock();
    try {
      listener = keeper;
      already = ending;
    } finally {
      state.unlock();
    }
    if (already != null) {
      keeper.ended(this, already);
      return;
    }
    Thread.ofVirtual().name("epp-keeper").start(() -> watch(keeper));
  }

  Exchange command(String clTrid, byte[] xml) {
    return command(clTrid, xml, code -> {});
  }

  /**
   * @param roomLeft told the code of an answer as soon as it is read
   */
  Exchange command(String clTrid, byte[] xml, IntConsumer roomLeft) {
    return exchange(clTrid, xml, "answer", pacing.timeout(), roomLeft);
  }

  Exchange hello() {
    return exchange(null, Hello.frame(), "greeting for a hello", pacing.timeout(), code -> {});
  }

  /** Asks to leave, waits for 1500 within the limit, and ends the session whatever came. */
  void logout(String clTrid, Duration limit) {
    exchange(clTrid, new LogoutCommand().frame(clTrid), "answer to logout", limit, code -> {});
    close(troubles.of(Kind.STOPPING, "logged out"));
  }

  /** Ends a session that nothing is in flight on, with TLS's own farewell. */
  void close(Trouble trouble) {
    finish(trouble, null, null, connection::close);
  }

  /** Ends a session at once: another process may have its place at the registry. */
  void abandon() {
    drop(troubles.of(Kind.STOPPING, "its slot is another process's"));
  }

  /**
   * Whether more than the greeting and the login was answered. What ends it then is no reason to
   * stay away.
   */
  boolean isProven() {
    return answers > 2;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  private Exchange exchange(
      @Nullable String clTrid, byte[] xml, String awaited, Duration limit, IntConsumer roomLeft) {
    InFlight mine;
    writing.lock();
    try {
      if (!maySend.getAsBoolean()) {
        return new Exchange.NotWritten(
            troubles.of(Kind.STOPPING, "this process was away for longer than its lease"));
      }
      mine = InFlight.now(clTrid, roomLeft);
      Ending over = enlist(mine);
      if (over != null) {
        return new Exchange.NotWritten(over.trouble());
      }
      write(xml);
    } finally {
      writing.unlock();
    }
    return outcome(mine, awaited, limit);
  }

  /** When it fails some of it may have left, and what is in flight is lost. */
  private void write(byte[] xml) {
    try {
      connection.write(xml);
    } catch (IOException e) {
      drop(troubles.broken(e, connection.secured(), answers > 0));
    }
  }

  private Exchange outcome(InFlight mine, String awaited, Duration limit) {
    Exchange outcome = mine.outcome().await(limit);
    if (outcome == null) {
      Trouble late = troubles.late(awaited, limit);
      drop(late);
      // the drop gave the outcome, unless the reader was just about to
      outcome = mine.outcome().await(limit);
      return outcome == null ? new Exchange.Lost(late) : outcome;
    }
    return outcome;
  }

  /** Puts a frame in line, or tells why no more can be. */
  private @Nullable Ending enlist(InFlight mine) {
    state.lock();
    try {
      if (ending == null) {
        inFlight.add(mine);
      }
      return ending;
    } finally {
      state.unlock();
    }
  }

  private void readAll() {
    try {
      connection.handshake();
      XmlReader reader = new XmlReader();
      for (byte[] xml = connection.read(); xml != null; xml = connection.read()) {
        take(Message.of(reader.read(xml), xml));
      }
      drop(troubles.closed(connection.secured(), answers > 0));
    } catch (IOException e) {
      drop(troubles.broken(e, connection.secured(), answers > 0));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("reading an EPP answer failed", e);
      drop(troubles.of(Kind.PROTOCOL, "the answer could not be read"));
    }
  }

  private void take(Message message) throws NotEppException {
    InFlight answered = remove(message);
    if (answered == null) {
      drop(endedBy((Response) message));
      return;
    }
    lastUse = System.nanoTime();
    Exchange.Answered answer = new Exchange.Answered(message, answered.age());
    if (message instanceof Response response && response.endsSession()) {
      finish(endedBy(response), answered, answer, connection::drop);
    } else {
      answers++; // by this thread only
      farewell = message instanceof Response response && response.code() == BYE;
      answered.answered(answer);
    }
  }

  /**
   * Takes what the message answers out of the line. Null where nothing is in flight and the
   * registry says why it is about to close: that is its right.
   */
  private @Nullable InFlight remove(Message message) throws NotEppException {
    state.lock();
    try {
      InFlight oldest = inFlight.peek();
      if (oldest != null && oldest.isAnsweredBy(message, inFlight.size() == 1)) {
        return inFlight.remove();
      }
      if (message instanceof Response response) {
        if (oldest == null && response.endsSession()) {
          return null;
        }
        throw new NotEppException(
            "an answer (%d) whose clTRID is not that of the oldest command in flight"
                .formatted(response.code()));
      }
      throw new NotEppException("a greeting that was not asked for");
    } finally {
      state.unlock();
    }
  }

  private Trouble endedBy(Response response) {
    boolean login = response.code() == 2200 || response.code() == 2501;
    return troubles.of(
        login ? Kind.LOGIN_REFUSED : Kind.DISCONNECTED,
        response.code() + " " + Refusals.line(response, List.of()));
  }

  private void drop(Trouble trouble) {
    Trouble why = farewell ? troubles.of(Kind.STOPPING, "logged out") : trouble;
    finish(why, null, null, connection::drop);
  }

  /**
   * Ends the session, once. Outcomes are given last, so that whoever gets one finds no living
   * session any more.
   */
  private void finish(
      Trouble trouble,
      @Nullable InFlight last,
      Exchange.@Nullable Answered answer,
      Runnable closing) {
    List<InFlight> lost = new ArrayList<>();
    try {
      end(trouble, last == null, lost, closing);
    } finally {
      if (last != null && answer != null) {
        last.answered(answer);
      }
      lost.forEach(l -> l.outcome().give(new Exchange.Lost(trouble)));
    }
  }

  private void end(Trouble trouble, boolean idle, List<InFlight> lost, Runnable closing) {
    Ending mine;
    Listener told;
    state.lock();
    try {
      if (ending != null) {
        return;
      }
      lost.addAll(inFlight);
      inFlight.clear();
      mine = new Ending(trouble, idle && lost.isEmpty());
      ending = mine;
      told = listener;
      ended.countDown();
    } finally {
      state.unlock();
    }
    closing.run();
    if (told != null) {
      told.ended(this, mine);
    }
  }

  /** A hello comes up to a quarter early, never late. */
  private void watch(Listener keeper) {
    Duration tick = pacing.keepAlive().dividedBy(4);
    try {
      while (!ended.await(Math.max(1, tick.toMillis()), TimeUnit.MILLISECONDS)) {
        Duration idle = Duration.ofNanos(System.nanoTime() - lastUse);
        if (idle.plus(tick).compareTo(pacing.keepAlive()) > 0) {
          keeper.idle(this);
        }
      }
    } catch (InterruptedException e) {
      drop(troubles.of(Kind.STOPPING, "interrupted"));
    }
  }
}
