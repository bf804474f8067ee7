package dev.domicile.registry.epp;

/** A session in the pool, and how much of its window is taken. Guarded by the pool's lock. */
final class Place {

  private final EppSession session;
  private final int window;
  private int taken;

  Place(EppSession session, int window) {
    this.session = session;
    this.window = window;
  }

  EppSession session() {
    return session;
  }

  int taken() {
    return taken;
  }

  boolean hasRoom() {
    return taken < window && !session.hasEnded();
  }

  boolean isFree() {
    return taken == 0;
  }

  void take() {
    taken++;
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
