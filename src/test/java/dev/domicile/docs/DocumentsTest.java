package dev.domicile.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.Policy;
import dev.domicile.app.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say is there: their links, commands, classes and names. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** {@code room.Class}, {@code room.part.Class} or the whole name. */
  private static final Pattern CLASS =
      Pattern.compile("(?:dev\\.domicile\\.)?([a-z]+(?:\\.[a-z]+)*)\\.([A-Z]\\w*[a-z]\\w*)");

  private static final Pattern MVN_TEST = Pattern.compile("-Dtest='?([A-Za-z]+)\\*?'?");

  /**
   * Names of the world outside: tools, and what an operator writes into files of other programs.
   */
  private static final Set<String> OUTSIDE =
      Set.of(
          "aliyun-java-sdk-core",
          "aliyun-java-sdk-domain",
          "bash",
          "curl",
          "java",
          "openssl",
          "TMPDIR",
          "util");

  private final Map<Path, String> documents = Documents.all();

  @Test
  void theDocumentsAreThere() {
    for (String name :
        List.of(
            "README.md",
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "docs/operating.md",
            "docs/differences.md",
            "docs/seed.md",
            "docs/tasks.md",
            "docs/sandbox.md")) {
      assertTrue(documents.containsKey(Path.of(name)), name);
    }
    assertTrue(Documents.read(Path.of("LICENSE")).contains("Apache License"));
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    documents.forEach(
        (file, text) ->
            LINK.matcher(Documents.prose(text))
                .results()
                .map(found -> found.group(1))
                .filter(target -> !target.startsWith("http"))
                .filter(target -> !leads(file, target))
                .forEach(target -> broken.add(file + ": " + target)));
    assertEquals(List.of(), broken);
  }

  private boolean leads(Path file, String target) {
    String[] parts = target.split("#", 2);
    Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    return Files.exists(to)
        && (parts.length == 1 || headings(Documents.read(to)).contains(parts[1]));
  }

  private static Set<String> headings(String text) {
    return Documents.prose(text)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase())
        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyCommandShownIsRunByATest() {
    List<String> tests = Documents.tests();
    Set<ShownCommand> shown = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String command : commands("./domicile")) {
      ShownCommand.of(command)
          .ifPresentOrElse(shown::add, () -> unknown.add("no test runs: " + command));
    }
    assertEquals(List.of(), unknown);
    Map<String, String> sources = Documents.sources();
    for (ShownCommand command : ShownCommand.values()) {
      String test = command.provedBy();
      assertTrue(tests.contains(test), test);
      String source = sources.get(test.substring(0, test.indexOf('#')));
      assertTrue(source.contains("ShownCommand." + command.name()), test + " runs not " + command);
      assertTrue(shown.contains(command), "no document shows " + command);
    }
  }

  @Test
  void everyMavenCommandShownNamesWhatIsThere() {
    Set<String> classes = Documents.sources().keySet();
    String everything = "mvn -B verify";
    List<String> commands = commands("mvn");
    assertTrue(commands.contains(everything), "the README's test command");
    String ci = Documents.read(Path.of(".ci/run"));
    assertTrue(ci.contains("mvn -B") && ci.contains(" verify"), ci);
    for (String command : commands) {
      var test = MVN_TEST.matcher(command);
      assertTrue(command.equals(everything) || test.find(), command);
      if (!command.equals(everything)) {
        assertTrue(classes.stream().anyMatch(name -> name.startsWith(test.group(1))), command);
      }
    }
  }

  /** Lines of the shell blocks that begin so, without their comments. */
  private List<String> commands(String start) {
    return documents.values().stream()
        .flatMap(text -> Documents.blocks(text, "sh").stream())
        .flatMap(String::lines)
        .filter(line -> line.startsWith(start))
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .toList();
  }

  @Test
  void everyConfigurationShownCanBeRead(@TempDir Path folder) throws IOException {
    List<String> blocks =
        documents.values().stream()
            .flatMap(text -> Documents.blocks(text, "yaml").stream())
            .toList();
    assertTrue(!blocks.isEmpty(), "no configuration is shown");
    for (String block : blocks) {
      Path file = Files.writeString(folder.resolve("domicile.yaml"), block);
      assertTrue(!Config.loadForCommands(file).registries().isEmpty(), block);
    }
  }

  @Test
  void everyPolicyShownCanBeRead() {
    List<String> policies =
        documents.values().stream()
            .flatMap(text -> Documents.blocks(text, "json").stream())
            .filter(block -> block.contains("\"Statement\""))
            .toList();
    assertTrue(!policies.isEmpty(), "no policy is shown");
    for (String policy : policies) {
      assertInstanceOf(Policy.Parsed.Read.class, Policy.parse(policy), policy);
    }
  }

  @Test
  void everyKeyNamedIsOneOfTheManualsTable() {
    String manual = documents.get(Path.of("docs/operating.md"));
    Set<String> unknown = new TreeSet<>();
    documents.forEach(
        (file, text) ->
            Documents.inlineCode(text).stream()
                .filter(
                    code ->
                        code.matches(
                            "(limits|engine|retention|reconnect|tls|throttle|registries\\[])\\.[A-Za-z.]+"))
                .filter(
                    code -> !manual.matches("(?s).*\\| `[^`]*\\b" + Pattern.quote(code) + "[`.].*"))
                .forEach(code -> unknown.add(file + ": " + code)));
    assertEquals(Set.of(), unknown);
  }

  @Test
  void theReadmesJavaIsThatOfATest() {
    String block = Documents.blocks(documents.get(Path.of("README.md")), "java").getFirst();
    String source = Documents.sources().get("FirstRequest");
    for (String line : block.lines().toList()) {
      String compiled = line.replace("\"127.0.0.1:8080\"", "endpoint").strip();
      assertTrue(source.contains(compiled), "not in FirstRequest: " + line);
    }
  }

  @Test
  void everyClassNamedIsInItsRoom() {
    List<String> absent = new ArrayList<>();
    documents.forEach(
        (file, text) -> {
          for (String code : Documents.inlineCode(text)) {
            var name = CLASS.matcher(code);
            if (name.matches() && !isInRoom(name.group(1), name.group(2))) {
              absent.add(file + ": " + code);
            }
          }
        });
    assertEquals(List.of(), absent);
  }

  private static boolean isInRoom(String room, String name) {
    String path = "dev/domicile/" + room.replace('.', '/') + "/" + name + ".java";
    return Files.exists(Path.of("src/main/java", path))
        || Files.exists(Path.of("src/test/java", path));
  }

  /** A name in code letters that no source knows has been renamed, or never was. */
  @Test
  void everyNameInCodeLettersIsOneThatTheSourceKnows() {
    Set<String> known = knownWords();
    Set<String> unknown = new TreeSet<>();
    documents.forEach(
        (file, text) -> {
          for (String code : Documents.inlineCode(text)) {
            if (!WORD.matcher(code).matches() && !code.matches("[\\w.#]+")) {
              continue;
            }
            Arrays.stream(code.split("[.#]"))
                .filter(word -> WORD.matcher(word).matches())
                .filter(word -> !known.contains(word) && !known.contains(parameter(word)))
                .filter(word -> !OUTSIDE.contains(word))
                .forEach(word -> unknown.add(file + ": " + code));
          }
        });
    assertEquals(Set.of(), unknown);
  }

  /** The parameter of a code such as MissingEmail. */
  private static String parameter(String code) {
    return code.replaceFirst("^(Missing|Invalid)(?=[A-Z])", "");
  }

  private static Set<String> knownWords() {
    List<Path> files = new ArrayList<>();
    for (String suffix : List.of(".java", ".sql", ".yaml", ".xml", ".json", ".md")) {
      files.addAll(Documents.files(Path.of("src"), 20, suffix));
    }
    files.addAll(List.of(Path.of("pom.xml"), Path.of("domicile"), Path.of(".ci/run")));
    return files.stream()
        .filter(file -> !file.endsWith("docs/DocumentsTest.java"))
        .flatMap(file -> WORD.matcher(Documents.read(file)).results())
        .map(found -> found.group())
        .collect(Collectors.toSet());
  }
}
