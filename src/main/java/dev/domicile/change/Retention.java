package dev.domicile.change;

import dev.domicile.audit.Audit;
import dev.domicile.audit.AuditChain;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.TaskRetention;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Removes what was kept for its time, a small piece in a transaction of its own: finished tasks,
 * before-images, the record of changes, and contacts that nothing needs any more. A contact that a
 * domain has now never goes with a task.
 */
public final class Retention {

  /** In the audit: nobody asked for it. */
  private static final String ACTOR = "service";

  private final Database database;
  private final TaskRetention tasks;
  private final OldContacts contacts;
  private final AuditChain chain;
  private final Audit audit;
  private final RetentionSettings settings;
  private final InstantSource clock;

  public Retention(
      Database database,
      AuditChain chain,
      Audit audit,
      RetentionSettings settings,
      InstantSource clock) {
    this.database = database;
    this.tasks = new TaskRetention(new TaskRemains());
    this.contacts = new OldContacts();
    this.chain = chain;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** The table of this room that holds sealed values. */
  public static SealedRows sealedRows() {
    return BeforeImages.sealedRows();
  }

  /** Removes one piece; false once there is nothing more to remove. */
  public boolean tasks() {
    return database.write(
        sql -> tasks.removePiece(sql, before(settings.tasks()), settings.piece()));
  }

  /** Removes one piece; false once there is nothing more to remove. */
  public boolean beforeImages() {
    return database.write(
        sql ->
            BeforeImages.removeOlder(sql, before(settings.beforeImages()), settings.piece())
                == settings.piece());
  }

  /** Looks at one piece; false once all were looked at. */
  public boolean contacts() {
    return database.write(
        sql -> contacts.removePiece(sql, before(settings.tasks()), settings.piece()));
  }

  /** Removes one piece; false once there is nothing more to remove. */
  public boolean changes() {
    return database.write(
        sql ->
            chain
                .removeOlder(sql, before(settings.changes()), settings.piece())
                .map(removed -> record(sql, removed))
                .orElse(false));
  }

  private boolean record(Sql sql, AuditChain.Removed removed) {
    audit.entry(
        sql,
        clock.millis(),
        0,
        ACTOR,
        "audit.removed",
        "",
        "entries=" + removed.entries() + " up-to=" + removed.upTo().text());
    return removed.entries() == settings.piece();
  }

  private long before(Duration kept) {
    return clock.millis() - kept.toMillis();
  }
}
