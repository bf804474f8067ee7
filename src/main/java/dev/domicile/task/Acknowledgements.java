package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Marks results as seen by their owner; they are then left out of {@link TaskResults}. */
public final class Acknowledgements {

  private static final Comparator<TaskDetailNo> BY_PLACE =
      Comparator.comparingLong(TaskDetailNo::taskId).thenComparingInt(TaskDetailNo::seq);

  private static final class Tally {
    int ok;
    int failed;
  }

  /** Those of the numbers that no step of the account has. */
  public List<TaskDetailNo> unknown(Sql sql, long accountId, Collection<TaskDetailNo> numbers) {
    Map<Long, Integer> totals = new HashMap<>();
    List<TaskDetailNo> unknown = new ArrayList<>();
    for (TaskDetailNo number : numbers) {
      int total = totals.computeIfAbsent(number.taskId(), task -> total(sql, accountId, task));
      if (number.seq() < 1 || number.seq() > total) {
        unknown.add(number);
      }
    }
    return unknown;
  }

  /**
   * Marks those that have ended; the others will be listed when they have.
   *
   * @param numbers all of one account
   * @return how many were marked that had not been before
   */
  public int acknowledge(Sql sql, Collection<TaskDetailNo> numbers) {
    SortedSet<TaskDetailNo> inOrder = new TreeSet<>(BY_PLACE);
    inOrder.addAll(numbers);
    int marked = 0;
    SortedMap<Long, SortedMap<Integer, Tally>> tallies = new TreeMap<>();
    for (TaskDetailNo number : inOrder) {
      Optional<StepStatus> status = mark(sql, number);
      if (status.isPresent()) {
        Tally tally =
            tallies
                .computeIfAbsent(number.taskId(), task -> new TreeMap<>())
                .computeIfAbsent(Blocks.of(number.seq()), block -> new Tally());
        if (status.get() == StepStatus.EXECUTE_SUCCESS) {
          tally.ok++;
        } else {
          tally.failed++;
        }
        marked++;
      }
    }
    tallies.forEach(
        (task, blocks) ->
            blocks.forEach(
                (block, tally) -> Blocks.acknowledged(sql, task, block, tally.ok, tally.failed)));
    return marked;
  }

  private static int total(Sql sql, long accountId, long taskId) {
    return (int)
        sql.number(
            "SELECT total AS n FROM task WHERE account_id = ? AND id = ?", accountId, taskId);
  }

  private static Optional<StepStatus> mark(Sql sql, TaskDetailNo number) {
    return sql.row(
        """
        UPDATE step SET acknowledged = 1
        WHERE task_id = ? AND seq = ? AND status > 0 AND acknowledged = 0
        RETURNING status
        """,
        row -> StepStatus.of(row.integer("status")),
        number.taskId(),
        number.seq());
  }
}
