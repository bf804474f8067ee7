package dev.domicile.registry.epp;

/**
 * A session in the pool, how much of its window is taken, and how many commands it may still carry.
 * Guarded by the pool's lock.
 */
final class Place {

  private final EppSession session;
  private final int window;
  private int taken;
  private int left;

  /**
   * @param commands how many it may carry in all
   */
  Place(EppSession session, int window, int commands) {
    this.session = session;
    this.window = window;
    this.left = commands;
  }

  EppSession session() {
    return session;
  }

  int taken() {
    return taken;
  }

  boolean hasRoom() {
    return taken < window && left > 0 && !session.hasEnded();
  }

  boolean isFree() {
    return taken == 0;
  }

  /** Whether it has carried all that it may, and nothing is in flight on it. */
  boolean isSpent() {
    return left <= 0 && taken == 0;
  }

  void take() {
    taken++;
    left--;
  }

  /** For a hello: nothing may be sent behind it. */
  void takeAll() {
    taken = window;
  }

  void giveBack() {
    taken--;
  }

  void giveBackAll() {
    taken = 0;
  }
}
