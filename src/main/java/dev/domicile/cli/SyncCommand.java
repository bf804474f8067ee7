package dev.domicile.cli;

import dev.domicile.app.Config;
import dev.domicile.app.OwnSessions;
import dev.domicile.app.RegistryConfig;
import dev.domicile.app.Seals;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.Registries;
import dev.domicile.portfolio.SyncDomains;
import dev.domicile.portfolio.SyncOutcome;
import dev.domicile.portfolio.SyncPace;
import dev.domicile.registry.Registry;
import dev.domicile.task.Underway;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code domicile domains sync}: all registries at once, by a thread each. */
final class SyncCommand {

  /** Looks for each place on a session: the next one waits there while an answer is read. */
  private static final int WAITING = 2;

  private final Streams streams;
  private final boolean json;

  SyncCommand(Streams streams, boolean json) {
    this.streams = streams;
    this.json = json;
  }

  /**
   * @param only null for all registries
   * @param perSecond 0 for no limit but the registry's own
   */
  int run(Path file, @Nullable String only, int sessions, int perSecond, boolean restart) {
    try (AdminData data = AdminData.openWithRegistries(file)) {
      List<RegistryConfig> meant =
          data.config().registries().stream()
              .filter(RegistryConfig::connected)
              .filter(registry -> only == null || registry.profile().name().equals(only))
              .toList();
      if (meant.isEmpty()) {
        return streams.refused(
            "there is no registry "
                + (only == null ? "" : only + " ")
                + "with a connection in the configuration; it has: "
                + String.join(", ", names(data.config())),
            json);
      }
      Config config = data.config().withRegistries(meant);
      SyncReport report =
          new SyncReport(streams, json, data.database().read(data.accounts()::names));
      try (OwnSessions own = OwnSessions.of(config, sessions, data.clock())) {
        return report.end(outcomes(data, meant, own, perSecond, restart, report));
      }
    }
  }

  private static Map<String, SyncOutcome> outcomes(
      AdminData data,
      List<RegistryConfig> meant,
      OwnSessions own,
      int perSecond,
      boolean restart,
      SyncReport report) {
    SyncDomains sync = sync(data);
    Map<String, Future<SyncOutcome>> started = new TreeMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (RegistryConfig config : meant) {
        Registry registry = own.registries().get(config.profile().name());
        if (registry != null) {
          int inFlight = WAITING * registry.profile().sessions() * config.pipeline();
          SyncPace pace = SyncPace.of(inFlight, perSecond);
          started.put(
              registry.profile().name(),
              threads.submit(() -> sync.run(registry, pace, restart, AdminData.ACTOR, report)));
        }
      }
    }
    Map<String, SyncOutcome> outcomes = new TreeMap<>();
    started.forEach((name, run) -> outcomes.put(name, outcome(run)));
    return outcomes;
  }

  private static SyncOutcome outcome(Future<SyncOutcome> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while domains were read", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException trouble
          ? trouble
          : new IllegalStateException("a sync broke", e.getCause());
    }
  }

  private static SyncDomains sync(AdminData data) {
    return new SyncDomains(
        data.database(),
        new Domains(new SecureRandom()),
        new Readings(Seals.open(data.config(), data.database())),
        Registries.of(data.config().tldsByRegistry()),
        new Underway(),
        data.audit(),
        data.clock(),
        data.ids());
  }

  private static List<String> names(Config config) {
    return config.registries().stream()
        .filter(RegistryConfig::connected)
        .map(registry -> registry.profile().name())
        .toList();
  }
}
