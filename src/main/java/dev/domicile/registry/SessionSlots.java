package dev.domicile.registry;

import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to have sessions at one registry, where several processes share what it allows.
 * A session is opened with a slot, which no other process has, and the slot is given back once the
 * session has ended. All of this returns at once and may be called under a lock.
 */
public interface SessionSlots {

  /** For a process that shares its sessions with no other. */
  SessionSlots UNSHARED =
      new SessionSlots() {

        private final Slot one =
            new Slot() {
              @Override
              public boolean holds() {
                return true;
              }

              @Override
              public void giveBack() {}
            };

        @Override
        public Slot take() {
          return one;
        }

        @Override
        public int surplus() {
          return 0;
        }

        @Override
        public void want(int sessions) {}

        @Override
        public void listen(Runnable changed) {}
      };

  /** A slot for one session, or null where there is none now. */
  @Nullable Slot take();

  /** How many of the slots that were taken are to be given back, once nothing is in flight. */
  int surplus();

  /** Tells how many sessions would be in use now if there were that many. */
  void want(int sessions);

  /**
   * @param changed is run, on another thread, when slots have come, are to go, or are lost
   */
  void listen(Runnable changed);

  /** The right to one session. */
  interface Slot {

    /** False for good once another process may have it: then nothing may be sent any more. */
    boolean holds();

    /** The session has ended, or none was had. */
    void giveBack();
  }
}
