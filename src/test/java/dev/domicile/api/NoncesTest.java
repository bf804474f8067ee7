package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NoncesTest {

  private static final Instant T0 = Instant.parse("2026-11-23T18:00:00Z");

  @Test
  void knowsANonceUntilItExpires() {
    Nonces nonces = new Nonces(10);
    assertEquals(
        Nonces.Verdict.NEW, nonces.record(Nonces.digest("key", "n"), T0, T0.plusSeconds(60)));
    assertEquals(
        Nonces.Verdict.USED,
        nonces.record(Nonces.digest("key", "n"), T0.plusSeconds(60), T0.plusSeconds(120)));
    assertEquals(
        Nonces.Verdict.NEW,
        nonces.record(Nonces.digest("key", "n"), T0.plusSeconds(61), T0.plusSeconds(120)));
  }

  @Test
  void keepsTheKeysApart() {
    Nonces nonces = new Nonces(10);
    assertEquals(Nonces.Verdict.NEW, nonces.record(Nonces.digest("key", "n"), T0, T0));
    assertEquals(Nonces.Verdict.NEW, nonces.record(Nonces.digest("key2", "n"), T0, T0));
    assertEquals(Nonces.Verdict.NEW, nonces.record(Nonces.digest("key", "2n"), T0, T0));
  }

  @Test
  void saysWhenItIsFullAndKnowsItsNoncesStill() {
    Nonces nonces = new Nonces(2);
    nonces.record(Nonces.digest("key", "a"), T0, T0.plusSeconds(100));
    nonces.record(Nonces.digest("key", "b"), T0, T0.plusSeconds(10));
    assertEquals(
        Nonces.Verdict.FULL, nonces.record(Nonces.digest("key", "c"), T0, T0.plusSeconds(10)));
    assertEquals(
        Nonces.Verdict.USED, nonces.record(Nonces.digest("key", "a"), T0, T0.plusSeconds(10)));
    assertEquals(
        Nonces.Verdict.NEW,
        nonces.record(Nonces.digest("key", "c"), T0.plusSeconds(11), T0.plusSeconds(20)));
    assertEquals(
        Nonces.Verdict.USED,
        nonces.record(Nonces.digest("key", "a"), T0.plusSeconds(11), T0.plusSeconds(20)));
  }

  @Test
  void takesOneOfManyAtTheSameMoment() throws InterruptedException {
    Nonces nonces = new Nonces(1_000);
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.submit(
            () -> {
              go.await();
              if (nonces.record(Nonces.digest("key", "same"), T0, T0.plusSeconds(9))
                  == Nonces.Verdict.NEW) {
                taken.incrementAndGet();
              }
              return null;
            });
      }
      go.countDown();
      threads.shutdown();
      assertEquals(true, threads.awaitTermination(20, TimeUnit.SECONDS));
    }
    assertEquals(1, taken.get());
  }
}
