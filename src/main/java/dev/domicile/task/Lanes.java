package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The table lane: whose turn it is in a queue. */
final class Lanes {

  /**
   * Turns that a lane may be owed. One that was idle for long is owed nothing for that time: it
   * would keep all others waiting.
   */
  private static final int OWED = 16;

  /** Lanes looked at for one claim; the others' turn comes with the next. */
  private static final int MOST = 64;

  /**
   * When the first waiting step of a lane is due. Asked for its first row and not for the existence
   * of any: of the latter PostgreSQL makes a join, for which it reads all that waits.
   */
  private static final String FIRST_DUE =
      """
      (SELECT a.due_at FROM active a
       WHERE a.queue = lane.queue AND a.account_id = lane.account_id AND a.leased = 0
       ORDER BY a.due_at, a.task_id, a.seq LIMIT 1)\
      """;

  /** Nothing waits, and nothing is under way. */
  private static final String EMPTY =
      """
      (SELECT a.due_at FROM active a
       WHERE a.queue = lane.queue AND a.account_id = lane.account_id
       ORDER BY a.due_at, a.task_id, a.seq LIMIT 1) IS NULL\
      """;

  private record Lane(String queue, long accountId) {}

  private Lanes() {}

  /** Accounts that have work, the one that is furthest behind first. */
  static List<Long> open(Sql sql, String queue) {
    return sql.rows(
        "SELECT account_id FROM lane WHERE queue = ? ORDER BY pass, account_id",
        row -> row.number("account_id"),
        queue);
  }

  /** Accounts that have work due, the one that is furthest behind first. */
  static List<Long> due(Sql sql, String queue, long now) {
    return sql.rows(
        """
        SELECT account_id FROM lane WHERE queue = ? AND %s <= ? ORDER BY pass, account_id LIMIT ?
        """
            .formatted(FIRST_DUE),
        row -> row.number("account_id"),
        queue,
        now,
        MOST);
  }

  /** When the next step of the queue is due; empty where none waits. */
  static Optional<Long> nextDue(Sql sql, String queue) {
    return sql.row(
            "SELECT min(" + FIRST_DUE + ") AS due FROM lane WHERE queue = ?",
            row -> Optional.ofNullable(row.optionalNumber("due")),
            queue)
        .flatMap(due -> due);
  }

  /**
   * Counts the turns taken; at the end of the claim and in one order: two that claim at a time must
   * not deadlock.
   */
  static void pass(Sql sql, String queue, SortedMap<Long, Integer> steps) {
    sql.batch(
        "UPDATE lane SET pass = pass + ? WHERE queue = ? AND account_id = ?",
        steps.entrySet().stream()
            .map(lane -> new Object[] {lane.getValue(), queue, lane.getKey()})
            .toList());
  }

  /** A lane that had no work for long is not owed all the turns that it did not need. */
  static void forgive(Sql sql, String queue) {
    sql.update(
        """
        UPDATE lane SET pass = (SELECT max(pass) FROM lane WHERE queue = ?) - ?
        WHERE (queue, account_id) IN (
          SELECT queue, account_id FROM lane
          WHERE queue = ? AND pass < (SELECT max(pass) FROM lane WHERE queue = ?) - ? %s)
        """
            .formatted(sql.dialect().skipLocked()),
        queue,
        OWED,
        queue,
        queue,
        OWED);
  }

  /**
   * Removes lanes without work. They are locked first and looked at again then: a submit that
   * opened one has its steps committed by that time, or holds the lane, which is passed over.
   */
  static void close(Sql sql) {
    List<Lane> empty =
        sql.rows(
            "SELECT queue, account_id FROM lane WHERE " + EMPTY + " " + sql.dialect().skipLocked(),
            row -> new Lane(row.text("queue"), row.number("account_id")));
    sql.batch(
        "DELETE FROM lane WHERE queue = ? AND account_id = ? AND " + EMPTY,
        empty.stream().map(lane -> new Object[] {lane.queue, lane.accountId}).toList());
  }
}
