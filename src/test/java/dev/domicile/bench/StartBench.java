package dev.domicile.bench;

import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a second start takes, and what memory an idle service holds. */
final class StartBench implements Measurement {

  private static final double READY_MILLIS = 1_500;
  private static final double RESIDENT_MEGABYTES = 200;

  /** Where serve listens when it is given no configuration. */
  private static final int SANDBOX_API = 8080;

  private static final int SANDBOX_ADMIN = 8081;
  private static final int DOMAINS = 1_000;
  private static final int MEMORY_ROUNDS = 3;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    Path folder = lab.fresh("start");
    Site site =
        Site.make(folder, Site.closedRegistry(SampleDomains.TLDS), SampleDomains.names(DOMAINS));
    List<Figure> figures =
        new ArrayList<>(
            starts(lab, "with a configuration", () -> Service.start(lab, site, "start")));
    if (isFree(SANDBOX_API) && isFree(SANDBOX_ADMIN)) {
      Path empty = lab.fresh("sandbox");
      figures.addAll(
          starts(
              lab,
              "as a sandbox, registry inside",
              () -> Service.start(lab, empty, List.of("serve"), SANDBOX_ADMIN, "start-sandbox")));
    } else {
      lab.say("start: ports 8080 and 8081 are taken, so serve without a configuration is left out");
    }
    return figures;
  }

  private interface Start {
    Service service() throws IOException;
  }

  private static List<Figure> starts(Lab lab, String how, Start start) throws Exception {
    Samples millis = new Samples();
    Samples cpuMillis = new Samples();
    Samples megabytes = new Samples();
    int rounds = lab.scale().of(7, 3);
    start.service().close();
    for (int round = 0; round < rounds; round++) {
      try (Service service = start.service()) {
        cpuMillis.add(service.cpuSeconds() * 1e3);
        millis.add(service.startMillis());
        lab.say("start " + how + ": " + Samples.number(service.startMillis(), 0) + " ms");
        if (round < MEMORY_ROUNDS) {
          Thread.sleep(lab.scale().of(5_000, 1_000));
          megabytes.add(service.residentMegabytes());
        }
      }
    }
    return List.of(
        Figure.of(
            "second start of serve to ready, " + how,
            millis.text("ms", 0)
                + ", processor time "
                + Samples.number(cpuMillis.median(), 0)
                + " ms",
            "under 1,500 ms",
            millis.median() < READY_MILLIS),
        Figure.of(
            "resident memory idle, " + how,
            megabytes.text("MB", 0),
            "under 200 MB",
            megabytes.median() < RESIDENT_MEGABYTES));
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
