package dev.domicile.change;

import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.Registry;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
import dev.domicile.task.Epochs;
import dev.domicile.task.Journal;
import dev.domicile.task.Phase;
import dev.domicile.task.StepResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/** What the steps of all kinds of change work with. */
public final class Workbench {

  final Map<String, Registry> registries;
  final Database database;
  final Journal journal;
  final BeforeImages beforeImages;
  final Readings readings;
  final Audit audit;
  final InstantSource clock;
  final Duration freshFor;
  final PendingWatch pending;
  final ReadBacks readBacks = new ReadBacks();
  final Epochs epochs;

  /**
   * @param freshFor how long a reading of a domain counts as known
   */
  public Workbench(
      Map<String, Registry> registries,
      Database database,
      Journal journal,
      Readings readings,
      Audit audit,
      InstantSource clock,
      Duration freshFor,
      PendingWatch pending) {
    this.registries = Map.copyOf(registries);
    this.database = database;
    this.journal = journal;
    this.beforeImages = new BeforeImages(readings);
    this.readings = readings;
    this.audit = audit;
    this.clock = clock;
    this.freshFor = freshFor;
    this.pending = pending;
    this.epochs = new Epochs(database);
  }

  void audit(Sql sql, Claim claim, Reason reason, Wanted wanted) {
    audit.entry(
        sql,
        clock.millis(),
        claim.accountId(),
        "service",
        claim.kind(),
        claim.subject(),
        AuditDetail.of(reason, claim, wanted.told()).text());
  }

  /** One attempt at the step, at what {@code aim} says is wanted of its registry. */
  <W extends Wanted> StepResult attempt(Claim claim, Function<Registry, Aim<W>> aim) {
    Registry registry = registries.get(claim.queue());
    if (registry == null) {
      return new StepResult.Held(
          Reason.UNREACHABLE.name(),
          "registry " + claim.queue() + " is not in the configuration any more");
    }
    if (claim.phase() != Phase.RESTORED && epochs.paused()) {
      return new StepResult.Kept(Reason.SENDS_PAUSED.name(), "", false);
    }
    return new ChangeAttempt<>(this, claim, registry, aim.apply(registry)).run();
  }
}
