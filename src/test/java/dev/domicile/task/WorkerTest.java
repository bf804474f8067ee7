package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.SettableClock;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of steps when a worker breaks, stops, waits, or its clock is moved. */
class WorkerTest {

  private static final String LAB = "lab";
  private static final Duration SHORT = Duration.ofMillis(5);

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T00:00:00Z"));
  final EngineSettings settings =
      new EngineSettings(
          Duration.ofSeconds(60),
          SHORT,
          new Waits(Duration.ZERO, Duration.ZERO),
          new Waits(Duration.ZERO, Duration.ZERO),
          new Waits(Duration.ofHours(1), Duration.ofHours(1)),
          new Waits(Duration.ofSeconds(1), Duration.ofSeconds(15)),
          Duration.ZERO,
          Duration.ofSeconds(20));
  Database database;
  GroupCommit group;
  Journal journal;
  TaskQueue tasks;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    group = new GroupCommit(database, 200);
    journal = new Journal(group, clock, settings);
    tasks = new TaskQueue(Ids.of(clock, new Random(7)), clock);
  }

  @AfterEach
  void close() {
    group.close();
    database.close();
  }

  @Test
  void anErrorInARunnerIsNoReasonToKeepAStepForEver() {
    submit(1, LAB, "a.test");
    AtomicInteger runs = new AtomicInteger();
    try (Workers workers =
        workers(
            claim -> {
              if (runs.getAndIncrement() == 0) {
                throw new StackOverflowError("an answer nested too deeply");
              }
              return done();
            })) {
      workers.start(true);
      Await.until("carried out", () -> number("SELECT count(*) AS n FROM active") == 0);
    }
  }

  @Test
  void anErrorInTheEffectsIsToldAndTheStepGoesOn() {
    submit(1, LAB, "a.test");
    AtomicInteger writes = new AtomicInteger();
    StepResult.Effects broken =
        sql -> {
          if (writes.getAndIncrement() < 2) {
            throw new StackOverflowError("once in the group, once alone");
          }
        };
    try (Workers workers = workers(claim -> new StepResult.Done("DONE", "", broken))) {
      workers.start(true);
      Await.until("carried out", () -> number("SELECT count(*) AS n FROM active") == 0);
    }
  }

  @Test
  void aStopWaitsAlsoForStepsThatWereBeingClaimed() throws Exception {
    AtomicBoolean under = new AtomicBoolean();
    CountDownLatch go = new CountDownLatch(1);
    Workers workers =
        workers(
            claim -> {
              under.set(true);
              await(go);
              under.set(false);
              return done();
            });
    workers.start(true);
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    // while the write lock is held no claim can be made; one waits, with steps to be had
    Thread writer =
        Thread.ofVirtual()
            .start(
                () ->
                    database.run(
                        sql -> {
                          held.countDown();
                          submit(sql, 1, LAB, names("a", 5000)); // time enough to come to the lock
                          await(stopping);
                        }));
    held.await();
    Thread stop = Thread.ofVirtual().start(workers::close);
    Await.until("stopping", () -> stop.getState() != Thread.State.RUNNABLE);
    stopping.countDown();
    writer.join();
    Await.until("begun, or never", () -> under.get() || !stop.isAlive());
    Thread.ofVirtual().start(go::countDown);
    stop.join();
    assertFalse(under.get(), "a step is under way after the stop");
    assertEquals(0, number("SELECT count(*) AS n FROM active WHERE leased = 1"));
  }

  @Test
  void troubleFromBeforeARestartIsForgottenWhenTheQueueCanBeWorked() {
    submit(1, LAB, "a.test", "b.test");
    journal.trouble(LAB, "UNREACHABLE", "told by the process before");
    try (Workers workers =
        workers(
            claim -> claim.seq() == 1 ? done() : new StepResult.Pending("REGISTRY_DECIDES", ""))) {
      workers.start(true);
      Await.until(
          "the trouble is over", () -> number("SELECT count(*) AS n FROM queue_trouble") == 0);
    }
  }

  @Test
  void afterTroubleThatCameAndWentInOneMomentNoneIsShown() {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      int number = round;
      submit(
          1,
          LAB,
          IntStream.range(0, 16).mapToObj(i -> "d" + number + "-" + i).toArray(String[]::new));
      CountDownLatch together = new CountDownLatch(16);
      AtomicInteger runs = new AtomicInteger();
      int held = random.nextInt(16);
      try (Workers workers =
          workers(
              claim -> {
                if (runs.incrementAndGet() <= 16) {
                  together.countDown();
                  await(together);
                  return claim.seq() == held + 1 ? new StepResult.Held("UNREACHABLE", "") : done();
                }
                return done();
              })) {
        workers.start(true);
        Await.until(
            "all ended",
            () -> {
              clock.advance(Duration.ofSeconds(1));
              workers.wake(List.of(LAB));
              return number("SELECT count(*) AS n FROM active") == 0;
            });
      }
      assertEquals(0, number("SELECT count(*) AS n FROM queue_trouble"), "round " + round);
    }
  }

  @Test
  void aClockThatIsPutBackDoesNotKeepTheGateClosed() {
    submit(1, LAB, "a.test");
    AtomicBoolean down = new AtomicBoolean(true);
    CountDownLatch first = new CountDownLatch(1);
    try (Workers workers =
        workers(
            claim -> {
              if (down.get()) {
                first.countDown();
                return new StepResult.Held("UNREACHABLE", "");
              }
              return done();
            })) {
      workers.start(true);
      await(first);
      Await.until("told", () -> number("SELECT count(*) AS n FROM queue_trouble") == 1);
      down.set(false);
      clock.advance(Duration.ofDays(-1));
      // what is due is judged by the same clock
      database.run(sql -> sql.update("UPDATE active SET due_at = 0"));
      workers.wake(List.of(LAB));
      Await.until("carried out", () -> number("SELECT count(*) AS n FROM active") == 0);
    }
  }

  @Test
  void whatWaitsForAQueueThatIsServedNoMoreSaysSo() {
    submit(1, "gone", "a.gone");
    try (Workers workers = workers(claim -> done())) {
      workers.start(true);
      assertEquals(1, number("SELECT count(*) AS n FROM queue_trouble WHERE queue = 'gone'"));
    }
  }

  @Test
  void anAccountThatIsFarAheadIsNotKeptWaitingByThoseThatJoinLater() {
    submit(1, LAB, names("pending", 1));
    Claims claims = claims();
    journal.finish(claims.claim(LAB, 1).getFirst(), new StepResult.Pending("REGISTRY_DECIDES", ""));
    submit(2, LAB, names("early", 2000));
    for (int i = 0; i < 15; i++) {
      claims.claim(LAB, 100);
    }
    for (int account = 3; account < 11; account++) {
      submit(account, LAB, names("late" + account, 2000));
    }
    Map<Long, Integer> claimed = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      claims.claim(LAB, 4).forEach(claim -> claimed.merge(claim.accountId(), 1, Integer::sum));
    }
    // nine accounts share 1,200 turns
    assertTrue(claimed.getOrDefault(2L, 0) > 80, claimed.toString());
  }

  private static StepResult done() {
    return new StepResult.Done("DONE", "", StepResult.Effects.NONE);
  }

  private static String[] names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toArray(String[]::new);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Workers workers(StepRunner runner) {
    return new Workers(
        database, journal, clock, "w", settings, Map.of(LAB, 16), Map.of("test", runner));
  }

  private Claims claims() {
    return new Claims(database, clock, "one", settings.lease());
  }

  private void submit(long account, String queue, String... subjects) {
    database.run(sql -> submit(sql, account, queue, subjects));
  }

  private void submit(Sql sql, long account, String queue, String... subjects) {
    List<NewTask.Step> steps = new ArrayList<>();
    for (String subject : subjects) {
      steps.add(new NewTask.Step(queue, subject));
    }
    tasks.submit(sql, new NewTask(account, "test", "127.0.0.1", steps));
  }

  private long number(String text) {
    return database.read(sql -> sql.number(text));
  }
}
