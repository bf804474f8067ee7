package dev.domicile.registry.epp;

import dev.domicile.registry.SessionSlots;

/**
 * A session in the pool, how much of its window is taken, and how many commands it may still carry.
 * Guarded by the pool's lock.
 */
final class Place {

  private final EppSession session;
  private final SessionSlots.Slot slot;
  private final int window;
  private int taken;
  private int left;

  /**
   * @param slot by which it may be open
   * @param commands how many it may carry in all
   */
  Place(EppSession session, SessionSlots.Slot slot, int window, int commands) {
    this.session = session;
    this.slot = slot;
    this.window = window;
    this.left = commands;
  }

  EppSession session() {
    return session;
  }

  SessionSlots.Slot slot() {
    return slot;
  }

  int taken() {
    return taken;
  }

  boolean hasRoom() {
    return taken < window && left > 0 && !session.hasEnded() && slot.holds();
  }

  boolean isFree() {
    return taken == 0;
  }

  /** Whether it has carried all that it may. */
  boolean isSpent() {
    return left <= 0;
  }

  /** It carries no more than what is in flight on it. */
  void spend() {
    left = 0;
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
