package dev.domicile.registry.epp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.Condition.Breaker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pauses, targets, clTRIDs of sessions, and the settings behind them. */
class PacingTest {

  private static final EppSettings.Recovery RECOVERY = EppSettings.Recovery.DEFAULT;

  @Test
  void pausesDoubleUpToTheMostAndAreShortenedByUpToAHalf() {
    for (long seed = 1; seed <= 50; seed++) {
      Backoff backoff = new Backoff(RECOVERY, new SplittableRandom(seed));
      long now = Long.MAX_VALUE - 5; // nanoTime may be anything, and wrap
      for (long seconds : new long[] {1, 2, 4, 5, 5, 5}) {
        backoff.failed(now);
        long longest = Duration.ofSeconds(seconds).toNanos();
        assertTrue(backoff.isPausing(now + longest / 2 - 1), "seed " + seed);
        assertFalse(backoff.isPausing(now + longest), "seed " + seed);
        now += longest;
      }
    }
  }

  @Test
  void onlyAnAnsweredCommandSetsThePausesBack() {
    Backoff backoff = new Backoff(RECOVERY, new SplittableRandom(1));
    backoff.failed(0);
    backoff.failed(0);
    backoff.opened();
    assertFalse(backoff.isPausing(0));
    backoff.failed(0);
    assertTrue(backoff.isPausing(Duration.ofSeconds(2).toNanos() - 1), "the third pause");
    assertEquals(Breaker.OPEN, backoff.state(0));
    backoff.proven();
    backoff.failed(0);
    assertFalse(backoff.isPausing(Duration.ofSeconds(1).toNanos()), "the first pause");
  }

  @Test
  void aRefusedLoginPausesLong() {
    Backoff backoff = new Backoff(RECOVERY, new SplittableRandom(1));
    backoff.refused(0);
    assertTrue(backoff.isPausing(Duration.ofMinutes(29).toNanos()));
    assertEquals(Breaker.STOPPED, backoff.state(Duration.ofMinutes(29).toNanos()));
    assertFalse(backoff.isPausing(Duration.ofHours(1).toNanos()));
    assertEquals(Breaker.HALF_OPEN, backoff.state(Duration.ofHours(1).toNanos()));
  }

  @Test
  void commandsAreSpacedByTheRateAfterABurst() {
    CommandRate rate = new CommandRate(new EppSettings.Allowance(4, 3, 0));
    long quarter = Duration.ofMillis(250).toNanos();
    for (long start : new long[] {Long.MAX_VALUE - quarter, Long.MIN_VALUE + 10 * quarter}) {
      assertEquals(0, rate.book(start), "the burst");
      assertEquals(0, rate.book(start));
      assertEquals(0, rate.book(start));
      assertEquals(quarter, rate.book(start));
      assertEquals(2 * quarter, rate.book(start));
      assertEquals(quarter, rate.book(start + 2 * quarter));
    }
    assertEquals(Duration.ofSeconds(2), rate.timeFor(8));
  }

  @Test
  void withoutABurstALateCommandMakesNoOtherEarly() {
    CommandRate rate = new CommandRate(new EppSettings.Allowance(0.5, 1, 0));
    assertEquals(0, rate.book(7));
    assertEquals(Duration.ofSeconds(1).toNanos(), rate.book(7 + Duration.ofSeconds(1).toNanos()));
    assertEquals(0, rate.book(Duration.ofMinutes(1).toNanos()));
    assertEquals(Duration.ofSeconds(2).toNanos(), rate.book(Duration.ofMinutes(1).toNanos()));
  }

  @Test
  void aLoweredTargetRisesOneByOne() {
    SessionTarget target = new SessionTarget(4, Duration.ofNanos(10));
    assertEquals(4, target.at(0));
    target.lowerTo(0, 100);
    assertEquals(1, target.at(109));
    assertEquals(2, target.at(110));
    assertEquals(2, target.at(119));
    assertEquals(4, target.at(1_000));
    assertEquals(4, target.at(2_000));
  }

  @Test
  void clTridsOfSessionsNeverRepeatAndFit() {
    SessionTrids trids = new SessionTrids(new SplittableRandom(1));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String trid = trids.next();
      assertTrue(trid.matches("L-[A-Z2-7]{13}-[0-9]+") && trid.length() <= 64, trid);
      assertTrue(seen.add(trid), trid);
    }
    assertNotEquals(
        new SessionTrids(new SplittableRandom(2)).next().substring(0, 15),
        new SessionTrids(new SplittableRandom(3)).next().substring(0, 15));
  }

  @Test
  void settingsThatCannotWorkAreRefusedByName() {
    EppSettings.Login login = new EppSettings.Login("registrar1", "secret-1", null);
    Duration second = Duration.ofSeconds(1);
    assertRefused("host", () -> EppSettings.of(" ", 700, null, login));
    assertRefused("port", () -> EppSettings.of("h", 0, null, login));
    assertRefused("login.id", () -> new EppSettings.Login("ab", "secret-1", null));
    assertRefused("login.password", () -> new EppSettings.Login("registrar1", "short", null));
    assertRefused(
        "login.newPassword", () -> new EppSettings.Login("registrar1", "secret-1", "short"));
    assertRefused("pipeline", () -> pacing(0, second, 1_024));
    assertRefused("timeout", () -> pacing(1, Duration.ZERO, 1_024));
    assertRefused("commandsPerSecond", () -> new EppSettings.Allowance(-1, 1, 0));
    assertRefused("burst", () -> new EppSettings.Allowance(1, 0, 0));
    assertRefused("maxCommandsPerSession", () -> new EppSettings.Allowance(0, 1, 1));
    assertRefused("maxFrame", () -> pacing(1, second, 1_023));
    assertRefused(
        "backoff.first",
        () -> new EppSettings.Recovery(second, Duration.ofMillis(1), second, second));
  }

  private static EppSettings.Pacing pacing(int window, Duration timeout, int maxFrame) {
    Duration second = Duration.ofSeconds(1);
    return new EppSettings.Pacing(window, second, timeout, second, second, maxFrame);
  }

  private static void assertRefused(String key, Runnable settings) {
    EppConfigurationException refusal =
        assertThrows(EppConfigurationException.class, settings::run);
    assertTrue(refusal.getMessage().startsWith(key + " "), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
  }
}
