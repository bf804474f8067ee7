package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  private static final String ENDED =
      """
      UPDATE task_block SET begun = begun + ?, ok = ok + ?, failed = failed + ?
      WHERE task_id = ? AND block = ?
      """;

  /** In this order all count that count in several blocks, so that no two wait for each other. */
  private record Place(long task, int block) implements Comparable<Place> {

    static Place of(Claim claim) {
      return new Place(claim.taskId(), Blocks.of(claim.seq()));
    }

    @Override
    public int compareTo(Place other) {
      return task == other.task
          ? Integer.compare(block, other.block)
          : Long.compare(task, other.task);
    }
  }

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
    Map<Place, Long> begun =
        claimed.stream()
            .filter(claim -> claim.attempt() == 1)
            .collect(Collectors.groupingBy(Place::of, TreeMap::new, Collectors.counting()));
    List<Object[]> rows = new ArrayList<>();
    begun.forEach((place, count) -> rows.add(new Object[] {count, place.task, place.block}));
    sql.batch("UPDATE task_block SET begun = begun + ? WHERE task_id = ? AND block = ?", rows);
  }

  /** Ends of steps that were counted as begun when they were claimed. */
  static void ended(Sql sql, List<StepEnds.End> ends) {
    Map<Place, List<StepEnds.End>> places =
        ends.stream()
            .collect(
                Collectors.groupingBy(
                    end -> Place.of(end.claim()), TreeMap::new, Collectors.toList()));
    List<Object[]> rows = new ArrayList<>();
    places.forEach(
        (place, some) -> {
          long ok = some.stream().filter(end -> end.status() == StepStatus.EXECUTE_SUCCESS).count();
          rows.add(new Object[] {0, ok, some.size() - ok, place.task, place.block});
        });
    sql.batch(ENDED, rows);
  }

  /**
   * @param begun how many of these had not been counted as begun
   */
  static void ended(Sql sql, long taskId, int block, int begun, int ok, int failed) {
    sql.update(ENDED, begun, ok, failed, taskId, block);
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
