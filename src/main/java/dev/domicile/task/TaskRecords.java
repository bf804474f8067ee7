package dev.domicile.task;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a task and its steps for those who may see them. */
public final class TaskRecords {

  static final String COLUMNS =
      """
      SELECT t.id, t.task_no, t.kind, t.total, t.client_ip, t.created_at, t.cancel,
        sum(b.begun) AS begun, sum(b.ok) AS ok, sum(b.failed) AS failed
      """;

  static final String GROUPED =
      " GROUP BY t.id, t.task_no, t.kind, t.total, t.client_ip, t.created_at, t.cancel";

  /**
   * Which steps of a task to list.
   *
   * @param status null for all
   * @param subject null for all
   */
  public record Filter(@Nullable StepStatus status, @Nullable String subject) {

    public static final Filter NONE = new Filter(null, null);

    boolean matches(StepView step) {
      return status == null || status == step.status();
    }
  }

  /** Empty where there is no such task, and equally where it is another account's. */
  public Optional<TaskView> task(Sql sql, long accountId, String taskNo) {
    return sql.row(
        COLUMNS
            + "FROM task t JOIN task_block b ON b.task_id = t.id"
            + " WHERE t.task_no = ? AND t.account_id = ?"
            + GROUPED,
        TaskRecords::task,
        taskNo,
        accountId);
  }

  /** As {@link #task}, without the counters, which have to be summed up. */
  public Optional<TaskHead> head(Sql sql, long accountId, String taskNo) {
    return sql.row(
        "SELECT id, kind, total, created_at FROM task WHERE task_no = ? AND account_id = ?",
        row ->
            new TaskHead(
                row.number("id"),
                taskNo,
                row.text("kind"),
                row.integer("total"),
                row.number("created_at")),
        taskNo,
        accountId);
  }

  public int count(Sql sql, TaskHead task, Filter filter) {
    if (filter.subject() instanceof String subject) {
      return about(sql, task, filter, subject).size();
    }
    return filter.status() instanceof StepStatus status
        ? StepsByStatus.count(sql, task.id(), status)
        : task.total();
  }

  /** Steps in the task's order. */
  public List<StepView> steps(Sql sql, TaskHead task, Filter filter, int offset, int most) {
    if (filter.subject() instanceof String subject) {
      return about(sql, task, filter, subject).stream().skip(offset).limit(most).toList();
    }
    if (filter.status() instanceof StepStatus status) {
      return StepsByStatus.page(sql, task.id(), status, offset, most);
    }
    // dense places make any page a range read, however far back it is
    return sql.rows(
        StepRows.ANY + "WHERE s.task_id = ? AND s.seq > ? AND s.seq <= ? ORDER BY s.seq",
        StepRows::step,
        task.id(),
        offset,
        (long) offset + most);
  }

  /** How many steps of the filtered list stand before this place of the task. */
  public int rank(Sql sql, TaskHead task, Filter filter, int seq) {
    if (filter.subject() instanceof String subject) {
      return (int)
          about(sql, task, filter, subject).stream()
              .filter(step -> step.number().seq() < seq)
              .count();
    }
    return filter.status() instanceof StepStatus status
        ? StepsByStatus.rank(sql, task.id(), status, seq)
        : seq - 1;
  }

  /** A subject comes once in a task at most. */
  private static List<StepView> about(Sql sql, TaskHead task, Filter filter, String subject) {
    return sql
        .rows(
            StepRows.ANY + "WHERE s.task_id = ? AND s.subject = ?",
            StepRows::step,
            task.id(),
            subject)
        .stream()
        .filter(filter::matches)
        .toList();
  }

  static TaskView task(Row row) {
    return new TaskView(
        row.number("id"),
        row.text("task_no"),
        row.text("kind"),
        row.integer("total"),
        row.integer("begun"),
        row.integer("ok"),
        row.integer("failed"),
        row.number("cancel") != 0,
        row.text("client_ip"),
        row.number("created_at"));
  }
}
