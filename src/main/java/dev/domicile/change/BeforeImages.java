package dev.domicile.change;

import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
import java.util.List;
import java.util.Optional;

/** The table before_image: what a registry held of a domain before a step changed it. */
final class BeforeImages {

  private final Readings readings;

  BeforeImages(Readings readings) {
    this.readings = readings;
  }

  /**
   * @param instead whether it takes the place of one that is there: not where a change may lie
   *     between the two
   * @param owesLock whether the next command lifts an update lock that is to be put back; once it
   *     was so it stays so
   */
  void keep(Sql sql, Claim claim, byte[] sealed, long readAt, boolean instead, boolean owesLock) {
    sql.update(
        """
        INSERT INTO before_image (task_id, seq, sealed, read_at, owes_lock) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (task_id, seq) DO UPDATE SET
          sealed = CASE WHEN ? = 1 THEN excluded.sealed ELSE before_image.sealed END,
          read_at = CASE WHEN ? = 1 THEN excluded.read_at ELSE before_image.read_at END,
          owes_lock = CASE WHEN excluded.owes_lock = 1 THEN 1 ELSE before_image.owes_lock END
        """,
        claim.taskId(),
        claim.seq(),
        sealed,
        readAt,
        owesLock,
        instead,
        instead);
  }

  /** Whether an update lock may have been lifted for the step, and is to be there at its end. */
  boolean owesLock(Sql sql, Claim claim) {
    return owesLock(sql, claim.taskId(), claim.seq());
  }

  static boolean owesLock(Sql sql, long taskId, int seq) {
    return sql.number(
            "SELECT count(*) AS n FROM before_image WHERE task_id = ? AND seq = ? AND owes_lock ="
                + " 1",
            taskId,
            seq)
        == 1;
  }

  /** The registry has answered the step's change with 1001. */
  void taken(Sql sql, Claim claim) {
    sql.update(
        "UPDATE before_image SET taken = 1 WHERE task_id = ? AND seq = ?",
        claim.taskId(),
        claim.seq());
  }

  boolean isTaken(Sql sql, Claim claim) {
    return sql.number(
            "SELECT count(*) AS n FROM before_image WHERE task_id = ? AND seq = ? AND taken = 1",
            claim.taskId(),
            claim.seq())
        == 1;
  }

  /** Nothing was overwritten: the next reading is kept as if it were the first. */
  void forget(Sql sql, Claim claim) {
    sql.update(
        "DELETE FROM before_image WHERE task_id = ? AND seq = ?", claim.taskId(), claim.seq());
  }

  /**
   * Of steps that have ended.
   *
   * @param endedBefore epoch milliseconds
   * @return how many
   */
  static int removeOlder(Sql sql, long endedBefore, int most) {
    // none of a younger task is old enough, and these are most of them
    long newest =
        sql
            .rows(
                "SELECT id FROM task WHERE created_at < ? ORDER BY created_at DESC, id DESC LIMIT"
                    + " 1",
                row -> row.number("id"),
                endedBefore)
            .stream()
            .findFirst()
            .orElse(0L);
    return sql.update(
        """
        DELETE FROM before_image WHERE (task_id, seq) IN (
          SELECT b.task_id, b.seq FROM before_image b
          JOIN step s ON s.task_id = b.task_id AND s.seq = b.seq
          WHERE b.task_id <= ? AND s.status > 1 AND s.updated_at < ?
          ORDER BY b.task_id, b.seq LIMIT ?)\
        """,
        newest,
        endedBefore,
        most);
  }

  byte[] seal(Claim claim, Reading reading) {
    return readings.seal(reading, context(claim));
  }

  /** Of a step that has kept one. */
  Reading of(Sql sql, Claim claim) {
    return find(sql, claim).orElseThrow(() -> new IllegalStateException("no " + context(claim)));
  }

  Optional<Reading> find(Sql sql, Claim claim) {
    return sql.row(
        "SELECT sealed, read_at FROM before_image WHERE task_id = ? AND seq = ?",
        row -> readings.open(row.bytes("sealed"), row.number("read_at"), context(claim)),
        claim.taskId(),
        claim.seq());
  }

  /** The table of this room that holds sealed values. */
  static SealedRows sealedRows() {
    return new SealedRows(
        "before_image",
        List.of("task_id", "seq"),
        "sealed",
        row -> new Object[] {row.number("task_id"), row.number("seq")},
        row -> context(row.number("task_id"), row.number("seq")));
  }

  private static String context(Claim claim) {
    return context(claim.taskId(), claim.seq());
  }

  private static String context(long taskId, long seq) {
    return "before-image " + taskId + " " + seq;
  }
}
