package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table epoch: a row each time that the database was put back from a backup. What was done
 * between the backup and then is at the registries and not here; so nothing is sent until a person
 * has released the epoch.
 */
public final class Epochs {

  private final Database database;
  private volatile boolean released;
  private volatile @Nullable String mark;

  public Epochs(Database database) {
    this.database = database;
  }

  /**
   * The last one.
   *
   * @param mark for the clTRIDs of the epoch; empty for the first, which has no row
   */
  public record Epoch(long number, String mark, boolean paused) {
    static final Epoch FIRST = new Epoch(0, "", false);
  }

  public static Epoch last(Sql sql) {
    return sql.row(
            "SELECT number, mark, released_at FROM epoch ORDER BY number DESC LIMIT 1",
            row ->
                new Epoch(
                    row.number("number"),
                    row.text("mark"),
                    row.optionalNumber("released_at") == null))
        .orElse(Epoch.FIRST);
  }

  /** Whether nothing may be sent yet. What is released once stays so while a process lives. */
  public boolean paused() {
    if (released) {
      return false;
    }
    Epoch now = database.read(Epochs::last);
    released = !now.paused;
    return now.paused;
  }

  /** Tells the clTRIDs of this epoch from those that were sent after the backup. */
  public String mark() {
    String known = mark;
    if (known == null) {
      known = database.read(Epochs::last).mark();
      mark = known;
    }
    return known;
  }

  /**
   * Opens one: whatever waits or is under way here may have gone on after the backup.
   *
   * @param fresh for its clTRIDs; never used before, whatever was restored how often
   * @param backupAt epoch milliseconds; null where it is not known
   * @return how many steps are held
   */
  public static int open(Sql sql, String fresh, @Nullable Long backupAt, long now) {
    sql.update(
        "INSERT INTO epoch (number, mark, backup_at, opened_at) VALUES (?, ?, ?, ?)",
        last(sql).number() + 1,
        fresh,
        backupAt,
        now);
    sql.update("DELETE FROM node");
    // a task that was being cancelled goes on with that: nothing of what waits is sent
    return sql.update(
        """
        UPDATE active SET phase = 'RESTORED', leased = 0, owner = '', due_at = ?, woken = 0,
          reason = 'RESTORED', note = '', updated_at = ?
        WHERE NOT (phase = 'FRESH' AND leased = 0
          AND task_id IN (SELECT id FROM task WHERE cancel = 1))
        """,
        now,
        now);
  }

  /** Whether a process was heard of that works on the database. */
  public static boolean served(Sql sql, long now) {
    return sql.number("SELECT count(*) AS n FROM node WHERE until > ?", now) > 0;
  }

  /**
   * Lets what is held go on as far as it has been read back.
   *
   * @return false if nothing is paused
   */
  public static boolean release(Sql sql, long now) {
    boolean any = sql.update("UPDATE epoch SET released_at = ? WHERE released_at IS NULL", now) > 0;
    if (any) {
      sql.update("UPDATE active SET due_at = ? WHERE leased = 0 AND due_at > ?", now, now);
    }
    return any;
  }

  /** What became of the word that a held step may go on. */
  public sealed interface Released {

    record GoesOn(long accountId, String queue, String subject, String kind) implements Released {}

    /** It waits for no such word; or there is no such step. */
    record NotHeld() implements Released {}

    /** It is being looked at just now; to be tried again. */
    record UnderWay() implements Released {}
  }

  /** From here on the step is as any in doubt: read, planned, and sent over whatever is there. */
  public static Released release(Sql sql, TaskDetailNo number, long now) {
    Optional<Held> found =
        sql.row(
            """
            SELECT a.account_id, a.queue, a.subject, a.kind, a.leased FROM %s
            WHERE s.task_id = ? AND s.seq = ? AND a.phase = 'RESTORED'
            """
                .formatted(StepRows.UNDER_WAY),
            row ->
                new Held(
                    new Released.GoesOn(
                        row.number("account_id"),
                        row.text("queue"),
                        row.text("subject"),
                        row.text("kind")),
                    row.flag("leased")),
            number.taskId(),
            number.seq());
    if (found.isEmpty()) {
      return new Released.NotHeld();
    }
    Released.GoesOn step = found.get().step;
    boolean taken =
        !found.get().leased
            && sql.update(
                    """
                    UPDATE active SET phase = 'DOUBT', due_at = ?, updated_at = ?
                    WHERE queue = ? AND subject = ? AND task_id = ? AND leased = 0
                      AND phase = 'RESTORED'
                    """,
                    now,
                    now,
                    step.queue,
                    step.subject,
                    number.taskId())
                == 1;
    return taken ? step : new Released.UnderWay();
  }

  private record Held(Released.GoesOn step, boolean leased) {}
}
