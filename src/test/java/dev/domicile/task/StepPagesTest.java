package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.SettableClock;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages found by the blocks' counters, against the plain list that they are pages of. */
class StepPagesTest {

  private static final int STEPS = 1_730;

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T00:00:00Z"));
  final TaskRecords records = new TaskRecords();
  final TaskResults results = new TaskResults();
  final Acknowledgements acknowledgements = new Acknowledgements();
  final Random random = new Random(20261123);
  Database database;
  GroupCommit group;
  Journal journal;
  Claims claims;
  TaskQueue queue;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    group = new GroupCommit(database, 200);
    journal = new Journal(group, clock, EngineSettings.defaults());
    claims = new Claims(database, clock, "one", Duration.ofHours(1));
    queue = new TaskQueue(Ids.of(clock, new Random(7)), clock);
  }

  @AfterEach
  void close() {
    group.close();
    database.close();
  }

  @Test
  void anyPageOfAnyFilterIsACutOfTheWholeList() {
    TaskView task = submit(STEPS);
    carryOut(1_200);
    TaskView now = view(task);
    List<StepView> whole = steps(now, TaskRecords.Filter.NONE, 0, STEPS);
    assertEquals(STEPS, whole.size());
    for (@Nullable StepStatus status : withNone(StepStatus.values())) {
      List<StepView> expected =
          whole.stream().filter(step -> status == null || step.status() == status).toList();
      TaskRecords.Filter filter = new TaskRecords.Filter(status, null);
      assertEquals(
          expected.size(),
          (int) database.read(sql -> records.count(sql, now.head(), filter)),
          "" + status);
      for (int i = 0; i < 40; i++) {
        int offset = random.nextInt(expected.size() + 20);
        int most = 1 + random.nextInt(700);
        assertEquals(
            cut(expected, offset, most), steps(now, filter, offset, most), status + " " + offset);
        int seq = 1 + random.nextInt(STEPS);
        assertEquals(
            expected.stream().filter(step -> step.number().seq() < seq).count(),
            (int) database.read(sql -> records.rank(sql, now.head(), filter, seq)),
            status + " before " + seq);
      }
    }
  }

  @Test
  void aStepIsFoundByItsSubjectWhateverItsStatus() {
    TaskView task = submit(700);
    carryOut(300);
    for (StepView step : steps(view(task), TaskRecords.Filter.NONE, 0, 700)) {
      TaskRecords.Filter named = new TaskRecords.Filter(null, step.subject());
      assertEquals(List.of(step), steps(task, named, 0, 10));
      TaskRecords.Filter both = new TaskRecords.Filter(step.status(), step.subject());
      assertEquals(List.of(step), steps(task, both, 0, 10));
      StepStatus other =
          StepStatus.values()[(step.status().ordinal() + 1) % StepStatus.values().length];
      assertEquals(List.of(), steps(task, new TaskRecords.Filter(other, step.subject()), 0, 10));
    }
  }

  @Test
  void whatIsPolledIsTheUnacknowledgedResultsOfAllTasksInOrder() {
    List<TaskView> tasks = new ArrayList<>();
    for (int steps : new int[] {1, 1_100, 3, 600, 1}) {
      clock.advance(Duration.ofSeconds(1));
      tasks.add(submit(steps));
    }
    carryOut(1_500);
    for (int round = 0; round < 4; round++) {
      List<StepView> ended = ended(tasks);
      for (@Nullable StepStatus status :
          withNone(StepStatus.EXECUTE_SUCCESS, StepStatus.EXECUTE_FAILURE)) {
        assertPolled(cut(ended, status, step -> true), new TaskResults.Filter(null, status, null));
        long second = tasks.get(1).id();
        assertPolled(
            cut(ended, status, step -> step.number().taskId() == second),
            new TaskResults.Filter(second, status, null));
      }
      acknowledgeSome(ended);
    }
  }

  private void assertPolled(List<StepView> expected, TaskResults.Filter filter) {
    assertEquals(
        expected.size(), (int) database.read(sql -> results.count(sql, 1, filter)), "" + filter);
    for (int i = 0; i < 10; i++) {
      int offset = random.nextInt(expected.size() + 20);
      int most = 1 + random.nextInt(1000);
      List<StepView> page =
          database.read(sql -> results.page(sql, 1, filter, offset, most)).stream()
              .map(TaskDetail::step)
              .toList();
      assertEquals(cut(expected, offset, most), page, filter + " from " + offset);
    }
  }

  private void acknowledgeSome(List<StepView> ended) {
    TreeSet<Integer> picked = new TreeSet<>();
    for (int i = 0; i < 400; i++) {
      picked.add(random.nextInt(ended.size()));
    }
    List<TaskDetailNo> numbers = picked.stream().map(i -> ended.get(i).number()).toList();
    assertEquals(
        picked.size(), (int) database.write(sql -> acknowledgements.acknowledge(sql, numbers)));
    assertEquals(0, (int) database.write(sql -> acknowledgements.acknowledge(sql, numbers)));
  }

  /** By the steps' own marks alone. */
  private List<StepView> ended(List<TaskView> tasks) {
    List<StepView> all = new ArrayList<>();
    for (TaskView task : tasks) {
      List<Integer> open =
          database.read(
              sql ->
                  sql.rows(
                      "SELECT seq FROM step WHERE task_id = ? AND status > 0 AND acknowledged = 0",
                      row -> row.integer("seq"),
                      task.id()));
      steps(view(task), TaskRecords.Filter.NONE, 0, task.total()).stream()
          .filter(step -> open.contains(step.number().seq()))
          .forEach(all::add);
    }
    return all;
  }

  /** A third fails, some are in doubt, at random. */
  private void carryOut(int most) {
    List<Claim> claimed = claims.claim("lab", most);
    for (Claim claim : claimed) {
      int dice = random.nextInt(12);
      StepResult result =
          switch (dice) {
            case 0 -> new StepResult.Unknown("NO_ANSWER", "");
            case 1 -> new StepResult.Pending("REGISTRY_DECIDES", "");
            case 2, 3, 4 -> new StepResult.Failed("UPDATE_LOCK", "", StepResult.Effects.NONE);
            default -> new StepResult.Done("DONE", "", StepResult.Effects.NONE);
          };
      if (dice != 11) { // those stay leased
        journal.finish(claim, result);
      }
    }
  }

  private TaskView submit(int steps) {
    List<NewTask.Step> all =
        IntStream.range(0, steps)
            .mapToObj(i -> new NewTask.Step("lab", random.nextInt(1 << 30) + "-" + i + ".test"))
            .toList();
    Submitted submitted =
        database.write(sql -> queue.submit(sql, new NewTask(1, "test", "127.0.0.1", all)));
    String no = assertInstanceOf(Submitted.Accepted.class, submitted).taskNo();
    return database.read(sql -> records.task(sql, 1, no)).orElseThrow();
  }

  private TaskView view(TaskView task) {
    return database.read(sql -> records.task(sql, 1, task.taskNo())).orElseThrow();
  }

  private List<StepView> steps(TaskView task, TaskRecords.Filter filter, int offset, int most) {
    return database.read(sql -> records.steps(sql, task.head(), filter, offset, most));
  }

  private static <T> List<T> cut(List<T> all, int offset, int most) {
    return all.stream().skip(offset).limit(most).toList();
  }

  private static List<StepView> cut(
      List<StepView> all, @Nullable StepStatus status, Predicate<StepView> also) {
    return all.stream()
        .filter(step -> status == null || step.status() == status)
        .filter(also)
        .toList();
  }

  private static List<@Nullable StepStatus> withNone(StepStatus... statuses) {
    List<@Nullable StepStatus> all = new ArrayList<>(List.of(statuses));
    all.add(null);
    return all;
  }
}
