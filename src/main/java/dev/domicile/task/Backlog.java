package dev.domicile.task;

import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The open steps of a queue by their state.
 *
 * @param groups all states, those without steps among them
 */
public record Backlog(Map<State, Group> groups) {

  /** What is known of an open step; of one whose work has not begun, whether a worker has it. */
  public enum State {
    WAITING,
    UNDER_WAY,
    DOUBT,
    PENDING
  }

  /**
   * @param oldest when the task of the longest-waiting one was accepted; empty where there is none
   */
  public record Group(long steps, Optional<Instant> oldest) {
    static final Group NONE = new Group(0, Optional.empty());
  }

  private record Found(State state, Group group) {}

  /**
   * @param most steps looked at: of more than these the rest is not counted
   */
  public static Backlog of(Sql sql, String queue, int most) {
    Map<State, Group> groups = new EnumMap<>(State.class);
    for (State state : State.values()) {
      groups.put(state, Group.NONE);
    }
    sql.rows(
            """
            SELECT state, count(*) AS n, min(task_id) AS oldest FROM (
              SELECT CASE WHEN phase <> 'FRESH' THEN phase WHEN leased = 1 THEN 'UNDER_WAY'
                ELSE 'WAITING' END AS state, task_id
              FROM active WHERE queue = ? LIMIT ?) AS looked
            GROUP BY state
            """,
            row ->
                new Found(
                    State.valueOf(row.text("state")),
                    new Group(
                        row.number("n"),
                        Optional.of(Instant.ofEpochMilli(Ids.madeAt(row.number("oldest")))))),
            queue,
            most)
        .forEach(found -> groups.put(found.state, found.group));
    return new Backlog(groups);
  }

  /** Processes on this database that have given a sign of life in time. */
  public static long nodes(Sql sql, InstantSource clock) {
    return sql.number("SELECT count(*) AS n FROM node WHERE until >= ?", clock.millis());
  }

  /** Since when the longest-waiting step has been for the other side to decide. */
  public static Optional<Instant> oldestPending(Sql sql, String queue) {
    return sql.row(
            """
            SELECT min(pending_since) AS since FROM active
            WHERE queue = ? AND pending_since IS NOT NULL
            """,
            row -> Optional.ofNullable(row.optionalNumber("since")),
            queue)
        .flatMap(since -> since.map(Instant::ofEpochMilli));
  }
}
