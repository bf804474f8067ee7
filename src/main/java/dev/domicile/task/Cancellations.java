package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels tasks. What is done stays done, what is under way or in doubt ends by itself, and what
 * waits - nothing of it was ever sent - fails with {@link #REASON}.
 *
 * <p>The wish is stored first, so that it outlives this process; then the waiting steps are ended
 * in portions, so that no submit or result waits for all of them.
 */
public final class Cancellations {

  public static final String REASON = "CANCELLED";

  /** Steps ended in one transaction; it lasts some ten milliseconds. */
  private static final int PORTION = 500;

  private static final Logger log = LoggerFactory.getLogger(Cancellations.class);

  private record Waiting(int seq, boolean begun, int tries) {}

  private record Cancelled(long accountId, long taskId) {}

  private final Database database;
  private final InstantSource clock;

  public Cancellations(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Stores the wish. {@link #endWaiting} must follow when the transaction is committed.
   *
   * @return false if it was stored before
   */
  public boolean request(Sql sql, long accountId, TaskView task) {
    return sql.update(
            "UPDATE task SET cancel = 1 WHERE account_id = ? AND id = ? AND cancel = 0",
            accountId,
            task.id())
        == 1;
  }

  /**
   * Ends all that waits of a task whose cancelling was requested.
   *
   * @return how many steps that were
   */
  public int endWaiting(long accountId, long taskId) {
    int ended = 0;
    int after = 0;
    while (true) {
      int from = after;
      List<Waiting> portion = database.write(sql -> endPortion(sql, taskId, from));
      if (portion.isEmpty()) {
        break;
      }
      ended += portion.size();
      after = portion.stream().mapToInt(Waiting::seq).max().getAsInt();
    }
    database.run(
        sql ->
            sql.update(
                "UPDATE task SET cancel = 2 WHERE account_id = ? AND id = ?", accountId, taskId));
    return ended;
  }

  /** Goes on where a process ended in the middle; before any worker starts. */
  public void resume() {
    List<Cancelled> left =
        database.read(
            sql ->
                sql.rows(
                    "SELECT account_id, id FROM task WHERE cancel = 1 ORDER BY id",
                    row -> new Cancelled(row.number("account_id"), row.number("id"))));
    for (Cancelled one : left) {
      int ended = endWaiting(one.accountId, one.taskId);
      log.info("{} steps of a cancelled task still waited and are ended now", ended);
    }
  }

  /** Stays so until the end of the transaction. */
  static boolean requested(Sql sql, Claim claim) {
    return sql.number(
            "SELECT cancel AS n FROM task WHERE account_id = ? AND id = ? "
                + sql.dialect().forShare(),
            claim.accountId(),
            claim.taskId())
        != 0;
  }

  /** Steps, counters and busy marks together. */
  private List<Waiting> endPortion(Sql sql, long taskId, int after) {
    List<Waiting> waiting =
        sql.rows(
            """
            DELETE FROM active
            WHERE leased = 0 AND phase = 'FRESH' AND (queue, subject) IN (
              SELECT a.queue, a.subject FROM %s
              WHERE s.task_id = ? AND s.seq > ? AND a.leased = 0 AND a.phase = 'FRESH'
              ORDER BY s.seq LIMIT ?)
            RETURNING seq, attempt, tries
            """
                .formatted(StepRows.UNDER_WAY),
            Cancellations::waiting,
            taskId,
            after,
            PORTION);
    long now = clock.millis();
    sql.batch(
        """
        UPDATE step SET status = 3, failed = 1, reason = ?, note = '', tries = ?, updated_at = ?
        WHERE task_id = ? AND seq = ?
        """,
        waiting.stream()
            .map(step -> new Object[] {REASON, step.tries, now, taskId, step.seq})
            .toList());
    Map<Integer, List<Waiting>> blocks =
        waiting.stream()
            .collect(
                Collectors.groupingBy(
                    step -> Blocks.of(step.seq), TreeMap::new, Collectors.toList()));
    blocks.forEach(
        (block, steps) -> {
          int fresh = (int) steps.stream().filter(step -> !step.begun).count();
          Blocks.ended(sql, taskId, block, fresh, 0, steps.size());
        });
    return waiting;
  }

  private static Waiting waiting(Row row) {
    return new Waiting(row.integer("seq"), row.integer("attempt") > 0, row.integer("tries"));
  }
}
