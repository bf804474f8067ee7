package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code domains sync} of a distant registry against a bare lock-step client over as many sessions,
 * in turn: the command from its start to its end, with what it stores.
 */
final class SyncBench implements Measurement {

  private static final int SESSIONS = 10;
  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final double LEAST = 0.9;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int size = lab.scale().of(20_000, 2_000);
    int rounds = lab.scale().of(3, 1);
    List<String> names = SampleDomains.names(size);
    Path folder = lab.fresh("sync");
    Samples bare = new Samples();
    Samples sync = new Samples();
    Samples ratio = new Samples();
    try (RegistryProcess registry = RegistryProcess.start(lab, folder, size, SESSIONS, LATENCY)) {
      Site site = Site.make(folder, registry.configuration(), names);
      for (int round = 0; round < rounds; round++) {
        double least = size / bare(registry.access(), names, round);
        double ours = size / sync(lab, folder, site, size);
        lab.say("sync: %.0f domains/s, bare %.0f domains/s".formatted(ours, least));
        bare.add(least);
        sync.add(ours);
        ratio.add(ours / least);
      }
    }
    return List.of(
        Figure.of(
            Samples.number(size, 0)
                + " domains read and stored by domains sync, 10 sessions, answers after 20 ms",
            sync.text("domains/s", 0)),
        Figure.of(
            "the same names read by a bare lock-step client over 10 sessions",
            bare.text("domains/s", 0)),
        Figure.of(
            "domains sync / bare client",
            ratio.text("of its rate", 3),
            "at least 0.9",
            ratio.median() >= LEAST));
  }

  /** Seconds, logins included. */
  private static double bare(RegistryProcess.Access access, List<String> names, int round)
      throws Exception {
    long began = System.nanoTime();
    try (BareClient client = BareClient.open(access, SESSIONS, "sync-" + round)) {
      client.run(names, (session, part) -> session.infos(part, 1));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Seconds, from the start of the launcher to its end. */
  private static double sync(Lab lab, Path folder, Site site, int size) throws Exception {
    Path out = folder.resolve("sync.json");
    Path err = folder.resolve("sync.err");
    ProcessBuilder builder =
        new ProcessBuilder(
                lab.project().resolve("domicile").toString(),
                "domains",
                "sync",
                "--sessions",
                Integer.toString(SESSIONS),
                "--config",
                site.config().toString(),
                "--json")
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("DOMICILE_JAVA_HOME", System.getProperty("java.home"));
    long began = System.nanoTime();
    int exit = builder.start().waitFor();
    double seconds = (System.nanoTime() - began) / 1e9;
    if (exit != 0 || !Files.readString(out).contains("\"Read\":" + size)) {
      throw new IOException(
          "the sync read not all: " + Files.readString(out) + Files.readString(err));
    }
    return seconds;
  }
}
