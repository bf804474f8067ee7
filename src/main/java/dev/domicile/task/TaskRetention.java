package dev.domicile.task;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.util.List;
import java.util.Optional;

/**
 * Removes tasks whose time is over, a piece at a time. A task too large for one piece disappears
 * from the lists with the first, and what is left of it is remembered until the last is gone.
 */
public final class TaskRetention {

  /** What others keep of a task goes in the same transactions. */
  public interface Leaving {

    /**
     * @param first number of a step
     * @param last number of a step, included
     */
    void steps(Sql sql, long taskId, long first, long last);

    void task(Sql sql, long taskId);
  }

  /** Tasks that are looked at in one piece; most have few steps. */
  private static final int LOOKED_AT = 50;

  private final Leaving leaving;

  /**
   * The last task that was looked at: those that have not ended are passed over. Where a
   * transaction is run again, some more are, until the next round.
   */
  private Old last = Old.NONE;

  public TaskRetention(Leaving leaving) {
    this.leaving = leaving;
  }

  private record Old(long createdAt, long id, long total) {
    static final Old NONE = new Old(0, 0, 0);

    static Old read(Row row) {
      return new Old(row.number("created_at"), row.number("id"), row.number("total"));
    }
  }

  private record Rest(long taskId, long total, long removed) {}

  /**
   * @param endedBefore epoch milliseconds; tasks go whose last step ended before
   * @param most steps that are removed, at most
   * @return false once there are no more
   */
  public boolean removePiece(Sql sql, long endedBefore, int most) {
    Optional<Rest> rest = rest(sql);
    if (rest.isPresent()) {
      removeOf(sql, rest.get(), most);
      return true;
    }
    long left = most;
    List<Old> tasks = after(sql, endedBefore);
    for (Old task : tasks) {
      if (isOver(sql, task.id, endedBefore) && !removed(sql, task, left)) {
        return true;
      }
      left -= task.total;
      last = task;
      if (left <= 0) {
        return true;
      }
    }
    if (tasks.size() < LOOKED_AT) {
      last = Old.NONE;
      return false;
    }
    return true;
  }

  private static Optional<Rest> rest(Sql sql) {
    return sql
        .rows(
            "SELECT task_id, total, removed FROM task_removal ORDER BY task_id LIMIT 1 "
                + sql.dialect().skipLocked(),
            row -> new Rest(row.number("task_id"), row.number("total"), row.number("removed")))
        .stream()
        .findFirst();
  }

  private void removeOf(Sql sql, Rest rest, int most) {
    long upTo = Math.min(rest.total, rest.removed + most);
    removeSteps(sql, rest.taskId, rest.removed + 1, upTo);
    if (upTo == rest.total) {
      sql.update("DELETE FROM task_removal WHERE task_id = ?", rest.taskId);
    } else {
      sql.update("UPDATE task_removal SET removed = ? WHERE task_id = ?", upTo, rest.taskId);
    }
  }

  private List<Old> after(Sql sql, long endedBefore) {
    return sql.rows(
        """
        SELECT created_at, id, total FROM task
        WHERE created_at < ? AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ?\
        """,
        Old::read,
        endedBefore,
        last.createdAt,
        last.id,
        LOOKED_AT);
  }

  private static boolean isOver(Sql sql, long taskId, long endedBefore) {
    return sql.number(
            "SELECT count(*) AS n FROM step WHERE task_id = ? AND (status = 0 OR updated_at >= ?)",
            taskId,
            endedBefore)
        == 0;
  }

  /** False where its steps are more than this piece may take, and are for the next ones. */
  private boolean removed(Sql sql, Old task, long left) {
    if (sql.update("DELETE FROM task WHERE id = ?", task.id) == 0) {
      // another process is at it
      return true;
    }
    sql.update("DELETE FROM task_block WHERE task_id = ?", task.id);
    leaving.task(sql, task.id);
    if (task.total > left) {
      sql.update(
          "INSERT INTO task_removal (task_id, total, removed) VALUES (?, ?, 0)",
          task.id,
          task.total);
      return false;
    }
    removeSteps(sql, task.id, 1, task.total);
    return true;
  }

  private void removeSteps(Sql sql, long taskId, long first, long upTo) {
    sql.update("DELETE FROM step WHERE task_id = ? AND seq >= ? AND seq <= ?", taskId, first, upTo);
    leaving.steps(sql, taskId, first, upTo);
  }
}
