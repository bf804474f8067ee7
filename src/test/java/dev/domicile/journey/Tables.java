package dev.domicile.journey;

import dev.domicile.store.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks into the service's database, past its own doors. */
record Tables(Database database) {

  /**
   * All that a submission itself leaves behind. Nonces are kept for refused calls, too, lanes go
   * when they are empty, and the rest is written by steps while they run.
   */
  private static final List<String> OF_SUBMISSIONS =
      List.of(
          "task",
          "task_block",
          "step",
          "active",
          "contact",
          "contact_change",
          "lock_change",
          "audit_entry");

  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    OF_SUBMISSIONS.forEach(table -> counts.put(table, count(table)));
    return counts;
  }

  long count(String table) {
    return database.read(sql -> sql.number("SELECT count(*) AS n FROM " + table));
  }

  long stepsUnderWay(String taskNo) {
    return database.read(
        sql ->
            sql.number(
                """
                SELECT count(*) AS n FROM step s JOIN task t ON t.id = s.task_id
                WHERE t.task_no = ? AND s.status < 2
                """,
                taskNo));
  }

  long beforeImages(String taskNo) {
    return database.read(
        sql ->
            sql.number(
                """
                SELECT count(*) AS n FROM before_image b JOIN task t ON t.id = b.task_id
                WHERE t.task_no = ?
                """,
                taskNo));
  }
}
