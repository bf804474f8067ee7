package dev.domicile.app;

import dev.domicile.ops.Metrics;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/**
 * EPP sessions of a command's own, beside those of a service that may be running: a process cannot
 * lend another its connections. Sessions are what a registry gives out least of, so a command takes
 * few, and only of the registries that it is about. They are paced by the same configuration.
 */
public final class OwnSessions implements AutoCloseable {

  private final Map<String, Registry> registries;

  private OwnSessions(Map<String, Registry> registries) {
    this.registries = registries;
  }

  /**
   * Nothing is connected before the first command.
   *
   * @param config of the registries that are meant only
   * @param sessions most of each registry, and never more than its configuration allows
   */
  public static OwnSessions of(Config config, int sessions, InstantSource clock) {
    Config few =
        config.withRegistries(
            config.registries().stream().map(registry -> fewer(registry, sessions)).toList());
    return new OwnSessions(
        new Connectors(clock, new SecureRandom(), new Metrics(), () -> true, Sharing.NONE)
            .open(few));
  }

  /** By name. */
  public Map<String, Registry> registries() {
    return registries;
  }

  @Override
  public void close() {
    registries.values().parallelStream().forEach(Registry::close);
  }

  private static RegistryConfig fewer(RegistryConfig registry, int sessions) {
    RegistryProfile p = registry.profile();
    return registry.withProfile(
        new RegistryProfile(
            p.name(),
            p.tlds(),
            p.registrarId(),
            Math.min(p.sessions(), sessions),
            p.contacts(),
            p.postalInfo(),
            p.requires()));
  }
}
