package dev.domicile.task;

import dev.domicile.store.Ids;
import dev.domicile.store.Overtaken;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes tasks in. */
public final class TaskQueue {

  private final Ids ids;
  private final InstantSource clock;

  public TaskQueue(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Stores the task, its steps and a busy mark per subject. The busy mark is a unique key: of two
   * submissions for one subject exactly one is accepted, whatever the timing.
   */
  public Submitted submit(Sql sql, NewTask task) {
    long now = clock.millis();
    long id = ids.next();
    String taskNo = ids.uuid();
    List<Marked> marked = mark(task.steps());
    if (insertBusyMarks(sql, task, id, now, marked) < marked.size()) {
      List<String> busy = busy(sql, id, task.steps());
      if (busy.isEmpty()) {
        throw new Overtaken("what was under way has just ended");
      }
      return new Submitted.Busy(busy);
    }
    sql.update(
        """
        INSERT INTO task (account_id, id, task_no, kind, total, client_ip, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        task.accountId(),
        id,
        taskNo,
        task.kind(),
        marked.size(),
        task.clientIp(),
        now);
    insertSteps(sql, id, now, task.steps());
    Blocks.open(sql, task.accountId(), id, marked.size());
    openLanes(sql, task);
    return new Submitted.Accepted(id, taskNo);
  }

  private record Marked(int seq, NewTask.Step step) {}

  /**
   * In one order for every submission: two that overlap in different orders would deadlock on
   * PostgreSQL.
   */
  private static List<Marked> mark(List<NewTask.Step> steps) {
    List<Marked> marked = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      marked.add(new Marked(i + 1, steps.get(i)));
    }
    marked.sort(
        Comparator.comparing((Marked m) -> m.step.queue()).thenComparing(m -> m.step.subject()));
    return marked;
  }

  private static int insertBusyMarks(
      Sql sql, NewTask task, long id, long now, List<Marked> marked) {
    return sql.insert(
        """
        INSERT INTO active (queue, subject, account_id, task_id, seq, kind, leased, phase, due_at, lease_until,
          owner, attempt, tries, reason, note, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, 0, 'FRESH', ?, 0, '', 0, 0, '', '', ?)
        ON CONFLICT (queue, subject) DO NOTHING
        """,
        marked.stream()
            .map(
                m ->
                    new Object[] {
                      m.step.queue(),
                      m.step.subject(),
                      task.accountId(),
                      id,
                      m.seq,
                      task.kind(),
                      now,
                      now
                    })
            .toList());
  }

  private static List<String> busy(Sql sql, long id, List<NewTask.Step> steps) {
    TreeMap<String, List<String>> byQueue =
        steps.stream()
            .collect(
                Collectors.groupingBy(
                    NewTask.Step::queue,
                    TreeMap::new,
                    Collectors.mapping(NewTask.Step::subject, Collectors.toList())));
    List<String> busy = new ArrayList<>();
    byQueue.forEach(
        (queue, subjects) ->
            busy.addAll(
                sql.rowsForKeys(
                    "SELECT DISTINCT subject FROM active WHERE queue = ? AND task_id <> ? AND"
                        + " subject IN (:keys)",
                    subjects,
                    row -> row.text("subject"),
                    queue,
                    id)));
    return busy;
  }

  private static void insertSteps(Sql sql, long id, long now, List<NewTask.Step> steps) {
    List<Object[]> rows = new ArrayList<>(steps.size());
    for (int i = 0; i < steps.size(); i++) {
      rows.add(new Object[] {id, i + 1, steps.get(i).queue(), steps.get(i).subject(), now});
    }
    sql.insert(
        """
        INSERT INTO step (task_id, seq, queue, subject, status, reason, note, tries, updated_at)
        VALUES (?, ?, ?, ?, 0, '', '', 0, ?)
        """,
        rows);
  }

  /**
   * A lane begins level with the one that is furthest behind, so that it gains no turns over the
   * others.
   */
  private static void openLanes(Sql sql, NewTask task) {
    task.steps().stream()
        .map(NewTask.Step::queue)
        .distinct()
        .sorted()
        .forEach(queue -> openLane(sql, queue, task.accountId()));
  }

  /** Until the commit the lane must not be closed by one who cannot see the new steps yet. */
  private static void openLane(Sql sql, String queue, long accountId) {
    do {
      sql.update(
          """
          INSERT INTO lane (queue, account_id, pass)
          VALUES (?, ?, (SELECT coalesce(min(pass), 0) FROM lane WHERE queue = ?))
          ON CONFLICT (queue, account_id) DO NOTHING
          """,
          queue,
          accountId,
          queue);
    } while (!holdLane(sql, queue, accountId));
  }

  private static boolean holdLane(Sql sql, String queue, long accountId) {
    return sql.row(
            "SELECT pass FROM lane WHERE queue = ? AND account_id = ? "
                + sql.dialect().forKeyShare(),
            row -> row.number("pass"),
            queue,
            accountId)
        .isPresent();
  }
}
