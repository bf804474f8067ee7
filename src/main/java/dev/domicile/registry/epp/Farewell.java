package dev.domicile.registry.epp;

import java.time.Duration;
import java.util.List;

/** Logs sessions out. A registry that does not say goodbye must not hold up a stop. */
record Farewell(SessionTrids trids, Duration timeout) {

  private static final Duration LONGEST = Duration.ofSeconds(2);

  void to(EppSession session) {
    session.logout(trids.next(), timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
  }

  /** At once everywhere; returns when all have left, or were given up. */
  void toAll(List<EppSession> sessions) {
    List<Thread> farewells =
        sessions.stream()
            .map(s -> Thread.ofVirtual().name("epp-logout").start(() -> to(s)))
            .toList();
    for (Thread farewell : farewells) {
      try {
        farewell.join(LONGEST.multipliedBy(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
