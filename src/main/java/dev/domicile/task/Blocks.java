package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The counters of a task, one row for each 500 steps: summed they tell how a task stands, one by
 * one they tell where any page of a filtered list begins, and which steps have nothing to show.
 */
final class Blocks {

  /**
   * Steps counted together. Smaller ones are more rows to sum for a large task, larger ones more
   * steps to pass over for a page.
   */
  static final int STEPS = 500;

  private Blocks() {}

  static int of(int seq) {
    return (seq - 1) / STEPS;
  }

  /** The place before the block's first. */
  static int before(int block) {
    return block * STEPS;
  }

  static void open(Sql sql, long accountId, long taskId, int steps) {
    List<Object[]> rows = new ArrayList<>();
    for (int from = 0; from < steps; from += STEPS) {
      rows.add(new Object[] {taskId, from / STEPS, accountId, Math.min(STEPS, steps - from)});
    }
    sql.batch(
        """
        INSERT INTO task_block
          (task_id, block, account_id, size, begun, ok, failed, ok_acknowledged, failed_acknowledged)
        VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0)
        """,
        rows);
  }

  /** A step that is claimed again after a wait has begun already. */
  static void begun(Sql sql, Collection<Claim> claimed) {
    TreeMap<Long, List<Claim>> byTask =
        claimed.stream()
            .filter(claim -> claim.attempt() == 1)
            .collect(Collectors.groupingBy(Claim::taskId, TreeMap::new, Collectors.toList()));
    byTask.forEach(
        (task, claims) ->
            claims.stream()
                .collect(
                    Collectors.groupingBy(
                        claim -> of(claim.seq()), TreeMap::new, Collectors.counting()))
                .forEach(
                    (block, count) ->
                        sql.update(
                            "UPDATE task_block SET begun = begun + ? WHERE task_id = ? AND block ="
                                + " ?",
                            count,
                            task,
                            block)));
  }

  /**
   * @param begun how many of these had not been counted as begun
   */
  static void ended(Sql sql, long taskId, int block, int begun, int ok, int failed) {
    sql.update(
        """
        UPDATE task_block SET begun = begun + ?, ok = ok + ?, failed = failed + ?
        WHERE task_id = ? AND block = ?
        """,
        begun,
        ok,
        failed,
        taskId,
        block);
  }

  static void acknowledged(Sql sql, long taskId, int block, int ok, int failed) {
    sql.update(
        """
        UPDATE task_block
        SET ok_acknowledged = ok_acknowledged + ?, failed_acknowledged = failed_acknowledged + ?
        WHERE task_id = ? AND block = ?
        """,
        ok,
        failed,
        taskId,
        block);
  }
}
