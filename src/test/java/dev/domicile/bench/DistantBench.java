package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

  private final Way way;

  /**
   * @param window commands in flight on a session
   * @param size domains in a batch; and in a try
   * @param least of the bare client's rate
   */
  private record Way(String name, int window, int size, int trySize, double least) {
    String at() {
      return "10 sessions, " + (window == 1 ? "1 command" : window + " commands") + " in flight";
    }
  }

  private DistantBench(Way way) {
    this.way = way;
  }

  static DistantBench lockStep() {
    return new DistantBench(new Way("lock-step", 1, 3_000, 300, 0.95));
  }

  static DistantBench pipelining() {
    return new DistantBench(new Way("pipelining", 10, 10_000, 2_000, 0.9));
  }

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int rounds = lab.scale().of(3, 1);
    int size = lab.scale().of(way.size, way.trySize);
    List<String> names = SampleDomains.names(2 * size);
    List<String> ours = names.subList(0, size);
    List<String> others = names.subList(size, names.size());
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
          double least = size / bare(registry, others, way, round);
          double rate = size / service(registry, client, ours, round);
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
                .formatted(Samples.number(size, 0), way.at()),
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
