package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One account sends as fast as it can; the other one must not notice. */
class FloodTest {

  private static final int FLOODERS = 4;
  private static final int ROUNDS = 3;
  private static final int CALLS = 60;

  /** Both share this machine's processors with the flood's own clients. */
  private static final double MOST = 10;

  @TempDir Path folder;

  @Test
  void aFloodOfOneAccountLeavesAnothersLatencyAlone() throws Exception {
    try (Lab near = Lab.near(folder);
        Service service = new Service(folder, InstantSource.system(), near)) {
      service.key("throttle", "{perSecond: 1, burst: 450, accountPerSecond: 0}").begin();
      List<Long> quiet = new ArrayList<>();
      List<Long> flooded = new ArrayList<>();
      AtomicLong turnedAway = new AtomicLong();
      latencies(service, 20);
      for (int round = 0; round < ROUNDS; round++) {
        quiet.addAll(latencies(service, CALLS));
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor()) {
          List<Future<?>> flooders = new ArrayList<>();
          for (int i = 0; i < FLOODERS; i++) {
            flooders.add(flood.submit(() -> flood(service, over, turnedAway)));
          }
          long before = turnedAway.get();
          Await.until("the flood is turned away", () -> turnedAway.get() > before);
          flooded.addAll(latencies(service, CALLS));
          over.set(true);
          for (Future<?> flooder : flooders) {
            flooder.get();
          }
        }
      }
      double ratio = (double) median(flooded) / median(quiet);
      System.out.printf(
          "FloodTest: %d calls turned away, the other's latency %.2f times%n",
          turnedAway.get(), ratio);
      assertTrue(turnedAway.get() > FLOODERS * ROUNDS, "a flood: " + turnedAway);
      assertTrue(ratio < MOST, "latency " + ratio + " times as long");
    }
  }

  private static void flood(Service service, AtomicBoolean over, AtomicLong turnedAway) {
    while (!over.get()) {
      if (service.list("none").send().field("Code").equals("Throttling.User")) {
        turnedAway.incrementAndGet();
      }
    }
  }

  /** Nanoseconds of each call of the other account. */
  private static List<Long> latencies(Service service, int calls) {
    List<Long> latencies = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      SignedCall call = service.list("none").as(Service.OTHER);
      long began = System.nanoTime();
      Reply reply = call.send();
      latencies.add(System.nanoTime() - began);
      assertEquals("ParameterIllegal", reply.field("Code"), reply.text());
    }
    return latencies;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
