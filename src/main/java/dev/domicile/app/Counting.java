package dev.domicile.app;

import dev.domicile.api.ErrorCode;
import dev.domicile.api.RequestObserver;
import dev.domicile.change.PendingWatch;
import dev.domicile.events.DeliveryEvents;
import dev.domicile.ops.Metrics;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.epp.EppEvents;
import dev.domicile.store.Database;
import dev.domicile.task.EngineEvents;
import dev.domicile.task.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Brings what the rooms tell to the metrics, which know no room. */
final class Counting {

  /** Of a key or account, and of an address. */
  private static final String THROTTLING = "Throttling";

  private static final String DONE = "done";
  private static final String FAILED = "failed";

  private Counting() {}

  static RequestObserver requests(Metrics metrics) {
    return seen -> {
      metrics.request(seen.action(), seen.code(), seen.took());
      if (seen.code().equals(ErrorCode.INTERNAL_ERROR.code())) {
        metrics.internalError();
      } else if (seen.code().startsWith(THROTTLING)) {
        metrics.throttled();
      }
    };
  }

  static PendingWatch pending(Metrics metrics) {
    PendingWatch log = PendingWatch.log();
    return (registry, domain, waits) -> {
      metrics.overdue(registry);
      log.overdue(registry, domain, waits);
    };
  }

  static void database(Metrics metrics, Database database) {
    metrics.gauge(
        "domicile_database_unavailable_seconds",
        "How long the database has been away or without room; 0 while it works",
        "dialect",
        Map.of(database.dialect().name().toLowerCase(Locale.ROOT), database),
        one -> one.unavailableFor().toMillis() / 1e3);
  }

  static DeliveryEvents deliveries(Metrics metrics) {
    return metrics::delivery;
  }

  static EngineEvents engine(Metrics metrics, Collection<String> registries) {
    for (String registry : registries) {
      metrics.willEnd(registry, DONE);
      metrics.willEnd(registry, FAILED);
    }
    return new EngineEvents() {
      @Override
      public void ended(String queue, StepStatus status) {
        metrics.ended(queue, status == StepStatus.EXECUTE_SUCCESS ? DONE : FAILED);
      }

      @Override
      public void nodeLost() {
        metrics.nodeLost();
      }
    };
  }

  static EppEvents commands(Metrics metrics, String registry, InstantSource clock) {
    return new EppEvents() {
      @Override
      public void answered(String command, int code, Duration latency) {
        metrics.command(registry, command, Integer.toString(code));
        metrics.answered(registry, command, latency);
      }

      @Override
      public void lost(String command, Trouble.Kind kind) {
        metrics.command(registry, command, "lost");
      }

      @Override
      public void notSent(String command, Trouble.Kind kind) {
        metrics.command(registry, command, "not-sent");
      }

      @Override
      public void clockTold(Instant theirs) {
        metrics.clockSkew(registry, Duration.between(clock.instant(), theirs));
      }

      @Override
      public void connectFailed(Trouble.Kind kind) {
        metrics.connectFailed(registry, kind.name());
      }
    };
  }
}
