package dev.domicile.journey;

import dev.domicile.registry.sandbox.Fault;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A registry that takes the chosen commands and does not carry them out until it is let go. */
final class Hold implements Fault.Plan {

  private static final long DEADLINE_SECONDS = 60;

  private volatile Holding holding = new Holding(asked -> false);

  private record Holding(
      Predicate<Fault.Asked> which, CountDownLatch arrived, CountDownLatch letGo) {
    Holding(Predicate<Fault.Asked> which) {
      this(which, new CountDownLatch(1), new CountDownLatch(1));
    }
  }

  @Override
  public Fault of(Fault.Asked asked) {
    Holding now = holding;
    if (now.which.test(asked)) {
      now.arrived.countDown();
      await(now.letGo);
    }
    return new Fault.None();
  }

  void updates() {
    all("domain:update");
  }

  void all(String command) {
    holding = new Holding(asked -> asked.command().equals(command));
  }

  void updateOf(String domain) {
    holding =
        new Holding(
            asked -> asked.command().equals("domain:update") && domain.equals(asked.object()));
  }

  /** Lets go what is held, once the next is sure to be held. */
  void goOnTo(String domain) {
    Holding before = holding;
    updateOf(domain);
    before.letGo.countDown();
  }

  void awaitArrival() {
    await(holding.arrived);
  }

  void letGo() {
    Holding now = holding;
    holding = new Holding(asked -> false);
    now.letGo.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing came within " + DEADLINE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
