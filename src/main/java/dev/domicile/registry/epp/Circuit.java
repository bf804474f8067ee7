package dev.domicile.registry.epp;

import dev.domicile.registry.Condition.Breaker;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one registry: what went wrong last, whether the registry is left alone for
 * it, and what operators are told. For use under one lock.
 */
final class Circuit {

  /** So many answers 2400 with no other between them are about the registry, not the domains. */
  private static final int MOST_BUSY_IN_A_ROW = 10;

  private static final int TRY_LATER = 2400;

  private final EppSettings.Recovery recovery;
  private final Troubles troubles;
  private final Backoff backoff;
  private final SessionLog log;
  private int busyInARow;
  private boolean loginDoubted;
  private @Nullable Trouble trouble;

  Circuit(
      String registry, EppSettings.Recovery recovery, Troubles troubles, RandomGenerator random) {
    this.recovery = recovery;
    this.troubles = troubles;
    this.backoff = new Backoff(recovery, random);
    this.log = new SessionLog(registry);
  }

  /**
   * @param held sessions open
   */
  void sessionOpened(int held) {
    backoff.opened();
    trouble = null;
    log.opened(held);
  }

  void sessionRefused(Opening.Failed failed) {
    trouble = failed.trouble();
    if (failed.refusedForGood()) {
      stop(failed.trouble());
    } else {
      log.notOpened(failed.trouble());
    }
  }

  /** For a while no session is tried to be had. */
  void pause() {
    backoff.failed(System.nanoTime());
  }

  void sessionRetired(int held) {
    log.retired(held);
  }

  /**
   * @param held sessions still open
   * @param proven it had carried a command. One that had not and was told that it is not logged in
   *     gets one more login; two in a row are a refused login
   */
  void sessionEnded(EppSession.Ending ending, int held, boolean proven) {
    log.ended(ending, held);
    if (proven) {
      return;
    }
    trouble = ending.trouble();
    boolean login = ending.trouble().kind() == Kind.LOGIN_REFUSED;
    if (login && loginDoubted) {
      stop(ending.trouble());
    } else {
      pause();
    }
    loginDoubted = login;
  }

  /**
   * A command was answered. In a maintenance every command would be refused, and each of its few
   * tries used up; so one 2400 after another is a trouble of the registry.
   *
   * @param proven the session has carried a command
   * @return whether nothing more is to be sent for a while
   */
  boolean answered(int code, boolean proven) {
    if (code == TRY_LATER) {
      busyInARow++;
      return isBusy() && leaveAlone();
    }
    if (isBusy()) {
      trouble = null;
      backoff.opened();
      log.worksAgain();
    }
    busyInARow = 0;
    if (proven) {
      loginDoubted = false;
      backoff.proven();
    }
    return false;
  }

  /** Whether it answers nothing but 2400. */
  boolean isBusy() {
    return busyInARow >= MOST_BUSY_IN_A_ROW;
  }

  boolean isPausing(long now) {
    return backoff.isPausing(now);
  }

  Breaker state() {
    return backoff.state(System.nanoTime());
  }

  /** Why the last attempt to get or to use a session failed; null when it did not. */
  @Nullable Trouble trouble() {
    return trouble;
  }

  private boolean leaveAlone() {
    if (backoff.isPausing(System.nanoTime())) {
      return false; // these were on their way already
    }
    Trouble why = troubles.of(Kind.BUSY, "2400 to " + busyInARow + " commands in a row");
    trouble = why;
    pause();
    log.paused(why);
    return true;
  }

  private void stop(Trouble why) {
    backoff.refused(System.nanoTime());
    log.stopped(why, recovery.refused());
  }
}
