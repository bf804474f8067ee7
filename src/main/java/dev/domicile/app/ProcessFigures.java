package dev.domicile.app;

import dev.domicile.ops.Metrics;
import dev.domicile.wire.Pem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the metrics tell of this process and its machine. */
final class ProcessFigures {

  private static final String SQLITE = "sqlite:";

  private final Metrics metrics;
  private final InstantSource clock;

  ProcessFigures(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  void tellChores(List<Housekeeping> chores) {
    metrics.figures(
        "domicile_chore_age_seconds",
        "How long ago a chore last went through without a failure",
        List.of("chore"),
        () -> {
          Map<List<String>, Double> ages = new HashMap<>();
          chores.forEach(chore -> ages.put(List.of(chore.name()), seconds(chore.failing())));
          return ages;
        });
  }

  /** Of a database server's disk this process knows nothing. */
  void tellDisk(Config config) {
    Path folder =
        config.database().startsWith(SQLITE)
            ? Path.of(config.database().substring(SQLITE.length())).toAbsolutePath().getParent()
            : null;
    metrics.figures(
        "domicile_disk_free_bytes",
        "Room that is left on the database's disk",
        List.of(),
        () -> ofDisk(folder, FileStore::getUsableSpace));
    metrics.figures(
        "domicile_disk_size_bytes",
        "Size of the database's disk",
        List.of(),
        () -> ofDisk(folder, FileStore::getTotalSpace));
  }

  private interface Measure {
    long of(FileStore disk) throws IOException;
  }

  private static Map<List<String>, Double> ofDisk(@Nullable Path folder, Measure measure) {
    if (folder == null) {
      return Map.of();
    }
    try {
      return Map.of(List.of(), (double) measure.of(Files.getFileStore(folder)));
    } catch (IOException unknown) {
      return Map.of();
    }
  }

  /**
   * @param api of the certificate that new connections are shown
   */
  void tellCertificates(Config config, Supplier<Optional<Instant>> api) {
    Map<String, Instant> clients = new HashMap<>();
    for (RegistryConfig registry : config.registries()) {
      Path file = registry.tls() == null ? null : registry.tls().certificate();
      if (file != null) {
        clients.put("registry " + registry.profile().name(), end(file));
      }
    }
    metrics.figures(
        "domicile_certificate_left_seconds",
        "How long a certificate in use is still good",
        List.of("certificate"),
        () -> {
          Map<List<String>, Double> left = new HashMap<>();
          clients.forEach((name, until) -> left.put(List.of(name), left(until)));
          api.get().ifPresent(until -> left.put(List.of("api"), left(until)));
          return left;
        });
  }

  /** Read at the start, as the connection does, which keeps what it has read. */
  private static Instant end(Path file) {
    return new Pem("tls.certificate", file)
        .certificates().stream()
            .map(certificate -> certificate.getNotAfter().toInstant())
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
  }

  private double left(Instant until) {
    return seconds(Duration.between(clock.instant(), until));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
