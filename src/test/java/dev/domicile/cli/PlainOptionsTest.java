package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainOptionsTest {

  @Test
  void readsValuesAndFlagsInBothSpellings() {
    PlainOptions options = read("--port", "7000", "--data=a=b", "--json");
    assertEquals(Optional.of(7000), options.whole("port", 0, 65_535));
    assertEquals(Optional.of("a=b"), options.text("data"));
    assertTrue(options.flag("json"));
    assertFalse(read().flag("json"));
    assertEquals(Optional.empty(), read().text("data"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--prot 5,'--prot' is not known",
        "prot,'prot' is not known",
        "--json=no,'--json=no' is not known",
        "--port,--port has no value",
        "--port=,--port has no value",
        "--port 1 --port 2,--port is there twice",
        "--port 65536,--port is a whole number from 0 to 65535",
        "--port -1,--port is a whole number from 0 to 65535",
        "--port x,--port is a whole number from 0 to 65535",
      })
  void tellsWhatIsWrong(String line, String complaint) {
    PlainOptions.Wrong wrong =
        assertThrows(
            PlainOptions.Wrong.class, () -> read(line.split(" ")).whole("port", 0, 65_535));
    assertEquals(complaint, wrong.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "serve --conf x,serve: '--conf' is not known; see: domicile --help",
    "serve --config,serve: --config has no value; see: domicile --help",
    "sandbox --data x,sandbox: --port is missing; see: domicile --help",
    "sandbox --port 0,sandbox: --data is missing; see: domicile --help",
    "serve --config x --latency 5,serve: --latency is for the sandbox that serve has without"
        + " --config; see: domicile --help",
    "serve --cnnic --config x,serve: --cnnic is for the sandbox that serve has without --config;"
        + " see: domicile --help",
    "serve --contacts thin,'serve: --contacts is full, registrant-tech, optional or none, or such"
        + " as com=none; see: domicile --help'",
    "demo --domains 0,demo: --domains is a whole number from 1 to 1000000; see: domicile --help",
  })
  void wrongUsageOfAServiceEndsWithTwo(String line, String complaint) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertEquals(2, Main.run(List.of(line.split(" ")), new Streams(out, out, false)));
    assertEquals("domicile: " + complaint + "\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aServiceWithoutItsConfigurationEndsWithOneLine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
    List<String> line = List.of("serve", "--config", "gone.yaml");
    assertEquals(1, Main.run(line, new Streams(out, out, false)));
    assertEquals(
        "domicile: gone.yaml: configuration file not found\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"serve --help", "demo -h", "sandbox --help"})
  void helpOfAServiceIsTheWholeHelp(String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(0, Main.run(List.of(line.split(" ")), new Streams(print, print, false)));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: domicile"));
  }

  private static PlainOptions read(String... line) {
    return PlainOptions.read(List.of(line), List.of("port", "data"), List.of("json"));
  }
}
