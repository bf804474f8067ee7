package dev.domicile.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The manual's table of keys is that of the reader. {@code mvn test -Dtest=ConfigManualTest
 * -Dmanual=write} writes it.
 */
class ConfigManualTest {

  static final Path MANUAL = Path.of("docs/operating.md");
  static final String BEGIN = "<!-- keys: begin -->\n";
  static final String END = "<!-- keys: end -->";

  @Test
  void theManualHasEveryKeyWithItsDefaultValuesAndReason() throws Exception {
    String manual = Files.readString(MANUAL);
    int begin = manual.indexOf(BEGIN) + BEGIN.length();
    int end = manual.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "the marks of the table are gone");
    if ("write".equals(System.getProperty("manual"))) {
      Files.writeString(MANUAL, manual.substring(0, begin) + table() + manual.substring(end));
    } else {
      assertEquals(
          table(),
          manual.substring(begin, end),
          "run: mvn test -Dtest=ConfigManualTest -Dmanual=write");
    }
  }

  private static String table() {
    return "| key | default | values | what for, and why this default |\n|---|---|---|---|\n"
        + ConfigKeys.ALL.stream().map(ConfigManualTest::row).collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    String shown = key.byDefault() == null ? key.shown() : "`" + key.shown() + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(key.path(), shown, key.allowed().text(), key.reason());
  }
}
