package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists an account's tasks, newest first. */
public final class TaskLists {

  private static final String IN_RANGE =
      "FROM task WHERE account_id = ? AND created_at >= ? AND created_at < ?";

  /**
   * When the tasks were submitted.
   *
   * @param from epoch milliseconds, the first of the range
   * @param to epoch milliseconds, the first after it
   */
  public record Range(long from, long to) {
    public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * A place in the list: this task's, or where it would stand.
   *
   * @param createdAt epoch milliseconds
   */
  public record Place(long createdAt, long id) {

    /** Before all others. */
    public static final Place FIRST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Before all tasks of this moment. */
    public static Place at(long createdAt) {
      return new Place(createdAt, Long.MAX_VALUE);
    }
  }

  public int count(Sql sql, long accountId, Range range) {
    return Math.toIntExact(
        sql.number("SELECT count(*) AS n " + IN_RANGE, accountId, range.from(), range.to()));
  }

  public List<TaskView> page(Sql sql, long accountId, Range range, int offset, int most) {
    return tasks(
        sql,
        IN_RANGE + " ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
        accountId,
        range.from(),
        range.to(),
        most,
        offset);
  }

  /** Empty where the account has no such task. */
  public Optional<Place> place(Sql sql, long accountId, String taskNo) {
    return sql.row(
        "SELECT created_at, id FROM task WHERE task_no = ? AND account_id = ?",
        row -> new Place(row.number("created_at"), row.number("id")),
        taskNo,
        accountId);
  }

  /** From the place on, the task there included. */
  public List<TaskView> from(Sql sql, long accountId, Range range, Place place, int most) {
    return tasks(
        sql,
        IN_RANGE + " AND (created_at, id) <= (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
        accountId,
        range.from(),
        range.to(),
        place.createdAt(),
        place.id(),
        most);
  }

  /** The last ones before the place, also newest first. */
  public List<TaskView> before(Sql sql, long accountId, Range range, Place place, int most) {
    return tasks(
        sql,
        IN_RANGE + " AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ?",
        accountId,
        range.from(),
        range.to(),
        place.createdAt(),
        place.id(),
        most);
  }

  /** The page is cut out by the index of times alone; counters are summed for its tasks only. */
  private static List<TaskView> tasks(Sql sql, String which, Object... parameters) {
    List<Object> all = new ArrayList<>();
    all.add(parameters[0]); // the account, once for the tasks and once for the page
    all.addAll(List.of(parameters));
    return sql.rows(
        TaskRecords.COLUMNS
            + "FROM task t JOIN task_block b ON b.task_id = t.id"
            + " WHERE t.account_id = ? AND t.id IN (SELECT id FROM (SELECT id "
            + which
            + ") listed)"
            + TaskRecords.GROUPED
            + " ORDER BY t.created_at DESC, t.id DESC",
        TaskRecords::task,
        all.toArray());
  }
}
