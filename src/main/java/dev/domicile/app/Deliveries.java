package dev.domicile.app;

import dev.domicile.change.Feed;
import dev.domicile.change.RegistryNews;
import dev.domicile.events.Couriers;
import dev.domicile.events.DeliverySettings;
import dev.domicile.events.Duties;
import dev.domicile.events.Outbox;
import dev.domicile.events.PollInbox;
import dev.domicile.events.PollSource;
import dev.domicile.events.Stream;
import dev.domicile.ops.Metrics;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.Registry;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.task.PendingSteps;
import dev.domicile.task.Workers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Which of the registrar's other systems are told what, and the metrics of that. */
final class Deliveries implements AutoCloseable {

  /** What a round may take beside its carrying, before another process takes the stream over. */
  private static final Duration BESIDE = Duration.ofSeconds(5);

  private final Config config;
  private final InstantSource clock;
  private final PollInbox inbox;
  private final Couriers couriers;

  Deliveries(
      Config config,
      Map<String, Registry> registries,
      Database database,
      Outbox outbox,
      Readings readings,
      Workers workers,
      Ids ids,
      InstantSource clock,
      RandomGenerator random,
      Metrics metrics) {
    this.config = config;
    this.clock = clock;
    DeliveryConfig delivery = config.delivery();
    PendingSteps steps = new PendingSteps();
    Duration lease = delivery.timeout().multipliedBy(2).plus(BESIDE);
    Duties duties = new Duties(database, ids.uuid(), lease, clock);
    inbox =
        new PollInbox(
            sources(registries),
            delivery.backoff().first(),
            delivery.backoff().most(),
            database,
            outbox,
            duties,
            ids,
            clock,
            random,
            new RegistryNews(steps, readings, clock, workers::wake));
    List<Stream> streams = streams(steps, workers);
    couriers =
        new Couriers(
            streams,
            settings(delivery),
            database,
            outbox,
            clock,
            random,
            Counting.deliveries(metrics),
            duties);
    measure(metrics);
  }

  /** The registries with a feed, by name. */
  static Set<String> fed(Config config) {
    return config.registries().stream()
        .filter(registry -> registry.feed() != null)
        .map(registry -> registry.profile().name())
        .collect(Collectors.toSet());
  }

  void start() {
    couriers.start();
    inbox.start(couriers::wake);
  }

  /** What is under way comes again at the next start. */
  @Override
  public void close() {
    inbox.close();
    couriers.close();
  }

  private List<PollSource> sources(Map<String, Registry> registries) {
    List<PollSource> sources = new ArrayList<>();
    for (RegistryConfig registry : config.registries()) {
      if (registry.poll() != null
          && registries.get(registry.profile().name()) instanceof Registry open) {
        sources.add(new PollSource(open, registry.poll().every()));
      }
    }
    return sources;
  }

  private List<Stream> streams(PendingSteps steps, Workers workers) {
    List<Stream> streams = new ArrayList<>();
    for (RegistryConfig registry : config.registries()) {
      String name = registry.profile().name();
      if (registry.feed() != null) {
        Stream.Listener listener = Feed.listener(name, steps, clock, workers::wake);
        streams.add(new Stream(Feed.stream(name), registry.feed(), true, listener));
      }
      if (registry.poll() != null) {
        Stream.Listener listener = inbox.listener(name);
        streams.add(new Stream(PollInbox.stream(name), registry.poll().to(), false, listener));
      }
    }
    return streams;
  }

  private static DeliverySettings settings(DeliveryConfig delivery) {
    return new DeliverySettings(
        delivery.timeout(),
        delivery.parallel(),
        delivery.poll(),
        delivery.backoff().first(),
        delivery.backoff().most(),
        delivery.ca());
  }

  private List<String> polled() {
    return config.registries().stream()
        .filter(registry -> registry.poll() != null)
        .map(registry -> registry.profile().name())
        .toList();
  }

  /** The streams that such a configuration has. */
  static List<String> streamNames(Config config) {
    List<String> names = new ArrayList<>();
    for (RegistryConfig registry : config.registries()) {
      if (registry.feed() != null) {
        names.add(Feed.stream(registry.profile().name()));
      }
      if (registry.poll() != null) {
        names.add(PollInbox.stream(registry.profile().name()));
      }
    }
    return names;
  }

  private void measure(Metrics metrics) {
    metrics.gauge(
        "domicile_poll_waiting",
        "Messages that a registry had for the registrar at the last look",
        "registry",
        polled().stream().collect(Collectors.toMap(name -> name, name -> name)),
        inbox::waiting);
    metrics.figures(
        "domicile_poll_stands_still_seconds",
        "How long no look at the queue was answered and no message was taken; of the process that"
            + " reads it",
        List.of("registry"),
        () -> {
          Map<List<String>, Double> still = new HashMap<>();
          polled()
              .forEach(
                  name ->
                      inbox
                          .standsStill(name)
                          .ifPresent(time -> still.put(List.of(name), time.toMillis() / 1e3)));
          return still;
        });
  }
}
