package dev.domicile.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * docs/performance.md: its prose is written by people, what is between the two marks by this: a
 * table for each machine, since figures of two say nothing of each other. A run of some benches
 * replaces their rows, wherever they stand, and leaves the others'.
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
    SequencedMap<String, Map<String, List<String>>> tables = tables(page.substring(begin, end));
    tables.values().forEach(rows -> rows.keySet().removeAll(figures.keySet()));
    Map<String, List<String>> here = tables.computeIfAbsent(machine, m -> new LinkedHashMap<>());
    figures.forEach(
        (bench, measured) ->
            here.put(bench, measured.stream().map(f -> row(bench, f, stamp)).toList()));
    tables.putFirst(machine, here);
    StringBuilder text = new StringBuilder(BEGIN + "\n");
    tables.forEach(
        (which, rows) -> {
          if (!rows.isEmpty()) {
            text.append(MACHINE).append(which).append("\n\n").append(HEAD);
            order.forEach(bench -> rows.getOrDefault(bench, List.of()).forEach(text::append));
            text.append('\n');
          }
        });
    text.setLength(text.length() - 1);
    Files.writeString(file, page.substring(0, begin) + text + page.substring(end));
  }

  /** The rows by machine and bench. */
  private static SequencedMap<String, Map<String, List<String>>> tables(String measured) {
    SequencedMap<String, Map<String, List<String>>> tables = new LinkedHashMap<>();
    for (String line : measured.lines().toList()) {
      if (line.startsWith(MACHINE)) {
        tables.put(line.substring(MACHINE.length()), new LinkedHashMap<>());
      } else if (line.startsWith("| ") && !HEAD.startsWith(line)) {
        tables
            .lastEntry()
            .getValue()
            .computeIfAbsent(line.split("\\|")[1].strip(), b -> new ArrayList<>())
            .add(line + "\n");
      }
    }
    return tables;
  }

  private static String row(String bench, Figure figure, String stamp) {
    return "| "
        + String.join(
            " | ", bench, figure.what(), figure.measured(), figure.target(), figure.met(), stamp)
        + " |\n";
  }
}
