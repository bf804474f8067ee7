package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The service against a bare client at a registry that answers late, in turn: as many sessions, as
 * many commands in flight on each, and as many {@code domain:update} of the registrant. The
 * service's readings are fresh, from a change before. Each has domains of its own, so that what the
 * service knows of its own stays true.
 */
final class DistantBench implements Measurement {

  private static final int SESSIONS = 10;
  private static final Duration LATENCY = Duration.ofMillis(50);

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    List<Figure> figures = new ArrayList<>();
    figures.addAll(measure(lab, new Way("lock-step", 1, lab.scale().of(3_000, 300), 0.95)));
    figures.addAll(measure(lab, new Way("pipelining", 10, lab.scale().of(10_000, 2_000), 0.9)));
    return figures;
  }

  /**
   * @param window commands in flight on a session
   * @param size domains in a batch
   * @param least of the bare client's rate
   */
  private record Way(String name, int window, int size, double least) {
    String at() {
      return "10 sessions, " + (window == 1 ? "1 command" : window + " commands") + " in flight";
    }
  }

  private static List<Figure> measure(Lab lab, Way way) throws Exception {
    int rounds = lab.scale().of(3, 1);
    List<String> names = SampleDomains.names(2 * way.size);
    List<String> ours = names.subList(0, way.size);
    List<String> others = names.subList(way.size, names.size());
    Path folder = lab.fresh("distant");
    Samples service = new Samples();
    Samples bare = new Samples();
    Samples ratio = new Samples();
    try (RegistryProcess registry =
        RegistryProcess.start(lab, folder, names.size(), SESSIONS, LATENCY)) {
      Site site = Site.make(folder, registry.configuration(way.window), ours);
      try (Service running = Service.start(lab, site, "distant-" + way.name);
          Client client = new Client(site)) {
        Batch.run(client, ours, "warm up");
        for (int round = 0; round < rounds; round++) {
          double least = way.size / bare(registry, others, way, round);
          double rate = way.size / service(registry, client, ours, round);
          lab.say("distant, %s: %.0f updates/s, bare %.0f".formatted(way.name, rate, least));
          bare.add(least);
          service.add(rate);
          ratio.add(rate / least);
        }
      }
    }
    return List.of(
        Figure.of(
            "%s domains changed end to end, answers after 50 ms, %s, readings fresh"
                .formatted(Samples.number(way.size, 0), way.at()),
            service.text("domains/s", 0)),
        Figure.of(
            "as many updates by a bare " + way.name + " client, " + way.at(),
            bare.text("updates/s", 0)),
        Figure.of(
            "service / bare " + way.name + " client",
            ratio.text("of its rate", 3),
            "at least " + way.least,
            ratio.median() >= way.least));
  }

  private static double service(
      RegistryProcess registry, Client client, List<String> names, int round) throws IOException {
    long before = updates(registry);
    double seconds = Batch.run(client, names, "distant " + (char) ('a' + round));
    if (updates(registry) - before != names.size()) {
      throw new IOException("not one update for each domain");
    }
    return seconds;
  }

  /** Its sessions are logged in beforehand, as the service's are. */
  private static double bare(RegistryProcess registry, List<String> names, Way way, int round)
      throws Exception {
    String handle = "SH%04d".formatted(round + 1);
    try (BareClient client =
        BareClient.open(registry.access(), SESSIONS, "distant-" + way.window + "-" + round)) {
      return client.run(names, (session, part) -> session.updates(part, handle, way.window));
    }
  }

  private static long updates(RegistryProcess registry) throws IOException {
    return registry.commands().getOrDefault("domain:update", 0L);
  }
}
