package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account with ten domains behind one with a hundred thousand, at one registry. */
class FairnessTest {

  private static final String QUEUE = "near";
  private static final int MANY = 100_000;
  private static final int FEW = 10;
  private static final int IN_FLIGHT = 32;
  private static final long LARGE = 1;
  private static final long SMALL = 2;

  /** Of the large account's steps, when the small one comes. */
  private static final int BEFORE = 500;

  /**
   * What was under way when the ten came, as many again that were claimed together with them, and
   * the same once more for what their own submit took.
   */
  private static final int MEANWHILE = 3 * IN_FLIGHT;

  private static final Waits SHORT = new Waits(Duration.ofMillis(5), Duration.ofMillis(50));
  private static final EngineSettings SETTINGS =
      new EngineSettings(
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          SHORT,
          SHORT,
          SHORT,
          SHORT,
          Duration.ZERO,
          Duration.ofSeconds(5));

  @TempDir Path folder;

  /** What has ended so far; guarded by this. */
  private int large;

  private int largeWhenTheyCame = -1;
  private int small;
  private int largeAtTheLast = -1;
  private long came;
  private long ended;

  @Test
  void tenDomainsDoNotWaitForAHundredThousandOnSqlite() {
    meet("sqlite:" + folder.resolve("test.db"));
  }

  @Test
  void tenDomainsDoNotWaitForAHundredThousandOnPostgresql() {
    meet(TestDatabases.postgres(folder));
  }

  private void meet(String url) {
    InstantSource clock = InstantSource.system();
    try (Database database = Database.open(url);
        GroupCommit group = new GroupCommit(database, 200)) {
      TaskQueue tasks = new TaskQueue(Ids.of(clock, new Random(1)), clock);
      submit(database, tasks, LARGE, "large", MANY);
      Journal journal = new Journal(group, clock, SETTINGS);
      try (Workers workers =
          new Workers(
              database,
              journal,
              clock,
              "one",
              SETTINGS,
              Map.of(QUEUE, IN_FLIGHT),
              Map.of("test", claim -> carryOut(claim, database, tasks)))) {
        workers.start(true);
        Await.until("the ten are done", Duration.ofSeconds(60), () -> ended() == FEW);
      }
    }
    assertEquals(BEFORE, largeWhenTheyCame);
    int meanwhile = largeAtTheLast - largeWhenTheyCame;
    System.out.println(
        "%d of the large account's steps ended before the last of the ten, %d ms after they came"
            .formatted(meanwhile, (ended - came) / 1_000_000));
    assertTrue(meanwhile <= MEANWHILE, meanwhile + " went before");
  }

  /** The ten come in the middle of a step, while no other ends. */
  private synchronized StepResult carryOut(Claim claim, Database database, TaskQueue tasks) {
    if (claim.subject().startsWith("small")) {
      small++;
      largeAtTheLast = large;
      ended = System.nanoTime();
    } else {
      large++;
      if (large == BEFORE) {
        submit(database, tasks, SMALL, "small", FEW);
        largeWhenTheyCame = large;
        came = System.nanoTime();
      }
    }
    return new StepResult.Done("DONE", "", StepResult.Effects.NONE);
  }

  private synchronized int ended() {
    return small;
  }

  private static void submit(
      Database database, TaskQueue tasks, long account, String name, int count) {
    List<NewTask.Step> steps =
        IntStream.range(0, count)
            .mapToObj(i -> new NewTask.Step(QUEUE, name + i + ".test"))
            .toList();
    assertInstanceOf(
        Submitted.Accepted.class,
        database.write(sql -> tasks.submit(sql, new NewTask(account, "test", "127.0.0.1", steps))));
  }
}
