package dev.domicile.portfolio;

import dev.domicile.audit.Audit;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.Trouble;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares looks with what is known and stores what they saw, with the run's position, in one
 * transaction: together with the busy marks, so that a change which is under way or came in between
 * is never taken for somebody else's doing, nor its reading replaced by an older one.
 */
final class SyncStore {

  private static final int NOT_THERE = 2303;
  private static final int NOT_OURS = 2201;

  /**
   * @param ours false where another run has taken over; then nothing was stored
   */
  record Stored(
      boolean ours, SyncCounts counts, List<Drift> drifts, Map<DomainName, String> unread) {}

  private final SyncDomains sync;
  private final RegistryProfile registry;
  private final String run;
  private final String actor;
  private final DriftCheck check;
  private String position = "";

  SyncStore(SyncDomains sync, RegistryProfile registry, String run, String actor) {
    this.sync = sync;
    this.registry = registry;
    this.run = run;
    this.actor = actor;
    this.check = new DriftCheck(registry.registrarId());
  }

  Stored store(List<SyncLooks.Look> looks, boolean complete) {
    if (!looks.isEmpty()) {
      position = looks.getLast().name().ascii();
    }
    return sync.database.writeIf(Stored::ours, sql -> store(sql, looks, complete));
  }

  private Stored store(Sql sql, List<SyncLooks.Look> looks, boolean complete) {
    if (!SyncRuns.advance(sql, registry.name(), run, position, complete)) {
      return new Stored(false, SyncCounts.NONE, List.of(), Map.of());
    }
    Batch batch = new Batch(sql, looks.stream().map(SyncLooks.Look::name).toList());
    looks.forEach(batch::take);
    batch.store();
    return new Stored(true, batch.counts, batch.drifts, batch.unread);
  }

  private final class Batch {

    private final Sql sql;
    private final Map<DomainName, Domain> held = new HashMap<>();
    private final Map<DomainName, Reading> latest;
    private final Set<String> busy;

    private final List<Reading> readings = new ArrayList<>();
    private final List<DomainName> withoutReading = new ArrayList<>();
    private final List<Drift> drifts = new ArrayList<>();
    private final Map<DomainName, String> unread = new LinkedHashMap<>();
    private SyncCounts counts = SyncCounts.NONE;

    Batch(Sql sql, List<DomainName> names) {
      this.sql = sql;
      this.latest = sync.readings.hold(sql, names);
      this.busy = sync.underway.busy(sql, names.stream().map(DomainName::ascii).toList());
      sync.domains.find(sql, names).forEach(domain -> held.put(domain.name(), domain));
    }

    /** One that has left the portfolio meanwhile is nobody's here. */
    void take(SyncLooks.Look look) {
      Domain domain = held.get(look.name());
      if (domain == null) {
        return;
      }
      Optional<String> reason = unread(look.outcome());
      if (reason.isPresent()) {
        unread.put(look.name(), reason.get());
        counts = counts.plus(SyncCounts.ofUnread());
      } else if (busy.contains(look.name().ascii())
          || !Objects.equals(look.before(), latest.get(look.name()))) {
        counts = counts.plus(SyncCounts.ofUnderWay());
      } else {
        List<Drift.Finding> findings = findings(look);
        counts = counts.plus(SyncCounts.ofRead(findings));
        if (!findings.isEmpty()) {
          drifts.add(new Drift(look.name(), domain.accountId(), findings));
        }
      }
    }

    private List<Drift.Finding> findings(SyncLooks.Look look) {
      if (look.outcome() instanceof Outcome.Ok<DomainInfo>(DomainInfo seen)) {
        readings.add(new Reading(seen, look.at()));
        return check.findings(look.before(), seen);
      }
      // whatever was read before is no longer so
      withoutReading.add(look.name());
      return look.outcome() instanceof Outcome.Refused<DomainInfo>(int code, String message)
              && code == NOT_THERE
          ? List.of(new Drift.Gone())
          : List.of(new Drift.OtherSponsor(null));
    }

    void store() {
      sync.readings.saveLooks(sql, latest.keySet(), readings);
      sync.readings.forget(sql, withoutReading);
      sync.audit.entries(sql, drifts.stream().map(this::entry).toList());
    }

    /** Handles stay out of it: they stand for people. */
    private Audit.Entry entry(Drift drift) {
      String kinds =
          drift.findings().stream()
              .map(SyncStore::kind)
              .distinct()
              .collect(Collectors.joining(","));
      return new Audit.Entry(
          sync.clock.millis(),
          drift.accountId(),
          actor,
          "domain.drifted",
          drift.name().ascii(),
          "registry=" + registry.name() + " found=" + kinds);
    }
  }

  private static String kind(Drift.Finding finding) {
    return switch (finding) {
      case Drift.Gone gone -> "gone";
      case Drift.OtherSponsor other -> "other-sponsor";
      case Drift.Statuses statuses -> "statuses";
      case Drift.Handles handles -> "handles";
    };
  }

  /** Why nothing is known of the domain by this look; empty where something is. */
  static Optional<String> unread(Outcome<DomainInfo> outcome) {
    @Nullable String reason =
        switch (outcome) {
          case Outcome.Ok<DomainInfo> ok -> null;
          case Outcome.Pending<DomainInfo> pending -> "1001 in answer to a reading";
          case Outcome.Refused<DomainInfo>(int code, String message) ->
              code == NOT_THERE || code == NOT_OURS ? null : "refused with " + code + " " + message;
          case Outcome.NotSent<DomainInfo>(Trouble trouble) ->
              trouble.kind() + ", " + trouble.detail();
          case Outcome.Unknown<DomainInfo>(Trouble trouble) ->
              trouble.kind() + ", " + trouble.detail();
        };
    return Optional.ofNullable(reason);
  }
}
