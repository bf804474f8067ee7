package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.SettableClock;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

  private static final String LAB = "lab";
  private static final Duration LEASE = Duration.ofSeconds(60);

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T00:00:00Z"));
  final EngineSettings settings =
      new EngineSettings(
          LEASE,
          Duration.ofMillis(5),
          new Waits(Duration.ofSeconds(2), Duration.ofSeconds(60)),
          new Waits(Duration.ofSeconds(1), Duration.ofSeconds(60)),
          new Waits(Duration.ofMinutes(1), Duration.ofHours(6)),
          new Waits(Duration.ofSeconds(1), Duration.ofSeconds(15)),
          Duration.ZERO,
          Duration.ofSeconds(5));
  final TaskRecords records = new TaskRecords();
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
  void ofTwoTasksForOneSubjectTheSecondIsRefusedAndLeavesNothing() {
    submit(1, "a.test", "b.test");
    Submitted second = trySubmit(2, "c.test", "b.test");
    assertEquals(List.of("b.test"), assertInstanceOf(Submitted.Busy.class, second).subjects());
    assertEquals(2, number("SELECT count(*) AS n FROM step"));
    assertEquals(2, number("SELECT count(*) AS n FROM active"));
    assertEquals(1, number("SELECT count(*) AS n FROM task"));
  }

  @Test
  void aFinishedSubjectIsFreeForTheNextTask() {
    String first = submit(1, "a.test");
    Claim claim = claims("one").claim(LAB, 10).getFirst();
    journal.finish(claim, new StepResult.Done("DONE", "", sql -> {}));
    assertInstanceOf(Submitted.Accepted.class, trySubmit(1, "a.test"));
    assertEquals(StepStatus.EXECUTE_SUCCESS, list(1, first).getFirst().status());
    assertEquals(1, view(1, first).succeeded());
  }

  @Test
  void effectsAndResultAreWrittenTogetherOrNotAtAll() {
    String no = submit(1, "a.test");
    Claim claim = claims("one").claim(LAB, 10).getFirst();
    StepResult broken =
        new StepResult.Done(
            "DONE",
            "",
            sql -> {
              sql.update("INSERT INTO keyset (name, sealed) VALUES ('x', ?)", new byte[] {1});
              throw new IllegalStateException("effect failed");
            });
    org.junit.jupiter.api.Assertions.assertThrows(
        IllegalStateException.class, () -> journal.finish(claim, broken));
    assertEquals(0, number("SELECT count(*) AS n FROM keyset"));
    assertEquals(StepStatus.EXECUTING, list(1, no).getFirst().status());
    assertEquals(0, view(1, no).succeeded());
  }

  @Test
  void aWorkerThatLostItsLeaseChangesNothing() {
    submit(1, "a.test");
    Claim old = claims("one").claim(LAB, 10).getFirst();
    clock.advance(LEASE.plusSeconds(1));
    Claims two = claims("two");
    assertEquals(1, two.rescueExpired());
    Claim current = two.claim(LAB, 10).getFirst();
    assertEquals(Phase.DOUBT, current.phase());
    assertEquals(2, current.attempt());
    assertFalse(journal.record(old, sql -> sql.update("DELETE FROM task")));
    journal.finish(old, new StepResult.Failed("X", "", sql -> sql.update("DELETE FROM task")));
    assertEquals(1, number("SELECT count(*) AS n FROM task"));
    assertEquals(1, number("SELECT count(*) AS n FROM active WHERE leased = 1"));
    assertTrue(journal.record(current, sql -> {}));
  }

  @Test
  void aRenewedLeaseIsNotTakenBack() {
    submit(1, "a.test");
    Claims one = claims("one");
    one.claim(LAB, 10);
    clock.advance(LEASE.minusSeconds(1));
    one.renew();
    clock.advance(Duration.ofSeconds(30));
    assertEquals(0, claims("two").rescueExpired());
  }

  @Test
  void theOnlyProcessTakesItsOwnLeasesBackAtOnce() {
    submit(1, "a.test", "b.test");
    assertEquals(2, claims("before").claim(LAB, 10).size());
    assertEquals(2, claims("after").rescueAll());
    assertEquals(2, claims("after").claim(LAB, 10).size());
  }

  @Test
  void unknownIsLookedAtLaterAndTheTriesAreCounted() {
    String no = submit(1, "a.test");
    Claims claims = claims("one");
    journal.finish(claims.claim(LAB, 1).getFirst(), new StepResult.Unknown("NO_ANSWER", "lost"));
    assertEquals(List.of(), claims.claim(LAB, 1));
    StepView waiting = list(1, no).getFirst();
    assertEquals(StepStatus.EXECUTING, waiting.status());
    assertEquals("NO_ANSWER", waiting.reason());
    assertEquals(1, waiting.tries());
    clock.advance(Duration.ofSeconds(1));
    Claim again = claims.claim(LAB, 1).getFirst();
    assertEquals(Phase.DOUBT, again.phase());
    assertEquals(1, again.tries());
  }

  @Test
  void aChangeThatIsStillToBeDecidedStaysPendingOverACrash() {
    submit(1, "a.test");
    Claims claims = claims("one");
    journal.finish(claims.claim(LAB, 1).getFirst(), new StepResult.Pending("PENDING", ""));
    clock.advance(Duration.ofMinutes(1));
    assertEquals(Phase.PENDING, claims.claim(LAB, 1).getFirst().phase());
    claims("after").rescueAll();
    assertEquals(Phase.PENDING, claims("after").claim(LAB, 1).getFirst().phase());
  }

  @Test
  void aChangeThatIsStillToBeDecidedStaysPendingWhenTheLookAtItIsRefusedForNow() {
    submit(1, "a.test");
    Claims claims = claims("one");
    journal.finish(claims.claim(LAB, 1).getFirst(), new StepResult.Pending("PENDING", ""));
    clock.advance(Duration.ofMinutes(1));
    journal.finish(claims.claim(LAB, 1).getFirst(), new StepResult.Again("BUSY", "2400"));
    clock.advance(Duration.ofMinutes(1));
    assertEquals(Phase.PENDING, claims.claim(LAB, 1).getFirst().phase());
  }

  @Test
  void aPendingStepIsLookedAtAsSoonAsThereIsSomethingToSee() {
    String no = submit(1, "a.test", "b.test");
    Claims claims = claims("one");
    for (Claim claim : claims.claim(LAB, 2)) {
      journal.finish(claim, new StepResult.Pending("PENDING", ""));
    }
    assertEquals(List.of(), claims.claim(LAB, 2));
    database.run(sql -> new PendingSteps().wake(sql, LAB, "b.test", clock.millis()));
    Claim woken = claims.claim(LAB, 2).getFirst();
    assertEquals("b.test", woken.subject());
    journal.finish(woken, new StepResult.Pending("PENDING", ""));
    assertEquals(List.of(), claims.claim(LAB, 2));
    database.run(sql -> new PendingSteps().wake(sql, woken.taskId(), 1, clock.millis()));
    assertEquals("a.test", claims.claim(LAB, 2).getFirst().subject());
    assertEquals(2, list(1, no).size());
  }

  @Test
  void aStepThatIsWokenWhileItIsLookedAtIsLookedAtOnceMore() {
    submit(1, "a.test");
    Claims claims = claims("one");
    Claim first = claims.claim(LAB, 1).getFirst();
    database.run(sql -> new PendingSteps().wake(sql, LAB, "a.test", clock.millis()));
    journal.finish(first, new StepResult.Pending("PENDING", ""));
    Claim again = claims.claim(LAB, 1).getFirst();
    journal.finish(again, new StepResult.Pending("PENDING", ""));
    assertEquals(List.of(), claims.claim(LAB, 1), "once is enough");
  }

  @Test
  void aStepThatNobodyHasBegunIsNotWoken() {
    submit(1, "a.test");
    Claims claims = claims("one");
    journal.finish(claims.claim(LAB, 1).getFirst(), new StepResult.Again("BUSY", ""));
    database.run(sql -> new PendingSteps().wake(sql, LAB, "a.test", clock.millis()));
    assertEquals(List.of(), claims.claim(LAB, 1));
  }

  @Test
  void whatIsWrittenWithAPendingStepIsWrittenOnlyWhereItIsStillOurs() {
    submit(1, "a.test");
    Claims claims = claims("one");
    Claim lost = claims.claim(LAB, 1).getFirst();
    claims.rescueAll();
    claims.claim(LAB, 1);
    List<String> written = new ArrayList<>();
    journal.finish(lost, new StepResult.Pending("PENDING", "", sql -> written.add("lost")));
    assertEquals(List.of(), written);
  }

  @Test
  void accountsTakeTurnsHoweverLongOneOfThemWaits() {
    submit(1, IntStream.range(0, 1000).mapToObj(i -> "big" + i + ".test").toArray(String[]::new));
    Claims claims = claims("one");
    claims.claim(LAB, 100);
    submit(2, IntStream.range(0, 10).mapToObj(i -> "small" + i + ".test").toArray(String[]::new));
    List<Claim> next = claims.claim(LAB, 20);
    assertEquals(20, next.size());
    assertEquals(10, next.stream().filter(c -> c.accountId() == 2).count());
  }

  @Test
  void workersCarryOutEveryStepOnceAndListsAreExact() {
    int count = 500;
    String no =
        submit(
            1, IntStream.range(0, count).mapToObj(i -> "d" + i + ".test").toArray(String[]::new));
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    StepRunner runner =
        claim -> {
          ran.add(claim.subject());
          return claim.seq() % 10 == 0
              ? new StepResult.Failed("REFUSED", "no", StepResult.Effects.NONE)
              : new StepResult.Done("DONE", "", StepResult.Effects.NONE);
        };
    try (Workers workers = workers(runner)) {
      workers.start(true);
      Await.until("all steps ended", () -> view(1, no).succeeded() + view(1, no).failed() == count);
    }
    assertEquals(count, ran.stream().distinct().count());
    assertEquals(count, ran.size());
    assertEquals(50, view(1, no).failed());
    TaskRecords.Filter failed = new TaskRecords.Filter(StepStatus.EXECUTE_FAILURE, null);
    List<StepView> page =
        database.read(
            sql -> records.steps(sql, records.head(sql, 1, no).orElseThrow(), failed, 40, 20));
    assertEquals(10, page.size());
    assertEquals("d499.test", page.getLast().subject());
    assertEquals(0, number("SELECT count(*) AS n FROM active"));
  }

  @Test
  void aQueueThatCannotBeWorkedIsProbedByOneStepAndGoesOnByItself() throws Exception {
    String no =
        submit(1, IntStream.range(0, 50).mapToObj(i -> "d" + i + ".test").toArray(String[]::new));
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch firstWave = new CountDownLatch(1);
    java.util.concurrent.atomic.AtomicBoolean down =
        new java.util.concurrent.atomic.AtomicBoolean(true);
    StepRunner runner =
        claim -> {
          calls.incrementAndGet();
          firstWave.countDown();
          return down.get()
              ? new StepResult.Held("UNREACHABLE", "connection refused")
              : new StepResult.Done("DONE", "", StepResult.Effects.NONE);
        };
    try (Workers workers = workers(runner)) {
      workers.start(true);
      firstWave.await();
      Await.until(
          "the trouble shows for every step",
          () -> list(1, no).stream().allMatch(s -> s.reason().equals("UNREACHABLE")));
      Await.until(
          "the first wave is back",
          () -> number("SELECT count(*) AS n FROM active WHERE leased = 1") == 0);
      int wave = calls.get();
      assertTrue(wave <= 16, "claimed at once: " + wave);
      down.set(false);
      clock.advance(Duration.ofSeconds(20));
      workers.wake(List.of(LAB));
      Await.until("all steps ended", () -> view(1, no).succeeded() == 50);
    }
    assertTrue(list(1, no).stream().allMatch(s -> s.tries() == 1), "a held attempt is no try");
    assertEquals(0, number("SELECT count(*) AS n FROM queue_trouble"));
  }

  @Test
  void theTroubleOfAProcessThatEndedIsForgottenWhenTheNextFindsTheQueueInOrder() {
    journal.trouble(LAB, "UNREACHABLE", "connection refused");
    String no = submit(1, "a.test");
    assertEquals("UNREACHABLE", list(1, no).getFirst().reason());
    try (Workers workers = workers(claim -> new StepResult.Again("BUSY", ""))) {
      workers.start(true);
      Await.until("its own reason shows", () -> list(1, no).getFirst().reason().equals("BUSY"));
    }
  }

  /** Steps close and open the gate at the same time, many times over. */
  @Test
  void noTroubleIsToldOfAQueueThatGoesOn() {
    for (int round = 0; round < 20; round++) {
      String prefix = "r" + round + "d";
      String no =
          submit(
              1, IntStream.range(0, 8).mapToObj(i -> prefix + i + ".test").toArray(String[]::new));
      StepRunner runner =
          claim ->
              claim.seq() % 2 == 0 && claim.attempt() == 1
                  ? new StepResult.Held("UNREACHABLE", "connection refused")
                  : new StepResult.Done("DONE", "", StepResult.Effects.NONE);
      try (Workers workers = workers(runner)) {
        workers.start(true);
        Await.until(
            "all steps ended",
            () -> {
              clock.advance(Duration.ofSeconds(20));
              workers.wake(List.of(LAB));
              return view(1, no).succeeded() == 8;
            });
      }
      assertEquals(0, number("SELECT count(*) AS n FROM queue_trouble"), "round " + round);
    }
  }

  @Test
  void aFaultInARunnerKeepsTheStepAndTellsOfIt() {
    String no = submit(1, "a.test");
    try (Workers workers =
        workers(
            claim -> {
              throw new IllegalStateException("a bug");
            })) {
      workers.start(true);
      Await.until("told", () -> list(1, no).getFirst().reason().equals("INTERNAL_FAULT"));
    }
    assertEquals(StepStatus.EXECUTING, list(1, no).getFirst().status());
  }

  @Test
  void aResultWhoseEffectsBreakIsNotLostInALeaseThatIsRenewedForEver() {
    String no = submit(1, "a.test");
    StepRunner runner =
        claim ->
            new StepResult.Done(
                "DONE",
                "",
                sql -> {
                  throw new IllegalStateException("a bug");
                });
    try (Workers workers = workers(runner)) {
      workers.start(true);
      Await.until("told", () -> list(1, no).getFirst().reason().equals("INTERNAL_FAULT"));
      Await.until(
          "put back", () -> number("SELECT count(*) AS n FROM active WHERE leased = 1") == 0);
    }
  }

  @Test
  void aResultThatTheDatabaseDoesNotTakeNowIsWrittenLater() {
    String no = submit(1, "a.test");
    AtomicInteger failures = new AtomicInteger(3);
    StepRunner runner =
        claim ->
            new StepResult.Done(
                "DONE",
                "",
                sql -> {
                  if (failures.getAndDecrement() > 0) {
                    throw new dev.domicile.store.StoreException("disk full", null);
                  }
                });
    EngineSettings impatient =
        new EngineSettings(
            LEASE,
            Duration.ofMillis(5),
            settings.retry(),
            settings.settle(),
            settings.pending(),
            new Waits(Duration.ofMillis(5), Duration.ofMillis(5)),
            Duration.ZERO,
            Duration.ofSeconds(5));
    try (Workers workers =
        new Workers(
            database, journal, clock, "w", impatient, Map.of(LAB, 16), Map.of("test", runner))) {
      workers.start(true);
      Await.until("done", () -> view(1, no).succeeded() == 1);
    }
    assertEquals(1, list(1, no).getFirst().tries());
  }

  @Test
  void aFullDatabaseRefusesASubmitAndGoesOnByItselfWhenThereIsRoom() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        database.dialect() == dev.domicile.store.Dialect.SQLITE, "only SQLite's size is limited");
    String no = submit(1, names(300, "before"));
    long pages =
        database
            .write(sql -> sql.rows("PRAGMA page_count", row -> row.number("page_count")))
            .getFirst();
    StepRunner runner =
        claim ->
            new StepResult.Done(
                "DONE",
                "",
                sql ->
                    sql.update(
                        "INSERT INTO keyset (name, sealed) VALUES (?, ?)",
                        claim.subject(),
                        new byte[2_000]));
    limit(pages);
    EngineSettings impatient =
        new EngineSettings(
            LEASE,
            Duration.ofMillis(5),
            settings.retry(),
            settings.settle(),
            settings.pending(),
            new Waits(Duration.ofMillis(5), Duration.ofMillis(5)),
            Duration.ZERO,
            Duration.ofSeconds(5));
    try (Workers workers =
        new Workers(
            database, journal, clock, "w", impatient, Map.of(LAB, 16), Map.of("test", runner))) {
      workers.start(true);
      org.junit.jupiter.api.Assertions.assertThrows(
          dev.domicile.store.StoreUnavailable.class, () -> submit(2, names(300, "more")));
      Await.until("noticed", () -> database.unavailableFor().isPositive());
      assertTrue(view(1, no).succeeded() < 300);
      limit(pages * 100);
      Await.until("done", () -> view(1, no).succeeded() == 300);
    }
    submit(2, names(300, "more"));
    assertEquals(300, number("SELECT count(*) AS n FROM keyset"));
    assertEquals(300, number("SELECT count(*) AS n FROM step WHERE tries = 1"));
  }

  private static String[] names(int count, String part) {
    return IntStream.range(0, count).mapToObj(i -> part + i + ".test").toArray(String[]::new);
  }

  /** Holds for the connection that writes. */
  private void limit(long pages) {
    database.run(sql -> sql.rows("PRAGMA max_page_count = " + pages, row -> true));
  }

  @Test
  void leasesOfAClaimWhoseAnswerWasLostAreGivenBack() {
    submit(1, "a.test", "b.test");
    Claims one = claims("one");
    Claim known = one.claim(LAB, 1).getFirst();
    one.claim(LAB, 1);
    one.giveBack(LAB, Set.of(known));
    Claim again = one.claim(LAB, 10).getFirst();
    assertEquals("b.test", again.subject());
    assertEquals(Phase.FRESH, again.phase());
    assertEquals(2, again.attempt());
  }

  /** For the worker, for the database to take the process's farewell, or not at all. */
  private static final Set<Thread.State> STOPPING =
      Set.of(Thread.State.TIMED_WAITING, Thread.State.WAITING, Thread.State.TERMINATED);

  /** In each round a claim waits for the database while the stop begins, or it comes too late. */
  @Test
  void aStopWaitsAlsoForWhatIsBeingClaimed() throws Exception {
    int claimed = 0;
    for (int round = 0; round < 100 && claimed < 3; round++) {
      String subject = round + ".test";
      CountDownLatch stopped = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Boolean> early = new CompletableFuture<>();
      Workers workers =
          workers(
              claim -> {
                begun.countDown();
                early.complete(stoppedWithin(stopped, Duration.ofMillis(100)));
                return new StepResult.Done("DONE", "", sql -> {});
              });
      workers.start(true);
      Thread stop = new Thread(workers::close);
      database.run(
          sql -> {
            NewTask.Step step = new NewTask.Step(LAB, subject);
            tasks.submit(sql, new NewTask(1, "test", "127.0.0.1", List.of(step)));
            workers.wake(List.of(LAB));
            stop.start();
            Await.until(
                "the stop waits or came too early", () -> STOPPING.contains(stop.getState()));
          });
      stop.join();
      stopped.countDown();
      if (begun.getCount() == 0) {
        claimed++;
        assertFalse(early.get(5, TimeUnit.SECONDS), "the stop returned before the step did");
      }
    }
    assertTrue(claimed > 0, "no round claimed anything");
  }

  private static boolean stoppedWithin(CountDownLatch stopped, Duration most) {
    try {
      return stopped.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void anotherAccountsTaskIsNotThere() {
    String no = submit(1, "a.test");
    assertTrue(database.read(sql -> records.task(sql, 2, no)).isEmpty());
    assertTrue(database.read(sql -> records.task(sql, 1, no)).isPresent());
  }

  @Test
  void aDetailNumberNamesItsStepAndNothingElse() {
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      TaskDetailNo number = new TaskDetailNo(random.nextLong() >>> 1, 1 + random.nextInt(100_000));
      assertEquals(number, TaskDetailNo.parse(number.toString()).orElseThrow());
      assertEquals('8', number.toString().charAt(14));
    }
    assertTrue(TaskDetailNo.parse("65de2165-ca09-491f-9fe0-test").isEmpty());
    assertTrue(TaskDetailNo.parse("65de2165-ca09-491f-9fe0-aaaaaaaaaaaa").isEmpty());
  }

  private Workers workers(StepRunner runner) {
    return new Workers(
        database, journal, clock, "w", settings, Map.of(LAB, 16), Map.of("test", runner));
  }

  private Claims claims(String owner) {
    return new Claims(database, clock, owner, LEASE);
  }

  private String submit(long account, String... subjects) {
    return assertInstanceOf(Submitted.Accepted.class, trySubmit(account, subjects)).taskNo();
  }

  private Submitted trySubmit(long account, String... subjects) {
    List<NewTask.Step> steps = new ArrayList<>();
    for (String subject : subjects) {
      steps.add(new NewTask.Step(LAB, subject));
    }
    return database.writeIf(
        result -> result instanceof Submitted.Accepted,
        sql -> tasks.submit(sql, new NewTask(account, "test", "127.0.0.1", steps)));
  }

  private TaskView view(long account, String no) {
    return database.read(sql -> records.task(sql, account, no)).orElseThrow();
  }

  private List<StepView> list(long account, String no) {
    return database.read(
        sql ->
            records.steps(
                sql,
                records.head(sql, account, no).orElseThrow(),
                TaskRecords.Filter.NONE,
                0,
                1000));
  }

  private long number(String text) {
    return database.read(sql -> sql.number(text));
  }
}
