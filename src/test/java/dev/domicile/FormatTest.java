package dev.domicile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The layout of the source is google-java-format's. {@code mvn test -Dtest=FormatTest
 * -Dformat=write} writes it.
 */
class FormatTest {

  @Test
  void everySourceFileIsFormatted() throws Exception {
    boolean write = "write".equals(System.getProperty("format"));
    Formatter formatter = new Formatter();
    List<String> wrong = new ArrayList<>();
    List<Path> files;
    try (var walk = Files.walk(Path.of("src"))) {
      files = walk.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
    assertTrue(files.size() > 10, "sources not found");
    for (Path file : files) {
      String now = Files.readString(file);
      String formatted =
          formatter.formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(now));
      if (!formatted.equals(now)) {
        wrong.add(file.toString());
        if (write) {
          Files.writeString(file, formatted);
        }
      }
    }
    assertEquals(
        List.of(), write ? List.of() : wrong, "run: mvn test -Dtest=FormatTest -Dformat=write");
  }
}
