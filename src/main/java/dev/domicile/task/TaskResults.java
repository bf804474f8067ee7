package dev.domicile.task;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results that nobody has acknowledged yet: the ended steps of all tasks of an account, the oldest
 * task's first. The blocks' counters tell how many there are and where, so that neither what was
 * acknowledged nor what lies before a page costs anything; the step's own mark tells which.
 */
public final class TaskResults {

  /** As in the index of these blocks, word for word. */
  private static final String OPEN = "ok + failed > ok_acknowledged + failed_acknowledged";

  /** Blocks looked up at a time while a page is filled. */
  private static final int BLOCKS = 64;

  private static final String RESULTS =
      "SELECT t.task_no, t.kind, t.created_at, "
          + StepRows.ENDED_COLUMNS
          + " FROM step s JOIN task t ON t.account_id = ? AND t.id = s.task_id";

  /**
   * Which results to list.
   *
   * @param taskId null for all tasks
   * @param status EXECUTE_SUCCESS or EXECUTE_FAILURE, null for both
   * @param subject null for all
   */
  public record Filter(
      @Nullable Long taskId, @Nullable StepStatus status, @Nullable String subject) {

    private String counter() {
      return switch (status) {
        case EXECUTE_SUCCESS -> "ok - ok_acknowledged";
        case EXECUTE_FAILURE -> "failed - failed_acknowledged";
        case null, default -> "ok + failed - ok_acknowledged - failed_acknowledged";
      };
    }

    private boolean matches(TaskDetail detail) {
      return status == null || status == detail.step().status();
    }
  }

  private record Block(long taskId, int block) {}

  private record Start(Block block, int before) {}

  public int count(Sql sql, long accountId, Filter filter) {
    if (filter.subject() instanceof String subject) {
      return about(sql, accountId, filter, subject).size();
    }
    return Math.toIntExact(
        sql.number(
            "SELECT coalesce(sum(" + filter.counter() + "), 0) AS n " + openBlocks(filter),
            parameters(accountId, filter).toArray()));
  }

  public List<TaskDetail> page(Sql sql, long accountId, Filter filter, int offset, int most) {
    if (filter.subject() instanceof String subject) {
      return about(sql, accountId, filter, subject).stream().skip(offset).limit(most).toList();
    }
    List<TaskDetail> page = new ArrayList<>();
    Optional<Start> start = start(sql, accountId, filter, offset);
    int skip = start.map(found -> offset - found.before).orElse(0);
    List<Block> blocks =
        start.map(found -> blocks(sql, accountId, filter, ">=", found.block)).orElse(List.of());
    while (!blocks.isEmpty() && page.size() < most) {
      for (Block block : blocks) {
        if (page.size() < most) {
          page.addAll(results(sql, accountId, filter, block, skip, most - page.size()));
          skip = 0;
        }
      }
      blocks = blocks(sql, accountId, filter, ">", blocks.getLast());
    }
    return page;
  }

  private static List<TaskDetail> results(
      Sql sql, long accountId, Filter filter, Block block, int skip, int most) {
    String status = filter.status() == null ? "" : " AND s.status = " + filter.status().code();
    return sql.rows(
        RESULTS
            + " WHERE s.task_id = ? AND s.seq > ? AND s.seq <= ?"
            + " AND s.status > 0 AND s.acknowledged = 0"
            + status
            + " ORDER BY s.seq LIMIT ? OFFSET ?",
        TaskResults::detail,
        accountId,
        block.taskId,
        Blocks.before(block.block),
        Blocks.before(block.block + 1),
        most,
        skip);
  }

  private static Optional<Start> start(Sql sql, long accountId, Filter filter, int offset) {
    List<Object> parameters = parameters(accountId, filter);
    parameters.add(offset);
    parameters.add(offset);
    return sql.row(
        """
        SELECT task_id, block, before_block FROM (
          SELECT task_id, block, n, sum(n) OVER (ORDER BY task_id, block) - n AS before_block
          FROM (SELECT task_id, block, %s AS n %s) open_blocks) counted
        WHERE n > 0 AND before_block <= ? AND before_block + n > ?
        """
            .formatted(filter.counter(), openBlocks(filter)),
        row -> new Start(block(row), row.integer("before_block")),
        parameters.toArray());
  }

  private static List<Block> blocks(
      Sql sql, long accountId, Filter filter, String direction, Block from) {
    List<Object> parameters = parameters(accountId, filter);
    parameters.addAll(List.of(from.taskId, from.block, BLOCKS));
    return sql.rows(
        "SELECT task_id, block "
            + openBlocks(filter)
            + (" AND " + filter.counter() + " > 0 AND (task_id, block) " + direction + " (?, ?)")
            + " ORDER BY task_id, block LIMIT ?",
        TaskResults::block,
        parameters.toArray());
  }

  /** Goes by the tasks, each of which holds a subject once at most. */
  private static List<TaskDetail> about(Sql sql, long accountId, Filter filter, String subject) {
    List<Object> parameters = new ArrayList<>(List.of(accountId));
    parameters.addAll(parameters(accountId, filter));
    parameters.add(subject);
    return sql
        .rows(
            RESULTS
                + " JOIN (SELECT DISTINCT task_id "
                + openBlocks(filter)
                + ") open_tasks ON open_tasks.task_id = s.task_id"
                + " WHERE s.subject = ? AND s.status > 0 AND s.acknowledged = 0"
                + " ORDER BY s.task_id",
            TaskResults::detail,
            parameters.toArray())
        .stream()
        .filter(filter::matches)
        .toList();
  }

  private static String openBlocks(Filter filter) {
    return "FROM task_block WHERE account_id = ? AND "
        + OPEN
        + (filter.taskId() == null ? "" : " AND task_id = ?");
  }

  private static List<Object> parameters(long accountId, Filter filter) {
    List<Object> parameters = new ArrayList<>(List.of(accountId));
    if (filter.taskId() instanceof Long taskId) {
      parameters.add(taskId);
    }
    return parameters;
  }

  private static Block block(Row row) {
    return new Block(row.number("task_id"), row.integer("block"));
  }

  private static TaskDetail detail(Row row) {
    return new TaskDetail(
        row.text("task_no"), row.text("kind"), row.number("created_at"), StepRows.step(row));
  }
}
