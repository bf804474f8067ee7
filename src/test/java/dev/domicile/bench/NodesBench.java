package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two services on one PostgreSQL, which share a distant registry's sessions, against a bare
 * lock-step client over as many, in turn. A batch is submitted to one of them; the service's
 * readings are fresh, from a change before.
 */
final class NodesBench implements Measurement {

  private static final int SESSIONS = 20;
  private static final Duration LATENCY = Duration.ofMillis(50);
  private static final double LEAST = 0.9;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int size = lab.scale().of(4_000, 400);
    int rounds = lab.scale().of(3, 1);
    List<String> names = SampleDomains.names(2 * size);
    List<String> ours = names.subList(0, size);
    List<String> others = names.subList(size, names.size());
    Path folder = lab.fresh("nodes");
    String database = TestDatabases.postgres(folder);
    Samples services = new Samples();
    Samples bare = new Samples();
    Samples ratio = new Samples();
    try (RegistryProcess registry =
        RegistryProcess.start(lab, folder, names.size(), SESSIONS, LATENCY)) {
      Site first = Site.make(folder, database, registry.configuration(), ours);
      Site second = first.beside(folder.resolve("second"));
      try (Service one = Service.start(lab, first, "nodes-1");
          Service two = Service.start(lab, second, "nodes-2");
          Client client = new Client(first)) {
        Batch.run(client, ours, "warm up");
        for (int round = 0; round < rounds; round++) {
          double least = size / bare(registry, others, round);
          double rate = size / services(registry, client, ours, round);
          lab.say(
              "nodes: %.0f updates/s, bare %.0f; processor time %.1f s and %.1f s"
                  .formatted(rate, least, one.cpuSeconds(), two.cpuSeconds()));
          bare.add(least);
          services.add(rate);
          ratio.add(rate / least);
        }
      }
    }
    return List.of(
        Figure.of(
            "%s domains changed end to end by 2 processes on one PostgreSQL, 20 sessions in all, answers after 50 ms, readings fresh"
                .formatted(Samples.number(size, 0)),
            services.text("domains/s", 0)),
        Figure.of(
            "as many updates by a bare lock-step client, 20 sessions", bare.text("updates/s", 0)),
        Figure.of(
            "2 processes / bare client",
            ratio.text("of its rate", 3),
            "at least 0.9",
            ratio.median() >= LEAST));
  }

  private static double services(
      RegistryProcess registry, Client client, List<String> names, int round) throws IOException {
    long before = updates(registry);
    double seconds = Batch.run(client, names, "nodes " + (char) ('a' + round));
    if (updates(registry) - before != names.size()) {
      throw new IOException("not one update for each domain");
    }
    return seconds;
  }

  /** Its sessions are logged in beforehand, as the services' are. */
  private static double bare(RegistryProcess registry, List<String> names, int round)
      throws Exception {
    String handle = "SH%04d".formatted(round + 1);
    try (BareClient client = BareClient.open(registry.access(), SESSIONS, "nodes-" + round)) {
      return client.run(names, (session, part) -> session.updates(part, handle, 1));
    }
  }

  private static long updates(RegistryProcess registry) throws IOException {
    return registry.commands().getOrDefault("domain:update", 0L);
  }
}
