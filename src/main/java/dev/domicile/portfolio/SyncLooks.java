package dev.domicile.portfolio;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.registry.Trouble;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads domains at one registry, several at a time, at its pace. A look changes nothing there, so
 * one without an answer is simply made again, under another clTRID.
 */
final class SyncLooks implements AutoCloseable {

  /** The registry is too busy, or the session was not good: both may pass. */
  private static final Set<Integer> PASSING = Set.of(2200, 2400);

  /** Each further try brings a lock-out nearer, or can only fail alike. */
  private static final Set<Trouble.Kind> LASTING =
      Set.of(Trouble.Kind.LOGIN_REFUSED, Trouble.Kind.TLS, Trouble.Kind.STOPPING);

  /**
   * One look.
   *
   * @param before the reading that was stored when it began
   * @param at epoch milliseconds; not later than the moment that the answer speaks of
   */
  record Look(DomainName name, @Nullable Reading before, long at, Outcome<DomainInfo> outcome) {}

  private final Registry registry;
  private final InstantSource clock;
  private final SyncPace pace;
  private final String trids;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong nextSlot = new AtomicLong(System.nanoTime());
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ExecutorService threads;

  /**
   * @param run unique for ever: part of each clTRID
   */
  SyncLooks(Registry registry, InstantSource clock, SyncPace pace, String run) {
    this.registry = registry;
    this.clock = clock;
    this.pace = pace;
    this.trids = "P-" + run + "-";
    this.threads =
        Executors.newFixedThreadPool(pace.inFlight(), Thread.ofVirtual().name("sync").factory());
  }

  Future<Look> start(DomainName name, @Nullable Reading before) {
    return threads.submit(() -> look(name, before));
  }

  private Look look(DomainName name, @Nullable Reading before) throws InterruptedException {
    for (int tried = 0; ; tried++) {
      awaitSlot();
      if (stopped.getCount() == 0) {
        throw new CancellationException("the sync has stopped");
      }
      long at = clock.millis();
      Outcome<DomainInfo> outcome = registry.domainInfo(name, trids + sent.incrementAndGet());
      if (!mayPass(outcome)
          || tried == pace.pauses().size()
          || stopped.await(pace.pauses().get(tried).toMillis(), TimeUnit.MILLISECONDS)) {
        return new Look(name, before, at, outcome);
      }
    }
  }

  private void awaitSlot() throws InterruptedException {
    if (pace.perSecond() > 0) {
      long gap = TimeUnit.SECONDS.toNanos(1) / pace.perSecond();
      long slot = nextSlot.updateAndGet(next -> Math.max(next + gap, System.nanoTime()));
      stopped.await(slot - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private static boolean mayPass(Outcome<DomainInfo> outcome) {
    return switch (outcome) {
      case Outcome.Ok<DomainInfo> ok -> false;
      case Outcome.Pending<DomainInfo> pending -> false;
      case Outcome.Refused<DomainInfo>(int code, String message) -> PASSING.contains(code);
      case Outcome.NotSent<DomainInfo>(Trouble trouble) -> !LASTING.contains(trouble.kind());
      case Outcome.Unknown<DomainInfo>(Trouble trouble) -> !LASTING.contains(trouble.kind());
    };
  }

  /** What is not begun is dropped; what is under way ends within the registry's time limit. */
  @Override
  public void close() {
    stopped.countDown();
    threads.shutdown();
    threads.close();
  }
}
