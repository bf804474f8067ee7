package dev.domicile.app;

import dev.domicile.audit.AuditChain;
import dev.domicile.contact.LostContacts;
import dev.domicile.events.Outbox;
import dev.domicile.ops.Metrics;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.store.StoreException;
import dev.domicile.store.StoreUnavailable;
import dev.domicile.task.Backlog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the metrics tell of the database: read at each scrape, all in one look, by queries that end
 * soon however much there is. While the database is away there are none of these figures.
 */
final class StoreFigures {

  private static final Logger log = LoggerFactory.getLogger(StoreFigures.class);

  /** Rows that one figure may cost; some 50 ms. */
  private static final int MOST_COUNTED = 100_000;

  private static final String STEPS = "domicile_registry_steps";
  private static final String OLDEST_STEP = "domicile_registry_oldest_step_seconds";
  private static final String OLDEST_PENDING = "domicile_registry_oldest_pending_seconds";
  private static final String CONTACT_LOST = "domicile_registry_contact_lost_seconds";
  private static final String DELIVERIES = "domicile_deliveries_waiting";
  private static final String OLDEST_DELIVERY = "domicile_delivery_oldest_seconds";
  private static final String UNCHAINED = "domicile_audit_unchained_seconds";
  private static final String NODES = "domicile_nodes";

  private final Database database;
  private final Outbox outbox;
  private final List<String> registries;
  private final List<String> streams;
  private final InstantSource clock;
  private volatile Map<String, Map<List<String>, Double>> seen = Map.of();

  StoreFigures(
      Database database,
      Outbox outbox,
      List<String> registries,
      List<String> streams,
      InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.registries = List.copyOf(registries);
    this.streams = List.copyOf(streams);
    this.clock = clock;
  }

  void tell(Metrics metrics) {
    String fed = ", or its feed's to take";
    figure(metrics, STEPS, "Open steps, " + MOST_COUNTED + " at most", "registry", "state");
    figure(
        metrics,
        OLDEST_STEP,
        "How long ago the oldest of them was accepted; 0 where none is",
        "registry",
        "state");
    figure(
        metrics,
        OLDEST_PENDING,
        "How long the oldest change has been the registry's to decide" + fed + "; 0 where none is",
        "registry");
    figure(
        metrics,
        CONTACT_LOST,
        "How long a contact:create has had no answer that is not sent again; 0 where none is",
        "registry");
    figure(
        metrics,
        DELIVERIES,
        "Records that the receiver has not acknowledged, " + MOST_COUNTED + " at most",
        "stream");
    figure(metrics, OLDEST_DELIVERY, "How long the oldest has waited; 0 where none is", "stream");
    figure(metrics, UNCHAINED, "Age of the oldest audit entry outside of the chain");
    figure(metrics, NODES, "Processes on this database that are alive");
  }

  private void figure(Metrics metrics, String name, String help, String... labels) {
    metrics.figures(name, help, List.of(labels), () -> seen.getOrDefault(name, Map.of()));
  }

  /** Whether the database has answered. One that is known to be away is not waited for. */
  synchronized boolean look() {
    seen = database.unavailableFor().isZero() ? read() : Map.of();
    return !seen.isEmpty();
  }

  private Map<String, Map<List<String>, Double>> read() {
    try {
      return database.read(this::read);
    } catch (StoreUnavailable told) {
      return Map.of();
    } catch (StoreException e) {
      log.error("the metrics' look at the database failed", e);
      return Map.of();
    }
  }

  private Map<String, Map<List<String>, Double>> read(Sql sql) {
    Map<String, Map<List<String>, Double>> now = new HashMap<>();
    for (String registry : registries) {
      Backlog.of(sql, registry, MOST_COUNTED)
          .groups()
          .forEach(
              (state, group) -> {
                String label = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
                put(now, STEPS, group.steps(), registry, label);
                put(now, OLDEST_STEP, seconds(group.oldest()), registry, label);
              });
      put(now, OLDEST_PENDING, seconds(Backlog.oldestPending(sql, registry)), registry);
      put(now, CONTACT_LOST, seconds(LostContacts.oldest(sql, registry)), registry);
    }
    for (String stream : streams) {
      put(now, DELIVERIES, outbox.waiting(sql, stream, MOST_COUNTED), stream);
      put(now, OLDEST_DELIVERY, seconds(outbox.oldest(sql, stream)), stream);
    }
    put(now, UNCHAINED, seconds(AuditChain.unchainedSince(sql)));
    put(now, NODES, Backlog.nodes(sql, clock));
    return now;
  }

  private static void put(
      Map<String, Map<List<String>, Double>> now, String name, double figure, String... labels) {
    now.computeIfAbsent(name, none -> new HashMap<>()).put(List.of(labels), figure);
  }

  private double seconds(Optional<Instant> since) {
    return since
        .map(instant -> Duration.between(instant, clock.instant()).toMillis() / 1e3)
        .orElse(0.0);
  }
}
