package dev.domicile.task;

import dev.domicile.store.Row;

/** The statements that read steps, and what becomes of their rows. */
final class StepRows {

  /**
   * A step whose work is under way lives in {@code active}; the queue's trouble speaks for those
   * that wait.
   */
  static final String ANY =
      """
      SELECT s.task_id, s.seq, s.queue, s.subject, s.status,
        CASE WHEN a.task_id IS NULL THEN s.reason WHEN t.queue IS NULL THEN a.reason ELSE t.reason END AS reason,
        CASE WHEN a.task_id IS NULL THEN s.note WHEN t.queue IS NULL THEN a.note ELSE t.note END AS note,
        coalesce(a.tries, s.tries) AS tries, coalesce(a.updated_at, s.updated_at) AS updated_at,
        coalesce(a.attempt, 0) AS attempt
      FROM step s
      LEFT JOIN active a ON a.queue = s.queue AND a.subject = s.subject AND a.task_id = s.task_id
      LEFT JOIN queue_trouble t ON t.queue = a.queue
      """;

  /**
   * Steps of a task whose work has not ended, as {@code s} and {@code a}. By the step: active has
   * no index by task, which would be written again at every claim.
   */
  static final String UNDER_WAY =
      """
      step s
      JOIN active a ON a.queue = s.queue AND a.subject = s.subject AND a.task_id = s.task_id
        AND s.status = 0
      """;

  /** Steps whose work has not ended; nearly all that is told of them stands in {@code active}. */
  static final String ACTIVE =
      """
      SELECT a.task_id, a.seq, a.queue, a.subject, 0 AS status,
        coalesce(t.reason, a.reason) AS reason, coalesce(t.note, a.note) AS note,
        a.tries, a.updated_at, a.attempt
      FROM %s
      LEFT JOIN queue_trouble t ON t.queue = a.queue
      """
          .formatted(UNDER_WAY);

  /** Of a step that has ended. */
  static final String ENDED_COLUMNS =
      "s.task_id, s.seq, s.queue, s.subject, s.status, s.reason, s.note, s.tries, s.updated_at,"
          + " 0 AS attempt";

  static final String ENDED = "SELECT " + ENDED_COLUMNS + " FROM step s ";

  private StepRows() {}

  static StepView step(Row row) {
    int status = row.integer("status");
    boolean begun = status == 0 && row.integer("attempt") > 0;
    return new StepView(
        new TaskDetailNo(row.number("task_id"), row.integer("seq")),
        row.text("queue"),
        row.text("subject"),
        begun ? StepStatus.EXECUTING : StepStatus.of(status),
        row.text("reason"),
        row.text("note"),
        row.integer("tries"),
        row.number("updated_at"));
  }
}
