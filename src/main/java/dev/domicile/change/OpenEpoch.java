package dev.domicile.change;

import dev.domicile.audit.Audit;
import dev.domicile.contact.RegistryContacts;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.store.BackupMark;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import dev.domicile.task.Epochs;
import dev.domicile.task.TaskDetailNo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * A database that was put back from a backup is behind its registries. Nothing of what it knows of
 * them counts any more, nothing is sent, and what was unfinished is held: in one transaction, so
 * that a database is of before or of after.
 */
public final class OpenEpoch {

  /** Characters of an epoch's mark: 40 random bits, in upper case hexadecimal digits. */
  private static final int MARK = 10;

  /** What became of it. */
  public sealed interface Outcome {

    /**
     * @param steps that are held until they are read back and released
     * @param records of the feed that are held with their steps
     * @param locks whose end this service does not lift any more
     */
    record Opened(long epoch, int steps, int records, int locks) implements Outcome {}

    /** It was opened before, and is not released yet. */
    record OpenAlready(long epoch) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private final Database database;
  private final Audit audit;
  private final Ids ids;
  private final InstantSource clock;

  public OpenEpoch(Database database, Audit audit, Ids ids, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  public Outcome run(String actor) {
    return database.write(
        sql -> {
          long now = clock.millis();
          Optional<BackupMark> backup = BackupMark.find(sql);
          Epochs.Epoch last = Epochs.last(sql);
          if (backup.isEmpty() && last.paused()) {
            return new Outcome.OpenAlready(last.number());
          }
          return Epochs.served(sql, now)
              ? new Outcome.Refused(
                  "a service works on this database, or did some seconds ago; stop it and run this"
                      + " again")
              : open(sql, backup, now, actor);
        });
  }

  private Outcome.Opened open(Sql sql, Optional<BackupMark> backup, long now, String actor) {
    String mark = ids.uuid().replace("-", "").substring(0, MARK).toUpperCase(Locale.ROOT);
    int steps = Epochs.open(sql, mark, backup.map(BackupMark::madeAt).orElse(null), now);
    int records = Feed.hold(sql);
    int locks = TransferLocks.handOverAll(sql, now);
    Readings.outdate(sql);
    RegistryContacts.doubtAll(sql);
    BackupMark.remove(sql);
    long number = Epochs.last(sql).number();
    String of = backup.map(one -> Instant.ofEpochMilli(one.madeAt()).toString()).orElse("unknown");
    tell(
        sql,
        now,
        actor,
        "database.restored",
        of,
        "epoch=%d steps=%d records=%d locks=%d".formatted(number, steps, records, locks));
    return new Outcome.Opened(number, steps, records, locks);
  }

  /**
   * What is held goes on as far as it has been read back.
   *
   * @return false where nothing is paused
   */
  public boolean release(String actor) {
    return database.write(
        sql -> {
          long now = clock.millis();
          boolean released = Epochs.release(sql, now);
          if (released) {
            String epoch = "epoch " + Epochs.last(sql).number();
            tell(sql, now, actor, "database.released", epoch, "");
          }
          return released;
        });
  }

  /**
   * A held step goes on, over whatever is at the registry now.
   *
   * @param text why, for the audit; no personal data
   */
  public Epochs.Released release(TaskDetailNo number, String text, String actor) {
    return database.write(
        sql -> {
          long now = clock.millis();
          Epochs.Released released = Epochs.release(sql, number, now);
          if (released instanceof Epochs.Released.GoesOn step) {
            Feed.release(sql, step.queue(), number);
            audit.entry(
                sql,
                now,
                step.accountId(),
                actor,
                "step.released",
                step.subject(),
                "registry=" + step.queue() + " task=" + number.taskId() + " " + text);
          }
          return released;
        });
  }

  private void tell(Sql sql, long now, String actor, String kind, String subject, String detail) {
    audit.entry(sql, now, 0, actor, kind, subject, detail);
  }
}
