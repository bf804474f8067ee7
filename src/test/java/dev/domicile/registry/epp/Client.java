package dev.domicile.registry.epp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An {@link EppRegistry} under test, with what is usual in these tests. */
final class Client implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AtomicInteger BOOT = new AtomicInteger();

  /** Long enough never to run out on a busy machine. */
  static final EppSettings.Pacing PACING =
      new EppSettings.Pacing(1, PATIENCE, PATIENCE, Duration.ofMinutes(1), PATIENCE, 100_000);

  /** No pause after a failure that a test would notice. */
  static final EppSettings.Recovery QUICK =
      new EppSettings.Recovery(
          Duration.ofNanos(2), Duration.ofNanos(2), Duration.ofNanos(2), Duration.ofMinutes(5));

  /** Whoever failed once stays away for the rest of the test. */
  static final EppSettings.Recovery SLOW =
      new EppSettings.Recovery(
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5));

  final Counts counts = new Counts();
  final EppRegistry registry;
  private final AtomicInteger trids = new AtomicInteger();
  private final String boot = "T" + BOOT.incrementAndGet() + "-";

  Client(int sessions, EppSettings settings) {
    this(sessions, settings, EppRegistry.Sharing.NONE);
  }

  Client(int sessions, EppSettings settings, EppRegistry.Sharing sharing) {
    registry =
        new EppRegistry(
            profile(sessions),
            settings,
            () -> Instant.parse("2026-11-23T10:00:00Z"),
            new SplittableRandom(1),
            new SessionTrids(new SplittableRandom(BOOT.incrementAndGet())),
            counts,
            () -> true,
            sharing);
  }

  static Client of(ScriptedPeer peer) {
    return new Client(1, settings(peer));
  }

  static EppSettings settings(ScriptedPeer peer) {
    return EppSettings.of(
            "127.0.0.1", peer.port(), null, new EppSettings.Login("registrar1", "secret-1", null))
        .with(PACING)
        .with(QUICK);
  }

  static EppSettings.Pacing window(int window) {
    return new EppSettings.Pacing(
        window, PATIENCE, PATIENCE, Duration.ofMinutes(1), PATIENCE, 100_000);
  }

  static EppSettings.Pacing timeout(Duration timeout) {
    return new EppSettings.Pacing(1, timeout, timeout, Duration.ofMinutes(1), PATIENCE, 100_000);
  }

  static EppSettings.Pacing keepAlive(Duration keepAlive) {
    return new EppSettings.Pacing(1, PATIENCE, PATIENCE, keepAlive, PATIENCE, 100_000);
  }

  static EppSettings.Pacing waitForSession(Duration wait) {
    return new EppSettings.Pacing(1, PATIENCE, PATIENCE, Duration.ofMinutes(1), wait, 100_000);
  }

  String trid() {
    return boot + trids.incrementAndGet();
  }

  Outcome<DomainInfo> info() {
    return registry.domainInfo(Fixtures.ONE, trid());
  }

  /** On a thread of its own, since every call blocks. */
  CompletableFuture<Outcome<DomainInfo>> infoLater() {
    return CompletableFuture.supplyAsync(this::info, r -> Thread.ofVirtual().start(r));
  }

  @Override
  public void close() {
    registry.close();
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static void assertOk(Outcome<?> outcome) {
    assertInstanceOf(Outcome.Ok.class, outcome, outcome.toString());
  }

  static Trouble assertUnknown(Trouble.Kind kind, Outcome<?> outcome) {
    assertInstanceOf(Outcome.Unknown.class, outcome, outcome.toString());
    Trouble trouble = ((Outcome.Unknown<?>) outcome).trouble();
    assertEquals(kind, trouble.kind(), trouble.detail());
    return trouble;
  }

  static Trouble assertNotSent(Trouble.Kind kind, Outcome<?> outcome) {
    assertInstanceOf(Outcome.NotSent.class, outcome, outcome.toString());
    Trouble trouble = ((Outcome.NotSent<?>) outcome).trouble();
    assertEquals(kind, trouble.kind(), trouble.detail());
    return trouble;
  }

  /** Repeats a call while it is not sent. */
  static Outcome<?> eventually(Supplier<? extends Outcome<?>> call) {
    AtomicReference<Outcome<?>> last = new AtomicReference<>();
    await(
        "a session",
        () -> {
          last.set(call.get());
          return !(last.get() instanceof Outcome.NotSent<?>);
        });
    return last.get();
  }

  /** For what another thread will soon have done. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "never came: " + what);
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  private static RegistryProfile profile(int sessions) {
    return new RegistryProfile(
        "lab",
        List.of("test"),
        "registrar1",
        sessions,
        RegistryProfile.ContactModel.FULL,
        RegistryProfile.PostalPolicy.INT,
        Set.of());
  }

  /** Counts what is told. */
  static final class Counts implements EppEvents {
    final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();
    final AtomicInteger notSent = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    @Override
    public void answered(String command, int code, Duration latency) {
      assertTrue(latency.isPositive(), "latency " + latency);
      answered.incrementAndGet();
    }

    @Override
    public void lost(String command, Trouble.Kind kind) {
      lost.incrementAndGet();
    }

    @Override
    public void notSent(String command, Trouble.Kind kind) {
      notSent.incrementAndGet();
    }

    @Override
    public void sessionOpened(Duration took) {
      opened.incrementAndGet();
    }

    @Override
    public void connectFailed(Trouble.Kind kind) {
      failed.incrementAndGet();
    }

    @Override
    public void sessionEnded() {
      ended.incrementAndGet();
    }
  }
}
