package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's table of metrics and what a service on SQLite shows. */
class MetricsTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(domicile_\\w+)` \\| ([a-z, ]*)\\| (?!on PostgreSQL: ).+ \\|$", Pattern.MULTILINE);

  /** Of Prometheus, and of a histogram's buckets. */
  private static final Set<String> NOT_OURS = Set.of("job", "instance", "le");

  @TempDir Path folder;

  @Test
  void theManualNamesEachMetricWithItsLabelsAndNoOther() throws IOException {
    assertEquals(documented(), shown());
  }

  private static Map<String, Set<String>> documented() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs/operating.md")))
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                row ->
                    Arrays.stream(row.group(2).split(","))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)),
                (one, other) -> {
                  throw new AssertionError("twice in the table: " + one + other);
                },
                TreeMap::new));
  }

  /** By a service to which everything has happened that is counted. */
  private Map<String, Set<String>> shown() {
    try (Lab near =
            Lab.start(
                    folder, "near", List.of("test", "example"), how -> how.withFaults(this::fault))
                .key("poll", "all")
                .key("pollTo", folder.resolve("messages").toString())
                .key("pollEvery", "10ms")
                .key("pendingWarnAfter", "1ms");
        Lab far = Lab.far(folder).key("contacts", "none").key("feed", folder + "/feed");
        Service service = new Service(folder, InstantSource.system(), near, far)) {
      service.key("database", "\"sqlite:" + folder.resolve("data/domicile.db") + "\"").begin();
      service.ended(service.accepted(service.submit("admin", List.of("sample-0001.com"))));
      service.accepted(service.submit("admin", List.of("sample-0004.test")));
      Await.until(
          "it is overdue", () -> metrics(service).containsKey("domicile_pending_overdue_total"));
      near.stop();
      Await.until(
          "it is away",
          () -> metrics(service).containsKey("domicile_registry_connect_failures_total"));
      near.start();
      return metrics(service);
    }
  }

  private Fault fault(Fault.Asked asked) {
    return asked.command().equals("domain:update")
        ? new Fault.Postpone(Fault.Decision.OPEN)
        : new Fault.None();
  }

  private static Map<String, Set<String>> metrics(Service service) {
    Scrape scrape = Scrape.of(service.admin("/metrics"));
    Map<String, Set<String>> metrics = new TreeMap<>();
    scrape
        .types()
        .forEach(
            (name, type) ->
                scrape.samples().stream()
                    .filter(sample -> family(sample.name(), type).equals(name))
                    .findFirst()
                    .ifPresent(
                        sample -> {
                          Set<String> labels = new TreeSet<>(sample.labels().keySet());
                          labels.removeAll(NOT_OURS);
                          metrics.put(name, labels);
                        }));
    return metrics;
  }

  private static String family(String name, String type) {
    return type.equals("histogram") ? name.replaceFirst("_(bucket|sum|count)$", "") : name;
  }
}
