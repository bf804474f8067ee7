package dev.domicile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * docs/performance.md: its prose is written by people, the table between the two marks by this. A
 * run of some benches replaces their rows and leaves the others', unless those are of another
 * machine.
 */
final class PerformancePage {

  private static final String BEGIN = "<!-- measured by bench/run: begin -->";
  private static final String END = "<!-- measured by bench/run: end -->";
  private static final String MACHINE = "Machine: ";
  private static final String HEAD =
      "| bench | what | measured | target | met | date, commit |\n|---|---|---|---|---|---|\n";

  private final Path file;

  PerformancePage(Path file) {
    this.file = file;
  }

  /**
   * @param figures by bench, in the order in which they stand on the page
   * @param stamp date and commit
   */
  void write(Map<String, List<Figure>> figures, List<String> order, String machine, String stamp)
      throws IOException {
    String page = Files.readString(file);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " lacks the marks " + BEGIN + " and " + END);
    }
    Map<String, List<String>> rows = rows(page.substring(begin, end), machine);
    figures.forEach(
        (bench, measured) ->
            rows.put(bench, measured.stream().map(f -> row(bench, f, stamp)).toList()));
    StringBuilder table = new StringBuilder(BEGIN + "\n" + MACHINE + machine + "\n\n" + HEAD);
    order.forEach(bench -> rows.getOrDefault(bench, List.of()).forEach(table::append));
    Files.writeString(file, page.substring(0, begin) + table + page.substring(end));
  }

  private static Map<String, List<String>> rows(String measured, String machine) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    if (measured.contains(MACHINE + machine + "\n")) {
      measured
          .lines()
          .filter(line -> line.startsWith("| ") && !HEAD.startsWith(line))
          .forEach(
              line ->
                  rows.computeIfAbsent(line.split("\\|")[1].strip(), b -> new ArrayList<>())
                      .add(line + "\n"));
    }
    return rows;
  }

  private static String row(String bench, Figure figure, String stamp) {
    return "| "
        + String.join(
            " | ", bench, figure.what(), figure.measured(), figure.target(), figure.met(), stamp)
        + " |\n";
  }
}
