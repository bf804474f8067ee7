package dev.domicile.cli;

import dev.domicile.portfolio.Drift;
import dev.domicile.portfolio.SyncCounts;
import dev.domicile.portfolio.SyncListener;
import dev.domicile.portfolio.SyncOutcome;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells of a sync: each domain that has drifted on standard output as it is found, progress and
 * what could not be read on standard error, the counts at the end.
 */
final class SyncReport implements SyncListener {

  /** Domains of each list in the JSON object; without it they are lines, all of them. */
  private static final int MOST_IN_JSON = 10_000;

  private final Streams streams;
  private final boolean json;
  private final Map<Long, String> accounts;
  private final SyncProgress progress;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayNode drifts = Streams.object().putArray("Drift");
  private final ArrayNode unread = Streams.object().putArray("NotRead");

  /**
   * @param accounts names by id
   */
  SyncReport(Streams streams, boolean json, Map<Long, String> accounts) {
    this.streams = streams;
    this.json = json;
    this.accounts = accounts;
    this.progress = new SyncProgress(streams.err(), streams.terminal(), System::nanoTime);
  }

  @Override
  public void began(String registry, long before, long all) {
    locked(
        () -> {
          if (before > 0) {
            progress.line(
                registry + ": an interrupted sync is continued after " + before + " domains");
          }
          progress.began(before, all);
        });
  }

  @Override
  public void stored(String registry, long done) {
    locked(() -> progress.show(registry, done));
  }

  @Override
  public void drifted(String registry, Drift drift) {
    locked(
        () -> {
          if (!json) {
            progress.clear();
            streams.out().println(line(drift));
          } else if (drifts.size() < MOST_IN_JSON) {
            drifts.add(object(registry, drift));
          }
        });
  }

  @Override
  public void unread(String registry, DomainName name, String reason) {
    locked(
        () -> {
          progress.line(name + ": not read: " + reason);
          if (unread.size() < MOST_IN_JSON) {
            unread.addObject().put("DomainName", name.ascii()).put("Reason", reason);
          }
        });
  }

  /** The exit code. */
  int end(Map<String, SyncOutcome> outcomes) {
    progress.clear();
    List<String> troubles = new ArrayList<>();
    ArrayNode registries = Streams.object().putArray("Registries");
    SyncCounts all = new SyncCounts(0, 0, 0, 0, 0, 0, 0, 0);
    for (Map.Entry<String, SyncOutcome> one : outcomes.entrySet()) {
      SyncOutcome outcome = one.getValue();
      all = all.plus(outcome.counts());
      trouble(troubles, one.getKey(), outcome);
      registries.add(
          counts(Streams.object().put("Registry", one.getKey()), outcome.counts())
              .put("Complete", outcome instanceof SyncOutcome.Complete));
    }
    if (all.unread() > 0) {
      troubles.add(all.unread() + " domains were not read; the next sync reads them");
    }
    if (json) {
      ObjectNode object = counts(Streams.object(), all);
      object.set("Registries", registries);
      object.set("Drift", drifts);
      object.set("Unread", unread);
      if (!troubles.isEmpty()) {
        object.put("Error", String.join("; ", troubles));
      }
      streams.json(object);
    } else {
      counts(Streams.object(), all)
          .properties()
          .forEach(c -> streams.out().println(c.getKey() + ": " + c.getValue().asString()));
    }
    troubles.forEach(trouble -> streams.err().println("domicile: " + trouble));
    return troubles.isEmpty() ? Streams.DONE : Streams.REFUSED;
  }

  private static void trouble(List<String> troubles, String registry, SyncOutcome outcome) {
    switch (outcome) {
      case SyncOutcome.Complete complete -> {}
      case SyncOutcome.Stopped stopped ->
          troubles.add(
              "registry "
                  + registry
                  + ": stopped "
                  + stopped.reason()
                  + "; what was read is kept, and the same command goes on from there");
      case SyncOutcome.Superseded superseded ->
          troubles.add("registry " + registry + ": another sync of it was started, and goes on");
    }
  }

  private static ObjectNode counts(ObjectNode object, SyncCounts counts) {
    return object
        .put("Read", counts.read())
        .put("Drifted", counts.drifted())
        .put("Gone", counts.gone())
        .put("OtherSponsor", counts.otherSponsor())
        .put("Statuses", counts.statuses())
        .put("Handles", counts.handles())
        .put("UnderWay", counts.underWay())
        .put("NotRead", counts.unread());
  }

  private String line(Drift drift) {
    return drift.name()
        + " ("
        + account(drift)
        + "): "
        + String.join("; ", drift.findings().stream().map(SyncReport::text).toList());
  }

  private static String text(Drift.Finding finding) {
    return switch (finding) {
      case Drift.Gone gone -> "gone: the registry has no such domain";
      case Drift.OtherSponsor(String sponsor) ->
          "other sponsor" + (sponsor == null ? "" : ": " + sponsor);
      case Drift.Statuses(var added, var removed) -> {
        List<String> signed = new ArrayList<>();
        added.forEach(status -> signed.add("+" + status));
        removed.forEach(status -> signed.add("-" + status));
        yield "statuses: " + String.join(" ", signed);
      }
      case Drift.Handles(String role, List<String> before, List<String> now) ->
          role + ": " + shown(before) + " -> " + shown(now);
    };
  }

  private static String shown(List<String> handles) {
    return handles.isEmpty() ? "none" : String.join(",", handles);
  }

  private ObjectNode object(String registry, Drift drift) {
    ObjectNode object =
        Streams.object()
            .put("DomainName", drift.name().ascii())
            .put("Account", account(drift))
            .put("Registry", registry);
    for (Drift.Finding finding : drift.findings()) {
      switch (finding) {
        case Drift.Gone gone -> object.put("Gone", true);
        case Drift.OtherSponsor(String sponsor) ->
            object.put("OtherSponsor", sponsor == null ? "" : sponsor);
        case Drift.Statuses(var added, var removed) -> {
          ArrayNode more = object.putArray("StatusesAdded");
          added.forEach(more::add);
          ArrayNode fewer = object.putArray("StatusesRemoved");
          removed.forEach(fewer::add);
        }
        case Drift.Handles(String role, List<String> before, List<String> now) -> {
          ObjectNode handles = object.withArray("Handles").addObject().put("Role", role);
          before.forEach(handles.putArray("Before")::add);
          now.forEach(handles.putArray("Now")::add);
        }
      }
    }
    return object;
  }

  private String account(Drift drift) {
    return accounts.getOrDefault(drift.accountId(), Long.toString(drift.accountId()));
  }

  private void locked(Runnable telling) {
    lock.lock();
    try {
      telling.run();
    } finally {
      lock.unlock();
    }
  }
}
