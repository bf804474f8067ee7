package dev.domicile.bench;

import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.task.EngineSettings;
import dev.domicile.task.Journal;
import dev.domicile.task.NewTask;
import dev.domicile.task.StepResult;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.Workers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The engine alone: steps that are claimed, run on their threads, and recorded, each of which is
 * done at once. Four registries, as many steps of each under way as thirty sessions give.
 */
final class EngineRun {

  private static final int QUEUES = 4;
  private static final int IN_FLIGHT = 480;
  private static final int GROUP = 500;

  /** Steps of one task. */
  private static final int TASK = 10_000;

  private final Database database;
  private final InstantSource clock = InstantSource.system();
  private final TaskQueue tasks = new TaskQueue(Ids.of(clock, new Random(11)), clock);
  private int submitted;

  /** The first task of this run; numbers rise with time. */
  private long first;

  EngineRun(Database database) {
    this.database = database;
  }

  /** Steps a second, from the start of the workers to the commit of the last step's end. */
  double stepsPerSecond(int steps) {
    first = 0;
    for (int left = steps; left > 0; left -= TASK) {
      submit(Math.min(left, TASK));
    }
    EngineSettings settings = EngineSettings.defaults();
    Map<String, Integer> queues = new HashMap<>();
    for (int i = 0; i < QUEUES; i++) {
      queues.put(queue(i), IN_FLIGHT);
    }
    StepResult done = new StepResult.Done("DONE", "", StepResult.Effects.NONE);
    try (GroupCommit group = new GroupCommit(database, GROUP);
        Workers workers =
            new Workers(
                database,
                new Journal(group, clock, settings),
                clock,
                "bench-" + submitted,
                settings,
                queues,
                Map.of("EMPTY", claim -> done))) {
      long began = System.nanoTime();
      workers.start(true);
      while (ended() < steps) {
        LockSupport.parkNanos(20_000_000);
      }
      return steps / ((System.nanoTime() - began) / 1e9);
    }
  }

  private long ended() {
    return database.read(
        sql ->
            sql.number(
                "SELECT coalesce(sum(ok), 0) AS n FROM task_block WHERE task_id >= ?", first));
  }

  private void submit(int steps) {
    List<NewTask.Step> list = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      list.add(new NewTask.Step(queue(i % QUEUES), "d" + submitted + "-" + i + ".test"));
    }
    submitted++;
    Submitted taken =
        database.write(sql -> tasks.submit(sql, new NewTask(1, "EMPTY", "127.0.0.1", list)));
    if (!(taken instanceof Submitted.Accepted accepted)) {
      throw new IllegalStateException("a step of the bench is under way already");
    }
    first = first == 0 ? accepted.taskId() : Math.min(first, accepted.taskId());
  }

  private static String queue(int number) {
    return "registry-" + number;
  }
}
