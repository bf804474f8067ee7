package dev.domicile.portfolio;

import java.time.Duration;
import java.util.List;

/**
 * How much a sync asks of one registry.
 *
 * @param inFlight looks at a time: more than its sessions take, so that none waits for the next one
 * @param perSecond most commands sent in a second; 0 for as many as the registry's own settings let
 *     through
 * @param pauses before a look that came to nothing is tried again, in turn; as many tries more
 * @param storeEvery after which what was read is stored; a crash loses so much of it
 */
public record SyncPace(int inFlight, int perSecond, List<Duration> pauses, Duration storeEvery) {

  /** Half a minute of a registry's absence is waited for; a longer one ends the run. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(16));

  public SyncPace {
    if (inFlight < 1 || perSecond < 0) {
      throw new IllegalArgumentException("inFlight " + inFlight + ", perSecond " + perSecond);
    }
    pauses = List.copyOf(pauses);
  }

  public static SyncPace of(int inFlight, int perSecond) {
    return new SyncPace(inFlight, perSecond, PAUSES, Duration.ofSeconds(1));
  }
}
