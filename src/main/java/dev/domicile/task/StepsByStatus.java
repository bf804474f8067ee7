package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages of a task's steps with one status. The blocks' counters tell where a page begins, so that
 * the last one costs what the first does; a read goes over one block at most to get there.
 */
final class StepsByStatus {

  private StepsByStatus() {}

  private record Start(int block, int before) {}

  static List<StepView> page(Sql sql, long taskId, StepStatus status, int offset, int most) {
    Optional<Start> found = start(sql, taskId, status, offset);
    if (found.isEmpty()) {
      return List.of();
    }
    Start start = found.get();
    int skip = offset - start.before;
    return switch (status) {
      case WAITING_EXECUTE, EXECUTING, EXECUTE_SUCCESS ->
          byBlocks(sql, taskId, status, start.block, skip, most);
      case EXECUTE_FAILURE ->
          sql.rows(
              StepRows.ENDED
                  + "WHERE s.task_id = ? AND s.failed = 1 AND s.seq > ?"
                  + " ORDER BY s.seq LIMIT ? OFFSET ?",
              StepRows::step,
              taskId,
              Blocks.before(start.block),
              most,
              skip);
    };
  }

  static int count(Sql sql, long taskId, StepStatus status) {
    return Math.toIntExact(
        sql.number(
            "SELECT sum(" + counter(status) + ") AS n FROM task_block WHERE task_id = ?", taskId));
  }

  /** How many steps with the status stand before this place. */
  static int rank(Sql sql, long taskId, StepStatus status, int seq) {
    int block = Blocks.of(seq);
    long before =
        sql.number(
            "SELECT coalesce(sum("
                + counter(status)
                + "), 0) AS n FROM task_block WHERE task_id = ? AND block < ?",
            taskId,
            block);
    String here =
        "SELECT count(*) AS n FROM "
            + rows(status)
            + " WHERE s.task_id = ? AND s.seq > ? AND s.seq < ? AND "
            + condition(status);
    return Math.toIntExact(before + sql.number(here, taskId, Blocks.before(block), seq));
  }

  private static Optional<Start> start(Sql sql, long taskId, StepStatus status, int offset) {
    String counter = counter(status);
    return sql.row(
        """
        SELECT block, before_block FROM (
          SELECT block, %s AS n, sum(%s) OVER (ORDER BY block) - (%s) AS before_block
          FROM task_block WHERE task_id = ?) counted
        WHERE n > 0 AND before_block <= ? AND before_block + n > ?
        """
            .formatted(counter, counter, counter),
        row -> new Start(row.integer("block"), row.integer("before_block")),
        taskId,
        offset,
        offset);
  }

  /** Goes from block to block, so that what is rare is not searched for where it cannot be. */
  private static List<StepView> byBlocks(
      Sql sql, long taskId, StepStatus status, int fromBlock, int skip, int most) {
    List<Integer> blocks =
        sql.rows(
            "SELECT block FROM task_block WHERE task_id = ? AND block >= ? AND "
                + counter(status)
                + " > 0 ORDER BY block",
            row -> row.integer("block"),
            taskId,
            fromBlock);
    List<StepView> page = new ArrayList<>();
    int passed = skip;
    for (int block : blocks) {
      if (page.size() >= most) {
        break;
      }
      page.addAll(
          sql.rows(
              columns(status)
                  + "WHERE s.task_id = ? AND s.seq > ? AND s.seq <= ? AND "
                  + condition(status)
                  + " ORDER BY s.seq LIMIT ? OFFSET ?",
              StepRows::step,
              taskId,
              Blocks.before(block),
              Blocks.before(block + 1),
              most - page.size(),
              passed));
      passed = 0;
    }
    return page;
  }

  private static String columns(StepStatus status) {
    return status.ended() ? StepRows.ENDED : StepRows.ACTIVE;
  }

  private static String rows(StepStatus status) {
    return status.ended() ? "step s" : StepRows.UNDER_WAY;
  }

  private static String condition(StepStatus status) {
    return switch (status) {
      case WAITING_EXECUTE -> "a.attempt = 0";
      case EXECUTING -> "a.attempt > 0";
      case EXECUTE_SUCCESS, EXECUTE_FAILURE -> "s.status = " + status.code();
    };
  }

  private static String counter(StepStatus status) {
    return switch (status) {
      case WAITING_EXECUTE -> "size - begun";
      case EXECUTING -> "begun - ok - failed";
      case EXECUTE_SUCCESS -> "ok";
      case EXECUTE_FAILURE -> "failed";
    };
  }
}
