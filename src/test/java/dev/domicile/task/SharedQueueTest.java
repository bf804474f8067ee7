package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine where others write at the same moment, which on SQLite cannot be: each node has
 * connections of its own to one PostgreSQL.
 */
@Timeout(120)
class SharedQueueTest {

  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final String NEAR = "near";
  private static final String FAR = "far";

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T00:00:00Z"));
  private final EngineSettings settings =
      new EngineSettings(
          LEASE,
          Duration.ofMillis(5),
          new Waits(Duration.ZERO, Duration.ofSeconds(60)),
          new Waits(Duration.ZERO, Duration.ofSeconds(60)),
          new Waits(Duration.ZERO, Duration.ofHours(6)),
          new Waits(Duration.ZERO, Duration.ofSeconds(15)),
          Duration.ZERO,
          Duration.ofSeconds(5));
  private final List<Node> nodes = new ArrayList<>();

  private final class Node implements AutoCloseable {
    final Database database;
    final GroupCommit group;
    final Journal journal;
    final Claims claims;
    final TaskQueue tasks;

    Node(String url, String name, int seed) {
      database = Database.open(url);
      group = new GroupCommit(database, 50);
      journal = new Journal(group, clock, settings);
      claims = new Claims(database, clock, name, LEASE);
      tasks = new TaskQueue(Ids.of(clock, new Random(seed)), clock);
    }

    Submitted submit(long account, String queue, List<String> subjects) {
      List<NewTask.Step> steps = subjects.stream().map(s -> new NewTask.Step(queue, s)).toList();
      return database.writeIf(
          result -> result instanceof Submitted.Accepted,
          sql -> tasks.submit(sql, new NewTask(account, "test", "127.0.0.1", steps)));
    }

    @Override
    public void close() {
      group.close();
      database.close();
    }
  }

  @BeforeEach
  void open() {
    String url = TestDatabases.postgres(folder);
    for (int i = 0; i < 3; i++) {
      nodes.add(new Node(url, "node-" + i, i));
    }
  }

  @AfterEach
  void close() {
    nodes.forEach(Node::close);
  }

  @Test
  void aLaneIsNotClosedUnderASubmitThatIsNotCommittedYet() {
    Node one = nodes.get(0);
    Node two = nodes.get(1);
    submitted(one, 1, "first.test");
    finish(one, one.claims.claim(NEAR, 10));
    List<NewTask.Step> steps = List.of(new NewTask.Step(NEAR, "second.test"));
    one.database.run(
        sql -> {
          one.tasks.submit(sql, new NewTask(1, "test", "127.0.0.1", steps));
          two.claims.closeLanes();
        });
    assertEquals(1, two.claims.claim(NEAR, 10).size());
  }

  @Test
  void whatAnotherNodeIsClaimingIsPassedOverAndNotWaitedFor() {
    Node one = nodes.get(0);
    Node two = nodes.get(1);
    submitted(one, 1, "a.test", "b.test");
    one.database.run(
        sql -> {
          sql.rows(
              "SELECT subject FROM active WHERE subject = 'a.test' FOR UPDATE",
              row -> row.text("subject"));
          List<Claim> claimed = two.claims.claim(NEAR, 10);
          assertEquals(List.of("b.test"), claimed.stream().map(Claim::subject).toList());
        });
    assertEquals(
        List.of("a.test"), two.claims.claim(NEAR, 10).stream().map(Claim::subject).toList());
  }

  @Test
  void aStepWhoseEndIsBeingWrittenIsNotRescued() {
    Node one = nodes.get(0);
    Node two = nodes.get(1);
    submitted(one, 1, "a.test");
    Claim claim = one.claims.claim(NEAR, 1).getFirst();
    clock.advance(LEASE.plusSeconds(1));
    boolean ours =
        one.journal.record(
            claim,
            sql -> {
              assertEquals(0, two.claims.rescueExpired());
            });
    assertTrue(ours);
    assertEquals(1, two.claims.rescueExpired());
  }

  @Test
  void ofOverlappingSubmitsInAnyOrderOneIsAcceptedAndNoneFails() throws Exception {
    List<String> names = names("d", 600);
    for (int round = 0; round < 5; round++) {
      List<Callable<Submitted>> submits = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        List<String> mine = new ArrayList<>(names);
        Collections.shuffle(mine, new Random(round * 31L + i));
        Node node = nodes.get(i);
        long account = i + 1;
        submits.add(() -> node.submit(account, NEAR, mine));
      }
      List<Submitted> results = inParallel(submits);
      assertEquals(1, results.stream().filter(r -> r instanceof Submitted.Accepted).count());
      results.forEach(
          result -> {
            if (result instanceof Submitted.Busy busy) {
              assertEquals(names.size(), busy.subjects().size());
            }
          });
      Node one = nodes.getFirst();
      for (List<Claim> some = one.claims.claim(NEAR, 200);
          !some.isEmpty();
          some = one.claims.claim(NEAR, 200)) {
        finish(one, some);
      }
    }
  }

  @Test
  void nodesThatShareQueuesCarryOutEveryStepOnceAndCountExactly() throws Exception {
    int perTask = 300;
    Map<String, Integer> ran = Collections.synchronizedMap(new HashMap<>());
    AtomicBoolean submitting = new AtomicBoolean(true);
    List<Callable<Void>> work = new ArrayList<>();
    for (Node node : nodes) {
      work.add(() -> carryOut(node, NEAR, ran, submitting));
      work.add(() -> carryOut(node, FAR, ran, submitting));
      work.add(() -> keepHouse(node, submitting));
    }
    work.add(
        () -> {
          for (int task = 0; task < 12; task++) {
            Node node = nodes.get(task % nodes.size());
            String queue = task % 2 == 0 ? NEAR : FAR;
            assertInstanceOf(
                Submitted.Accepted.class,
                node.submit(task % 4 + 1, queue, names("t" + task + "-", perTask)));
          }
          submitting.set(false);
          return null;
        });
    inParallel(work);
    assertEquals(12 * perTask, ran.size());
    assertTrue(ran.values().stream().allMatch(times -> times == 1), "a step ran twice");
    Database database = nodes.getFirst().database;
    assertEquals(0, number(database, "SELECT count(*) AS n FROM active"));
    assertEquals(12 * perTask, number(database, "SELECT count(*) AS n FROM step WHERE status = 2"));
    assertEquals(12 * perTask, number(database, "SELECT sum(ok) AS n FROM task_block"));
    assertEquals(12 * perTask, number(database, "SELECT sum(begun) AS n FROM task_block"));
  }

  private Void carryOut(Node node, String queue, Map<String, Integer> ran, AtomicBoolean submitting)
      throws Exception {
    try (ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor()) {
      while (true) {
        boolean last = !submitting.get();
        List<Claim> claimed = node.claims.claim(queue, 40);
        claimed.forEach(
            claim ->
                steps.submit(
                    () -> {
                      ran.merge(claim.subject(), 1, Integer::sum);
                      node.journal.record(claim, sql -> {});
                      node.journal.finish(claim, new StepResult.Done("DONE", "", sql -> {}));
                    }));
        if (last && claimed.isEmpty()) {
          return null;
        }
      }
    }
  }

  private static Void keepHouse(Node node, AtomicBoolean submitting) {
    while (submitting.get()) {
      node.claims.renew();
      node.claims.closeLanes();
      assertEquals(0, node.claims.rescueExpired());
    }
    return null;
  }

  private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(calls)) {
        try {
          results.add(one.get());
        } catch (ExecutionException e) {
          throw new AssertionError("one of those at the same time failed", e.getCause());
        }
      }
      return results;
    }
  }

  private static void submitted(Node node, long account, String... subjects) {
    assertInstanceOf(Submitted.Accepted.class, node.submit(account, NEAR, List.of(subjects)));
  }

  private static void finish(Node node, List<Claim> claimed) {
    claimed.forEach(
        claim -> node.journal.finish(claim, new StepResult.Done("DONE", "", sql -> {})));
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i + ".test").toList();
  }

  private static long number(Database database, String text) {
    return database.read(sql -> sql.number(text));
  }
}
