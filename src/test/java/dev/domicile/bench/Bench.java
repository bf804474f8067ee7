package dev.domicile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** {@code bench/run}: runs the benches, prints their figures, writes docs/performance.md. */
final class Bench {

  /** In the order of the page. */
  private static SequencedMap<String, Measurement> all() {
    SequencedMap<String, Measurement> all = new LinkedHashMap<>();
    all.put("start", new StartBench());
    all.put("submit", new SubmitBench());
    all.put("throughput", new ThroughputBench());
    all.put("distant", DistantBench.lockStep());
    all.put("pipelined", DistantBench.pipelining());
    all.put("commands", new CommandsBench());
    all.put("sync", new SyncBench());
    all.put("nodes", new NodesBench());
    all.put("engine", new EngineBench());
    all.put("gateway", new GatewayBench());
    all.put("fuzz", new FuzzBench());
    all.put("pages", new PageBench());
    all.put("domains", new DomainListBench());
    return all;
  }

  private Bench() {}

  /**
   * @param jfr where recordings go; then, as in a try, nothing is written to the page
   */
  private record Wish(Scale scale, @Nullable Path jfr, List<String> names) {
    static Wish of(String[] args) throws IOException {
      Scale scale = Scale.FULL;
      Path jfr = null;
      List<String> names = new ArrayList<>();
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--try" -> scale = Scale.TRY;
          case "--jfr" -> jfr = Files.createDirectories(Path.of(args[++i]));
          default -> names.add(args[i]);
        }
      }
      return new Wish(scale, jfr, names.isEmpty() ? List.copyOf(all().keySet()) : names);
    }

    boolean isForThePage() {
      return scale == Scale.FULL && jfr == null;
    }
  }

  public static void main(String[] args) throws Exception {
    Wish wish = Wish.of(args);
    if (!all().keySet().containsAll(wish.names)) {
      System.err.println(
          "bench/run [--try] [--jfr DIR] [NAME...]; the names are " + all().keySet());
      System.exit(2);
    }
    Path project = Path.of(System.getProperty("bench.project"));
    Path folder = Files.createTempDirectory("domicile-bench-");
    try {
      Map<String, List<Figure>> figures =
          measure(new Lab(project, folder, wish.scale, wish.jfr, System.err), wish.names);
      if (wish.isForThePage()) {
        Path page = project.resolve("docs/performance.md");
        String stamp = LocalDate.now(ZoneOffset.UTC) + ", " + System.getProperty("bench.commit");
        new PerformancePage(page)
            .write(figures, List.copyOf(all().keySet()), Machine.text(), stamp);
        System.err.println("written: docs/performance.md");
      }
    } finally {
      Lab.delete(folder);
    }
    System.exit(0);
  }

  private static Map<String, List<Figure>> measure(Lab lab, List<String> names) throws Exception {
    Map<String, List<Figure>> figures = new LinkedHashMap<>();
    for (String name : names) {
      List<Figure> measured = all().get(name).measure(lab);
      figures.put(name, measured);
      for (Figure figure : measured) {
        System.out.println(name + ": " + figure.what() + ": " + figure.measured());
        if (!figure.target().isEmpty()) {
          System.out.println("    target " + figure.target() + ": met " + figure.met());
        }
      }
    }
    return figures;
  }
}
