package dev.domicile.app;

import dev.domicile.change.Feed;
import dev.domicile.events.Couriers;
import dev.domicile.events.DeliverySettings;
import dev.domicile.events.Outbox;
import dev.domicile.events.Stream;
import dev.domicile.ops.Metrics;
import dev.domicile.store.Database;
import dev.domicile.task.PendingSteps;
import dev.domicile.task.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Which of the registrar's other systems are told what, and the metrics of that. */
final class Deliveries {

  private final Config config;
  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;

  Deliveries(Config config, Database database, Outbox outbox, InstantSource clock) {
    this.config = config;
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** The registries with a feed, by name. */
  static Set<String> fed(Config config) {
    return config.registries().stream()
        .filter(registry -> registry.feed() != null)
        .map(registry -> registry.profile().name())
        .collect(Collectors.toSet());
  }

  Couriers couriers(Workers workers, RandomGenerator random, Metrics metrics) {
    List<Stream> streams = new ArrayList<>();
    PendingSteps steps = new PendingSteps();
    for (RegistryConfig registry : config.registries()) {
      String name = registry.profile().name();
      if (registry.feed() != null) {
        streams.add(
            new Stream(
                Feed.stream(name),
                registry.feed(),
                true,
                Feed.listener(name, steps, clock, workers::wake)));
      }
    }
    measure(streams, metrics);
    return new Couriers(
        streams, settings(), database, outbox, clock, random, Counting.deliveries(metrics));
  }

  private DeliverySettings settings() {
    DeliveryConfig delivery = config.delivery();
    return new DeliverySettings(
        delivery.timeout(),
        delivery.parallel(),
        delivery.poll(),
        delivery.backoff().first(),
        delivery.backoff().most(),
        delivery.ca());
  }

  private void measure(List<Stream> streams, Metrics metrics) {
    Map<String, String> names =
        streams.stream().map(Stream::name).collect(Collectors.toMap(s -> s, Function.identity()));
    metrics.gauge(
        "domicile_deliveries_waiting",
        "Records that the receiver has not acknowledged",
        "stream",
        names,
        stream -> database.read(sql -> outbox.waiting(sql, stream)));
    metrics.gauge(
        "domicile_delivery_oldest_seconds",
        "How long the oldest of them has waited; 0 where none is",
        "stream",
        names,
        stream ->
            database.read(sql -> outbox.oldest(sql, stream)).map(this::secondsSince).orElse(0.0));
  }

  private double secondsSince(Instant since) {
    return Duration.between(since, clock.instant()).toMillis() / 1e3;
  }
}
