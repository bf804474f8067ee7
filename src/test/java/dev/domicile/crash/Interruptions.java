package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What befalls the service, told by the commands that reach its registry rather than by time: it
 * ends exactly when a command of it has arrived and is not yet carried out.
 */
final class Interruptions implements Fault.Plan {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final AtomicReference<Interruption> next = new AtomicReference<>();
  private final AtomicLong cut = new AtomicLong();
  private volatile CountDownLatch held = new CountDownLatch(0);

  /**
   * One interruption.
   *
   * @param carriedOut whether the command that arrived is carried out; its answer is lost either
   *     way where the program is dead by then
   */
  static final class Interruption {

    private final String command;
    private final AtomicInteger left;
    private final boolean carriedOut;
    private final Consumer<Program> doing;
    private final CompletableFuture<Program> program = new CompletableFuture<>();
    private final CountDownLatch done = new CountDownLatch(1);

    private Interruption(String command, int nth, boolean carriedOut, Consumer<Program> doing) {
      this.command = command;
      this.left = new AtomicInteger(nth);
      this.carriedOut = carriedOut;
      this.doing = doing;
    }

    /** Says whom it befalls; the command waits until it has been said. */
    void of(Program victim) {
      program.complete(victim);
    }

    void await() {
      Interruptions.await(done, "no " + command + " came that would end the program");
    }
  }

  /** SIGKILL at the nth command of a kind from now. */
  Interruption kill(String command, int nth, boolean carriedOut) {
    return arm(new Interruption(command, nth, carriedOut, Program::kill));
  }

  /** SIGSTOP at the nth command of a kind from now. */
  Interruption freeze(String command, int nth, boolean carriedOut) {
    return arm(new Interruption(command, nth, carriedOut, Program::freeze));
  }

  /**
   * SIGTERM at the nth command of a kind from now; then no command is carried out or answered until
   * {@link #letGo}.
   */
  Interruption terminate(String command, int nth) {
    return arm(
        new Interruption(
            command,
            nth,
            true,
            program -> {
              hold();
              program.terminate();
            }));
  }

  private Interruption arm(Interruption interruption) {
    next.set(interruption);
    return interruption;
  }

  /** No command, not even a login, is carried out or answered until {@link #letGo}. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void letGo() {
    held.countDown();
  }

  /** Connections closed without an answer. */
  long cut() {
    return cut.get();
  }

  @Override
  public Fault of(Fault.Asked asked) {
    await(held, "the registry was never let go");
    Interruption now = next.get();
    if (now == null || !asked.command().equals(now.command) || now.left.decrementAndGet() != 0) {
      return new Fault.None();
    }
    now.doing.accept(now.program.join());
    now.done.countDown();
    if (now.carriedOut) {
      return new Fault.None();
    }
    cut.incrementAndGet();
    return new Fault.CloseBefore();
  }

  private static void await(CountDownLatch latch, String otherwise) {
    try {
      assertTrue(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), otherwise);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
