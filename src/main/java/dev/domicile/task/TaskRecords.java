package dev.domicile.task;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads tasks and their steps for those who may see them. */
public final class TaskRecords {

  /**
   * A step whose work is under way lives in {@code active}; the queue's trouble speaks for those
   * that wait.
   */
  private static final String STEPS =
      """
      SELECT s.task_id, s.seq, s.queue, s.subject, s.status,
        CASE WHEN a.task_id IS NULL THEN s.reason WHEN t.queue IS NULL THEN a.reason ELSE t.reason END AS reason,
        CASE WHEN a.task_id IS NULL THEN s.note WHEN t.queue IS NULL THEN a.note ELSE t.note END AS note,
        coalesce(a.tries, s.tries) AS tries, coalesce(a.updated_at, s.updated_at) AS updated_at,
        coalesce(a.attempt, 0) AS attempt
      FROM step s
      LEFT JOIN active a ON a.queue = s.queue AND a.subject = s.subject AND a.task_id = s.task_id
      LEFT JOIN queue_trouble t ON t.queue = a.queue
      """;

  /**
   * Which steps of a task to list.
   *
   * @param status null for all
   * @param subject null for all
   */
  public record Filter(@Nullable StepStatus status, @Nullable String subject) {
    boolean none() {
      return status == null && subject == null;
    }
  }

  /** Empty where there is no such task, and equally where it is another account's. */
  public Optional<TaskView> task(Sql sql, long accountId, String taskNo) {
    return sql.row(
        """
        SELECT id, task_no, kind, total, client_ip, created_at,
          (SELECT sum(ok) FROM task_counter c WHERE c.task_id = task.id) AS ok,
          (SELECT sum(failed) FROM task_counter c WHERE c.task_id = task.id) AS failed
        FROM task WHERE task_no = ? AND account_id = ?
        """,
        row ->
            new TaskView(
                row.number("id"),
                row.text("task_no"),
                row.text("kind"),
                row.integer("total"),
                row.integer("ok"),
                row.integer("failed"),
                row.text("client_ip"),
                row.number("created_at")),
        taskNo,
        accountId);
  }

  public int count(Sql sql, TaskView task, Filter filter) {
    if (filter.none()) {
      return task.total();
    }
    if (filter.subject() == null && filter.status() == StepStatus.EXECUTE_SUCCESS) {
      return task.succeeded();
    }
    if (filter.subject() == null && filter.status() == StepStatus.EXECUTE_FAILURE) {
      return task.failed();
    }
    String from = STEPS.substring(STEPS.indexOf("FROM step"));
    return Math.toIntExact(
        sql.number(
            "SELECT count(*) AS n " + from + where(filter), parameters(task, filter).toArray()));
  }

  /** Steps in the task's order. */
  public List<StepView> steps(Sql sql, TaskView task, Filter filter, int offset, int most) {
    if (filter.none()) {
      // dense places make any page a range read, however far back it is
      return sql.rows(
          STEPS + "WHERE s.task_id = ? AND s.seq > ? AND s.seq <= ? ORDER BY s.seq",
          TaskRecords::step,
          task.id(),
          offset,
          (long) offset + most);
    }
    List<Object> parameters = parameters(task, filter);
    parameters.add(most);
    parameters.add(offset);
    return sql.rows(
        STEPS + where(filter) + " ORDER BY s.seq LIMIT ? OFFSET ?",
        TaskRecords::step,
        parameters.toArray());
  }

  private static String where(Filter filter) {
    StringBuilder where = new StringBuilder("WHERE s.task_id = ?");
    if (filter.subject() != null) {
      where.append(" AND s.subject = ?");
    }
    if (filter.status() instanceof StepStatus status) {
      where.append(
          switch (status) {
            case WAITING_EXECUTE -> " AND s.status = 0 AND a.attempt = 0";
            case EXECUTING -> " AND s.status = 0 AND a.attempt > 0";
            case EXECUTE_SUCCESS -> " AND s.status = 2";
            case EXECUTE_FAILURE -> " AND s.status = 3";
          });
    }
    return where.toString();
  }

  private static List<Object> parameters(TaskView task, Filter filter) {
    List<Object> parameters = new java.util.ArrayList<>();
    parameters.add(task.id());
    if (filter.subject() instanceof String subject) {
      parameters.add(subject);
    }
    return parameters;
  }

  private static StepView step(Row row) {
    int status = row.integer("status");
    boolean begun = status == 0 && row.integer("attempt") > 0;
    return new StepView(
        new TaskDetailNo(row.number("task_id"), row.integer("seq")),
        row.text("queue"),
        row.text("subject"),
        begun ? StepStatus.EXECUTING : StepStatus.of(status),
        row.text("reason"),
        row.text("note"),
        row.integer("tries"),
        row.number("updated_at"));
  }
}
