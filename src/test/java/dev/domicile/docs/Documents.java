package dev.domicile.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents of the project and the sources that they speak of, as text. */
final class Documents {

  private static final Pattern FENCE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** A method of a test: annotated some lines above, without a result. */
  private static final Pattern METHOD =
      Pattern.compile("^  (?:public |static )*void (\\w+)\\(", Pattern.MULTILINE);

  private Documents() {}

  /** Text by path, relative to the project's root. */
  static Map<Path, String> all() {
    Map<Path, String> all = new TreeMap<>();
    for (Path folder :
        List.of(Path.of(""), Path.of("docs"), Path.of("docs/decisions"), Path.of("bench"))) {
      for (Path file : files(folder, 1, ".md")) {
        all.put(file, read(file));
      }
    }
    return all;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contents of the fenced blocks of a language. */
  static List<String> blocks(String text, String language) {
    return FENCE
        .matcher(text)
        .results()
        .filter(found -> found.group(1).equals(language))
        .map(found -> found.group(2))
        .toList();
  }

  /** The text outside of all fenced blocks. */
  static String prose(String text) {
    return FENCE.matcher(text).replaceAll("");
  }

  static List<String> inlineCode(String text) {
    return Pattern.compile("`([^`\\n]+)`")
        .matcher(prose(text))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Source text by class name, main and test. */
  static Map<String, String> sources() {
    return Stream.of("src/main/java", "src/test/java")
        .flatMap(root -> files(Path.of(root), 20, ".java").stream())
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                Documents::read,
                (one, other) -> one + other));
  }

  /** Every test method as {@code Class#method}. */
  static List<String> tests() {
    List<String> tests = new ArrayList<>();
    for (Path file : files(Path.of("src/test/java"), 20, ".java")) {
      String name = file.getFileName().toString().replace(".java", "");
      METHOD
          .matcher(read(file))
          .results()
          .map(MatchResult::group)
          .map(line -> line.substring(line.indexOf("void ") + 5, line.length() - 1))
          .forEach(method -> tests.add(name + "#" + method));
    }
    return tests;
  }

  static List<Path> files(Path folder, int depth, String suffix) {
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      return walk.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
