package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No false success and no false failure: random changes, at a registry with random faults, while
 * others change the same domains and the service is stopped hard; what each task says in the end is
 * held against what the registry held. {@code -Ddomicile.truth.seeds=1-100} for a longer hunt.
 */
class TruthTest {

  private static final int ROUNDS = 4;

  @TempDir Path folder;

  static LongStream seeds() {
    String[] range = System.getProperty("domicile.truth.seeds", "1-3").split("-", 2);
    return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsToldIsWhatTheRegistryHeld(long seed) {
    try (UnrulyWorld world = new UnrulyWorld(folder, seed)) {
      for (int round = 1; round <= ROUNDS; round++) {
        world.begin();
        Await.until("all of it ends; seed " + seed, Duration.ofMinutes(1), world::hasEnded);
        assertEquals(List.of(), world.untruths(), "seed " + seed + ", round " + round);
      }
      assertEquals(List.of(), world.doubles(), "seed " + seed);
      assertEquals(0, world.repeatedClTrids(), "seed " + seed);
    }
  }
}
