package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * EPP commands that the registry received for a batch, sessions' own not counted. Each role has
 * domains of its own, since a change of one makes what is read of the others fresh, too.
 */
final class CommandsBench implements Measurement {

  private static final int SESSIONS = 4;
  private static final List<String> ROLES = List.of("registrant", "admin", "tech", "billing");

  /** {@code readBack: first}, the default: one domain of each task is read again. */
  private static final int READ_BACKS = 1;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int n = lab.scale().of(1_000, 100);
    List<String> names = SampleDomains.names(ROLES.size() * n);
    Path folder = lab.fresh("commands");
    List<Figure> figures = new ArrayList<>();
    try (RegistryProcess registry = RegistryProcess.start(lab, folder, names.size(), SESSIONS)) {
      Site site = Site.make(folder, registry.configuration(), names);
      try (Service service = Service.start(lab, site, "commands");
          Client client = new Client(site)) {
        for (int i = 0; i < ROLES.size(); i++) {
          String role = ROLES.get(i);
          List<String> own = names.subList(i * n, (i + 1) * n);
          figures.add(
              figure(
                  role + " of N domains, nothing known",
                  counted(registry, client, own, client.submission(role, own, role + " one")),
                  "2N + 1 + 1",
                  2 * n + 1 + READ_BACKS));
          figures.add(
              figure(
                  role + " of N domains, readings fresh",
                  counted(registry, client, own, client.submission(role, own, role + " two")),
                  "N + 1 + 1",
                  n + 1 + READ_BACKS));
        }
      }
    }
    return figures;
  }

  private static Map<String, Long> counted(
      RegistryProcess registry, Client client, List<String> names, byte[] submission)
      throws IOException {
    Map<String, Long> before = registry.commands();
    Batch.run(client, names, submission);
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
        "commands for a new " + what,
        Samples.number(all, 0) + " " + counted,
        target + " = " + Samples.number(wanted, 0),
        all == wanted);
  }
}
