package dev.domicile.app;

import dev.domicile.api.RequestObserver;
import dev.domicile.change.PendingWatch;
import dev.domicile.events.DeliveryEvents;
import dev.domicile.ops.Metrics;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.epp.EppEvents;
import dev.domicile.store.Database;
import dev.domicile.store.StoreUnavailable;
import dev.domicile.task.Workers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Brings what the rooms tell to the metrics, which know no room. */
final class Counting {

  private Counting() {}

  static RequestObserver requests(Metrics metrics) {
    return seen -> metrics.request(seen.action(), seen.code(), seen.took());
  }

  static PendingWatch pending(Metrics metrics) {
    PendingWatch log = PendingWatch.log();
    return (registry, domain, waits) -> {
      metrics.overdue(registry);
      log.overdue(registry, domain, waits);
    };
  }

  static void oldestPending(
      Metrics metrics, Collection<String> registries, Workers workers, InstantSource clock) {
    metrics.gauge(
        "domicile_registry_oldest_pending_seconds",
        "How long the oldest change has been the registry's to decide, or its feed's to take; 0"
            + " where none is",
        "registry",
        registries.stream().collect(Collectors.toMap(name -> name, name -> name)),
        name -> known(() -> pendingSeconds(workers, name, clock)));
  }

  private static double pendingSeconds(Workers workers, String registry, InstantSource clock) {
    return workers
        .oldestPending(registry)
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1e3)
        .orElse(0.0);
  }

  /** A figure that is in the database; not a number while that is away. */
  private static double known(DoubleSupplier figure) {
    try {
      return figure.getAsDouble();
    } catch (StoreUnavailable told) {
      return Double.NaN;
    }
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

  static EppEvents commands(Metrics metrics, String registry) {
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
      public void connectFailed(Trouble.Kind kind) {
        metrics.connectFailed(registry, kind.name());
      }
    };
  }
}
