package dev.domicile.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/seed.md goes through the whole page, and every proof that any document names is there. */
class SeedPageTest {

  private static final Pattern PROOF = Pattern.compile("`(\\w+#\\w+)`");
  private static final String PAGE = "reference/000_e1f90a16f2e0fc95.txt";

  private final String document = Documents.read(Path.of("docs/seed.md"));

  @Test
  void everyTestNamedIsThere() {
    List<String> tests = Documents.tests();
    Set<String> absent = new TreeSet<>();
    Documents.all()
        .forEach(
            (file, text) ->
                PROOF
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(test -> !tests.contains(test))
                    .forEach(test -> absent.add(file + ": " + test)));
    assertEquals(Set.of(), absent);
  }

  @Test
  void everyRowHasAProof() {
    List<String> rows = document.lines().filter(line -> line.startsWith("| ")).toList();
    assertTrue(rows.size() > 50, "the tables are gone");
    List<String> bare =
        rows.stream()
            .filter(row -> !row.endsWith("| proved by |"))
            .filter(row -> !PROOF.matcher(row).find())
            .toList();
    assertEquals(List.of(), bare);
  }

  /**
   * A line of the page that explains at length is quoted by its beginning, up to the type and
   * whether it is required; a line of a sample whole.
   */
  @Test
  void noLineOfThePageIsLeftOut() {
    Path page = shared().resolve(PAGE);
    if (!Files.exists(page)) {
      System.out.println("the page is not beside the project: " + page.toAbsolutePath());
    }
    assumeTrue(Files.exists(page), "the page is not beside the project");
    List<String> left =
        Documents.read(page)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(SeedPageTest::quoted)
            .filter(line -> !document.contains(line))
            .toList();
    assertEquals(List.of(), left);
  }

  private static String quoted(String line) {
    var required = Pattern.compile("^\\w+ \\w+ (Yes|No)\\b").matcher(line);
    String begin = required.find() ? required.group() : line;
    return begin.replaceFirst("^• ", "").replaceFirst("(?<=contact information\\.) .*", "");
  }

  private static Path shared() {
    String property = System.getProperty("domicile.shared");
    String variable = System.getenv("DOMICILE_SHARED");
    return Path.of(property != null ? property : variable != null ? variable : "../shared");
  }
}
