package dev.domicile.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Signed lists of one row against a web server that answers the same text to everything: what
 * checks, database and writing cost beside HTTP. The same octets go to both, in turn.
 */
final class GatewayBench implements Measurement {

  private static final int CONNECTIONS = 4;

  /** Of the bare handler's rate. */
  private static final double SHARE = 0.5;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int requests = lab.scale().of(20_000, 2_000);
    int warmUps = lab.scale().of(2, 1);
    int rounds = lab.scale().of(5, 2);
    Path folder = lab.fresh("gateway");
    Site site = Site.make(folder, Site.closedRegistry(List.of("test")), List.of("one.test"));
    Side product = new Side("signed QueryTaskDetailList of one row");
    Side bare = new Side("bare Jetty handler, constant answer");
    try (Service service = Service.start(lab, site, "gateway");
        Client client = new Client(site)) {
      String taskNo = client.submit(client.submission(List.of("one.test"), "zhang san"));
      JsonNode answer = client.send(client.list(taskNo, Map.of()));
      try (BareJetty jetty = BareJetty.start(lab, folder, answer.toString())) {
        for (int round = 0; round < warmUps + rounds; round++) {
          List<byte[]> load = load(client, taskNo, requests);
          boolean counts = round >= warmUps;
          product.run(lab, site.api(), service::cpuSeconds, load, counts);
          bare.run(lab, jetty.port(), jetty::cpuSeconds, load, counts);
        }
      }
    }
    double share = product.rates.median() / bare.rates.median();
    return List.of(
        product.rate(),
        bare.rate(),
        Figure.of(
            "signed list / bare handler",
            "%.2f of its rate; processor time %.2f times"
                .formatted(share, product.micros.median() / bare.micros.median()),
            "at least 0.50",
            share >= SHARE));
  }

  /** Each request is good once, so each round has its own. */
  private static List<byte[]> load(Client client, String taskNo, int requests) {
    List<byte[]> load = new ArrayList<>(requests);
    for (int i = 0; i < requests; i++) {
      load.add(client.list(taskNo, Map.of()));
    }
    return load;
  }

  private interface Cpu {
    double seconds() throws IOException;
  }

  private static final class Side {
    private final String name;
    private final Samples rates = new Samples();
    private final Samples micros = new Samples();

    Side(String name) {
      this.name = name;
    }

    void run(Lab lab, int port, Cpu cpu, List<byte[]> load, boolean counts) throws Exception {
      double cpuBefore = cpu.seconds();
      double rate = load.size() / send(port, load);
      double cost = (cpu.seconds() - cpuBefore) * 1e6 / load.size();
      lab.say("gateway, %s: %.0f requests/s, %.0f us CPU each".formatted(name, rate, cost));
      if (counts) {
        rates.add(rate);
        micros.add(cost);
      }
    }

    Figure rate() {
      return Figure.of(
          name,
          rates.text("requests/s", 0)
              + ", processor time "
              + Samples.number(micros.median(), 0)
              + " us each");
    }
  }

  /** Over some connections, each with one request at a time; returns the seconds it took. */
  private static double send(int port, List<byte[]> load) throws Exception {
    int share = load.size() / CONNECTIONS;
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        List<byte[]> part = load.subList(i * share, (i + 1) * share);
        running.add(threads.submit(() -> sendAll(port, part)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a connection failed", e.getCause());
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static int sendAll(int port, List<byte[]> part) throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      for (byte[] request : part) {
        HttpConnection.Answer answer = connection.exchange(request);
        if (answer.status() != 200) {
          throw new IOException(answer.status() + " " + answer.text());
        }
      }
    }
    return part.size();
  }
}
