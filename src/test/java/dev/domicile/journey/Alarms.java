package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.domicile.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What Prometheus would do with the alarms of docs/alerts.yml: it scrapes a service, and raises an
 * alarm whose expression has held for its time. Between two scrapes a minute passes, on no clock
 * but its own.
 */
final class Alarms {

  private static final long BETWEEN = 60;

  private static final Duration LONG = Duration.ofSeconds(60);

  /** Longer than any range of the expressions. */
  private static final long KEPT = 3_600;

  /**
   * @param patience seconds for which the expression must hold
   */
  record Rule(String name, String expression, long patience, String page) {}

  private final Map<String, Rule> rules = rules();
  private final Supplier<Scrape> target;
  private final List<PromExpression.At> history = new ArrayList<>();
  private final Map<String, Long> heldSince = new LinkedHashMap<>();
  private long second;

  Alarms(Supplier<Scrape> target) {
    this.target = target;
  }

  static Alarms of(Service service) {
    return new Alarms(
        () -> {
          try {
            return Scrape.of(service.admin("/metrics"));
          } catch (RuntimeException noAnswer) {
            return Scrape.ofNobody();
          }
        });
  }

  static Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    JsonNode file = new YAMLMapper().readTree(Path.of("docs/alerts.yml").toFile());
    for (JsonNode group : file.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        String name = rule.path("alert").asString();
        rules.put(
            name,
            new Rule(
                name,
                rule.path("expr").asString(),
                rule.has("for") ? PromExpression.seconds(rule.path("for").asString()) : 0,
                rule.path("annotations").path("runbook_url").asString()));
      }
    }
    return rules;
  }

  /** The alarm is not raised before the trouble, is raised by it, and goes away with it. */
  void raises(String alarm, Runnable trouble, Runnable mend) {
    assertFalse(raised().contains(alarm), alarm + " before the trouble");
    trouble.run();
    Await.until(alarm + " is raised", LONG, () -> scrape().contains(alarm));
    mend.run();
    Await.until(alarm + " goes away", LONG, () -> !scrape().contains(alarm));
  }

  /** Scrapes for as long as the most patient alarm waits; the names of what is raised then. */
  Set<String> raised() {
    Set<String> raised = new HashSet<>();
    for (int i = 0; i <= 15; i++) {
      raised = scrape();
    }
    return raised;
  }

  /** One scrape, and what is raised after it. */
  Set<String> scrape() {
    second += BETWEEN;
    history.add(new PromExpression.At(second, target.get()));
    history.removeIf(at -> at.second() < second - KEPT);
    Set<String> raised = new HashSet<>();
    Set<String> held = new HashSet<>();
    for (Rule rule : rules.values()) {
      for (Map<String, String> labels : PromExpression.holds(rule.expression, history)) {
        String alarm = rule.name + " " + labels;
        held.add(alarm);
        if (second - heldSince.computeIfAbsent(alarm, first -> second) >= rule.patience) {
          raised.add(rule.name);
        }
      }
    }
    heldSince.keySet().retainAll(held);
    return raised;
  }
}
