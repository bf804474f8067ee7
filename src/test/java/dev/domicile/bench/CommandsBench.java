package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** EPP commands that the registry received for a batch, sessions' own not counted. */
final class CommandsBench implements Measurement {

  private static final int SESSIONS = 4;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int n = lab.scale().of(1_000, 200);
    List<String> names = SampleDomains.names(n);
    Path folder = lab.fresh("commands");
    try (RegistryProcess registry = RegistryProcess.start(lab, folder, n, SESSIONS)) {
      Site site = Site.make(folder, registry.configuration(), names);
      try (Service service = Service.start(lab, site, "commands");
          Client client = new Client(site)) {
        return List.of(
            figure(
                "commands for a registrant change of N domains, nothing known",
                counted(registry, client, names, "first"),
                "2N + 1",
                2 * n + 1),
            figure(
                "commands for a registrant change of N domains, readings fresh",
                counted(registry, client, names, "second"),
                "N + 1",
                n + 1));
      }
    }
  }

  private static Map<String, Long> counted(
      RegistryProcess registry, Client client, List<String> names, String registrant)
      throws IOException {
    Map<String, Long> before = registry.commands();
    Batch.run(client, names, registrant);
    return registry.commands().entrySet().stream()
        .filter(entry -> entry.getKey().contains(":"))
        .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0L))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L),
                Long::sum,
                java.util.TreeMap::new));
  }

  private static Figure figure(String what, Map<String, Long> counted, String target, long wanted) {
    long all = counted.values().stream().mapToLong(Long::longValue).sum();
    return Figure.of(
        what,
        Samples.number(all, 0) + " " + counted,
        target + " = " + Samples.number(wanted, 0),
        all == wanted);
  }
}
