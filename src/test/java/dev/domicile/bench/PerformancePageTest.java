package dev.domicile.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformancePageTest {

  private static final String HEAD =
      "| bench | what | measured | target | met | date, commit |\n|---|---|---|---|---|---|\n";
  private static final List<String> ORDER = List.of("first", "second");

  @TempDir Path folder;
  private Path page;

  @BeforeEach
  void make() throws IOException {
    page = folder.resolve("page.md");
    Files.writeString(
        page,
        "prose\n"
            + "<!-- measured by bench/run: begin -->\n"
            + "<!-- measured by bench/run: end -->\n"
            + "more\n");
  }

  @Test
  void aRunReplacesItsOwnRowsAndNoOthers() throws IOException {
    write("second", "old", "one");
    write("first", "kept", "one");
    write("second", "new", "one");
    assertPage("Machine: one\n\n" + HEAD + row("first", "kept") + row("second", "new"));
  }

  @Test
  void rowsOfAnotherMachineStayUnderItsNameUntilTheyAreMeasuredAnew() throws IOException {
    write("first", "kept", "one");
    write("second", "old", "one");
    write("second", "new", "two");
    assertPage(
        ("Machine: two\n\n" + HEAD + row("second", "new") + "\n")
            + ("Machine: one\n\n" + HEAD + row("first", "kept")));
    write("first", "new", "two");
    assertPage("Machine: two\n\n" + HEAD + row("first", "new") + row("second", "new"));
  }

  private void write(String bench, String measured, String machine) throws IOException {
    new PerformancePage(page)
        .write(Map.of(bench, List.of(Figure.of("what", measured))), ORDER, machine, "today");
  }

  private static String row(String bench, String measured) {
    return "| " + bench + " | what | " + measured + " |  |  | today |\n";
  }

  private void assertPage(String between) throws IOException {
    assertEquals(
        "prose\n<!-- measured by bench/run: begin -->\n"
            + between
            + "<!-- measured by bench/run: end -->\nmore\n",
        Files.readString(page));
  }
}
