package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms, the runbook, and the tests that raise the alarms are about the same. */
class RunbookTest {

  private static final Path RULES = Path.of("docs/alerts.yml");
  private static final Path PAGE = Path.of("docs/runbook.md");
  private static final String ADMIN = "http://127.0.0.1:8081";

  @TempDir Path folder;

  @Test
  void eachAlarmHasItsHeadingAndEachHeadingItsAlarm() {
    Set<String> headings = found(Pattern.compile("^## (\\w+)$", Pattern.MULTILINE), read(PAGE));
    assertEquals(Alarms.rules().keySet(), headings);
    for (Alarms.Rule rule : Alarms.rules().values()) {
      assertEquals(PAGE + "#" + rule.name().toLowerCase(Locale.ROOT), rule.page());
    }
  }

  @Test
  void eachAlarmTellsItsCauseACheckACommandAndWhatToDo() {
    for (String part : read(PAGE).split("(?m)^## ")) {
      if (part.startsWith("Domicile")) {
        for (String needed : List.of("**Cause:**", "**Check:**", "**Do:**", "```sh\n")) {
          assertTrue(part.contains(needed), needed + " in " + part);
        }
      }
    }
  }

  @Test
  void eachAlarmIsRaisedByATest() {
    String tests = "";
    for (String name : List.of("RegistryAlertsTest", "ServiceAlertsTest")) {
      tests += read(Path.of("src/test/java/dev/domicile/journey", name + ".java"));
    }
    Pattern raised = Pattern.compile("\\.raises\\(\\s*\"(\\w+)\"");
    assertEquals(new TreeSet<>(Alarms.rules().keySet()), found(raised, tests));
  }

  /** Each look at the metrics that the page shows finds something in a service that is new. */
  @Test
  void eachLookOfThePageShowsSomething() throws Exception {
    Set<String> counters = Set.of("domicile_registry_connect_failures_total");
    try (Lab near =
            Lab.near(folder)
                .key("poll", "all")
                .key("pollTo", folder.resolve("messages").toString())
                .key("pollEvery", "10ms");
        Service service = new Service(folder, InstantSource.system(), near)) {
      service.key("database", "\"sqlite:" + folder.resolve("data/domicile.db") + "\"").begin();
      service.ended(service.accepted(service.submit("admin", List.of("sample-0004.test"))));
      near.sandbox().tell("news");
      Await.until(
          "it is delivered",
          () -> service.admin("/metrics").contains("domicile_deliveries_total{"));
      for (String look : looks()) {
        if (counters.stream().noneMatch(look::contains)) {
          String here = look.replace(ADMIN, service.adminAddress());
          Process shell = new ProcessBuilder("bash", "-c", here).start();
          String shown = new String(shell.getInputStream().readAllBytes());
          assertTrue(shell.waitFor(20, TimeUnit.SECONDS));
          assertTrue(!shown.isBlank(), "nothing is shown by: " + look);
        }
      }
    }
  }

  private static List<String> looks() {
    List<String> looks =
        read(PAGE).lines().filter(line -> line.startsWith("curl ")).distinct().toList();
    assertTrue(looks.stream().allMatch(look -> look.contains(ADMIN)), looks::toString);
    return looks;
  }

  @Test
  void prometheusTakesTheRules() throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool", "check", "rules"));
    command.add(RULES.toString());
    Process promtool;
    try {
      promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException absent) {
      String reason = "there is no promtool here";
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
      return;
    }
    String said = new String(promtool.getInputStream().readAllBytes());
    assertEquals(0, promtool.waitFor(), said);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
