package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Domains per second from the accepted batch to its end: service, registry and client in a process
 * each. Every batch of domains is changed twice: first when nothing is known of it, so that each
 * domain is read and its before-image kept, then at once again, when every reading is fresh.
 */
final class ThroughputBench implements Measurement {

  private static final int SESSIONS = 4;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int size = lab.scale().of(10_000, 1_000);
    int warmUps = 1;
    int rounds = lab.scale().of(3, 1);
    List<String> names = SampleDomains.names(size * (warmUps + rounds));
    Path folder = lab.fresh("throughput");
    try (RegistryProcess registry = RegistryProcess.start(lab, folder, names.size(), SESSIONS)) {
      Site site = Site.make(folder, registry.configuration(), names);
      Kind unknown = new Kind("readings unknown", 1_000);
      Kind fresh = new Kind("readings fresh", 2_000);
      try (Service service = Service.start(lab, site, "throughput");
          Client client = new Client(site)) {
        for (int round = 0; round < warmUps + rounds; round++) {
          List<String> batch = names.subList(round * size, (round + 1) * size);
          boolean counts = round >= warmUps;
          String letter = String.valueOf((char) ('a' + round));
          unknown.run(lab, service, registry, client, batch, "first " + letter, counts);
          fresh.run(lab, service, registry, client, batch, "second " + letter, counts);
        }
      }
      return List.of(unknown.rate(size), unknown.cpu(), fresh.rate(size), fresh.cpu());
    }
  }

  private static final class Kind {
    private final String name;
    private final int least;
    private final Samples rates = new Samples();
    private final Samples serviceMicros = new Samples();
    private final Samples registryMicros = new Samples();

    /**
     * @param least domains a second
     */
    Kind(String name, int least) {
      this.name = name;
      this.least = least;
    }

    void run(
        Lab lab,
        Service service,
        RegistryProcess registry,
        Client client,
        List<String> batch,
        String registrant,
        boolean counts)
        throws IOException {
      double serviceBefore = service.cpuSeconds();
      double registryBefore = registry.cpuSeconds();
      double rate = batch.size() / Batch.run(client, batch, registrant);
      double serviceCpu = (service.cpuSeconds() - serviceBefore) * 1e6 / batch.size();
      double registryCpu = (registry.cpuSeconds() - registryBefore) * 1e6 / batch.size();
      lab.say(
          "throughput, %s: %.0f domains/s; CPU a domain: service %.0f us, registry %.0f us"
              .formatted(name, rate, serviceCpu, registryCpu));
      if (counts) {
        rates.add(rate);
        serviceMicros.add(serviceCpu);
        registryMicros.add(registryCpu);
      }
    }

    Figure rate(int size) {
      return Figure.of(
          Samples.number(size, 0) + " domains changed end to end, 4 sessions, " + name,
          rates.text("domains/s", 0),
          "at least " + Samples.number(least, 0) + "/s",
          rates.median() >= least);
    }

    /** Apart from the rate: it hardly changes with what else the machine does. */
    Figure cpu() {
      return Figure.of(
          "processor time of that a domain, " + name,
          "service "
              + Samples.number(serviceMicros.median(), 0)
              + " us, registry "
              + Samples.number(registryMicros.median(), 0)
              + " us");
    }
  }
}
