package dev.domicile.portfolio;

import dev.domicile.audit.Audit;
import dev.domicile.registry.Registry;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.task.Underway;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Keeps the portfolio true: reads every domain at its registry, tells what differs from what was
 * known here, and stores what was read. Nothing is changed at the registry, nor who holds what.
 *
 * <p>What is read is stored every second or so together with how far the run has come, so that one
 * that was interrupted, however that came, is continued by the next.
 */
public final class SyncDomains {

  /** An older beginning is not worth continuing: its first readings are as old. */
  static final Duration CONTINUED_WITHIN = Duration.ofHours(24);

  final Database database;
  final Domains domains;
  final Readings readings;
  final Registries registries;
  final Underway underway;
  final Audit audit;
  final InstantSource clock;
  private final Ids ids;

  public SyncDomains(
      Database database,
      Domains domains,
      Readings readings,
      Registries registries,
      Underway underway,
      Audit audit,
      InstantSource clock,
      Ids ids) {
    this.database = database;
    this.domains = domains;
    this.readings = readings;
    this.registries = registries;
    this.underway = underway;
    this.audit = audit;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Blocks until all domains of the registry are read, or it does not answer any more. Several
   * registries can be read at a time, each by a thread of its own.
   *
   * @param restart whether to begin anew where an interrupted run could be continued
   * @param actor for the audit
   */
  public SyncOutcome run(
      Registry registry, SyncPace pace, boolean restart, String actor, SyncListener listener) {
    String run = ids.uuid();
    String name = registry.profile().name();
    SyncRuns.Unfinished from = database.write(sql -> begin(sql, name, run, restart));
    try (SyncLooks looks = new SyncLooks(registry, clock, pace, run)) {
      SyncStore store = new SyncStore(this, registry.profile(), run, actor);
      return new SyncRun(this, name, store, looks, listener, pace.storeEvery(), from.position())
          .run();
    }
  }

  private SyncRuns.Unfinished begin(
      dev.domicile.store.Sql sql, String registry, String run, boolean restart) {
    long now = clock.millis();
    SyncRuns.Unfinished from =
        SyncRuns.unfinished(sql, registry)
            .filter(unfinished -> !restart)
            .filter(unfinished -> now - unfinished.beganAt() < CONTINUED_WITHIN.toMillis())
            .orElse(new SyncRuns.Unfinished("", now));
    SyncRuns.begin(sql, registry, run, from);
    return from;
  }
}
