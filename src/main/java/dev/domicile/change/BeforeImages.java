package dev.domicile.change;

import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
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

  /** Nothing was overwritten: the next reading is kept as if it were the first. */
  void forget(Sql sql, Claim claim) {
    sql.update(
        "DELETE FROM before_image WHERE task_id = ? AND seq = ?", claim.taskId(), claim.seq());
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

  private static String context(Claim claim) {
    return "before-image " + claim.taskId() + " " + claim.seq();
  }
}
