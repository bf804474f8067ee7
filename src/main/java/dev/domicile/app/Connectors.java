package dev.domicile.app;

import dev.domicile.ops.Metrics;
import dev.domicile.registry.Condition;
import dev.domicile.registry.Registry;
import dev.domicile.registry.Unconnected;
import dev.domicile.registry.epp.EppConfigurationException;
import dev.domicile.registry.epp.EppRegistry;
import dev.domicile.registry.epp.SessionTrids;
import dev.domicile.store.StartRefused;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes each configured registry's connection and its metrics. Nothing is connected before the
 * first command.
 */
final class Connectors {

  private final InstantSource clock;
  private final RandomGenerator random;
  private final SessionTrids trids;
  private final Metrics metrics;
  private final BooleanSupplier maySend;
  private final Sharing sharing;

  /**
   * @param maySend asked before each command; where it says no, nothing is sent
   */
  Connectors(
      InstantSource clock,
      RandomGenerator random,
      Metrics metrics,
      BooleanSupplier maySend,
      Sharing sharing) {
    this.sharing = sharing;
    this.maySend = maySend;
    this.clock = clock;
    this.random = random;
    this.trids = new SessionTrids(random);
    this.metrics = metrics;
  }

  Map<String, Registry> open(Config config) {
    Map<String, Registry> registries = new TreeMap<>();
    config
        .registries()
        .forEach(registry -> registries.put(registry.profile().name(), open(registry)));
    measure(registries);
    return Map.copyOf(registries);
  }

  private Registry open(RegistryConfig config) {
    String name = config.profile().name();
    if (!config.connected()) {
      return new Unconnected(config.profile());
    }
    try {
      return new EppRegistry(
          config.profile(),
          Settings.epp(config),
          clock,
          random,
          trids,
          Counting.commands(metrics, name, clock),
          maySend,
          sharing.of(config));
    } catch (EppConfigurationException e) {
      throw new StartRefused("registry " + name + ": " + e.getMessage(), e);
    }
  }

  private static int breaker(Condition.Breaker state) {
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
      case STOPPED -> 3;
    };
  }

  private void measure(Map<String, Registry> registries) {
    metrics.gauge(
        "domicile_registry_up",
        "1 unless the last attempt to get a session failed",
        "registry",
        registries,
        registry -> registry.condition().trouble() == null ? 1 : 0);
    metrics.gauge(
        "domicile_registry_sessions",
        "Sessions logged in",
        "registry",
        registries,
        registry -> registry.condition().sessions());
    metrics.gauge(
        "domicile_registry_in_flight",
        "Commands sent and not answered",
        "registry",
        registries,
        registry -> registry.condition().inFlight());
    metrics.gauge(
        "domicile_registry_waiting",
        "Commands that wait for room on a session or for their turn by the rate",
        "registry",
        registries,
        registry -> registry.condition().waiting());
    metrics.gauge(
        "domicile_registry_breaker",
        "0 in use, 1 tried again, 2 left alone for a while, 3 stopped: its login was refused",
        "registry",
        registries,
        registry -> breaker(registry.condition().breaker()));
  }
}
