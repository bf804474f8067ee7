package dev.domicile.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A batch accepted over HTTP against the bare insert of its rows, in turn, each into a database
 * that grows by the same names. The registry cannot be reached, so that nothing else is written.
 */
final class SubmitBench implements Measurement {

  private static final double MOST_TIMES = 2.5;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int size = lab.scale().of(10_000, 2_000);
    int warmUps = lab.scale().of(8, 2);
    int rounds = lab.scale().of(15, 3);
    List<String> names = names(size * (warmUps + rounds));
    Path folder = lab.fresh("submit");
    Site site = Site.make(folder, Site.closedRegistry(List.of("test")), names);
    Samples http = new Samples();
    Samples bare = new Samples();
    Samples ratio = new Samples();
    try (Service service = Service.start(lab, site, "submit");
        Client client = new Client(site);
        BareInsert insert = new BareInsert(folder.resolve("bare.db"))) {
      for (int round = 0; round < warmUps + rounds; round++) {
        List<String> batch = names.subList(round * size, (round + 1) * size);
        double product = submit(client, batch, round);
        double jdbc = insert(insert, batch, round);
        lab.say("submit: %.0f ms, bare %.0f ms".formatted(product, jdbc));
        if (round >= warmUps) {
          http.add(product);
          bare.add(jdbc);
          ratio.add(product / jdbc);
        }
      }
    }
    double times = http.median() / bare.median();
    String n = Samples.number(size, 0);
    return List.of(
        Figure.of(n + " domains accepted over HTTP in one request", http.text("ms", 0)),
        Figure.of("bare JDBC insert of the same rows", bare.text("ms", 0)),
        Figure.of(
            "accepted over HTTP / bare insert",
            Samples.number(times, 2) + " times; of each pair " + ratio.text("times", 2),
            "at most 2.5 times",
            times <= MOST_TIMES));
  }

  private static double submit(Client client, List<String> batch, int round) throws Exception {
    byte[] request = client.submission(batch, "bench round " + (char) ('a' + round));
    long began = System.nanoTime();
    client.submit(request);
    return (System.nanoTime() - began) / 1e6;
  }

  private static double insert(BareInsert insert, List<String> batch, int round) throws Exception {
    List<Integer> sorted =
        IntStream.rangeClosed(1, batch.size())
            .boxed()
            .sorted(Comparator.comparing((Integer seq) -> batch.get(seq - 1)))
            .toList();
    long began = System.nanoTime();
    insert.insert(round + 1L, batch, sorted);
    return (System.nanoTime() - began) / 1e6;
  }

  /** In no order, as a portfolio's are, and the same in every run. */
  private static List<String> names(int count) {
    List<String> names = new ArrayList<>(count);
    Random random = new Random(20_260);
    for (int i = 0; i < count; i++) {
      names.add("shop-%s-%d.test".formatted(Integer.toString(random.nextInt(1 << 30), 36), i));
    }
    return names;
  }
}
