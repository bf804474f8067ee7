package dev.domicile.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of PromQL in which the alarms are written, and nothing else: what is not of it fails.
 * {@code increase} and {@code rate} are not extrapolated, so that they show at most what Prometheus
 * would; as there, a series of which there is only one sample has not increased.
 */
final class PromExpression {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([a-zA-Z_]\\w*)|([0-9.]+(?:e[0-9]+)?)|\"([^\"]*)\"|(=~|!~|==|!=|>=|<=|\\[\\w+]|[-(){},=<>*/]))");

  private final List<String> tokens = new ArrayList<>();
  private final List<At> history;
  private int next;

  /**
   * A scrape.
   *
   * @param second when it was taken
   */
  record At(long second, Scrape scrape) {}

  /** Values by their labels; a number has one value without labels. */
  private record Value(boolean number, Map<Map<String, String>, Double> values) {
    static Value of(double number) {
      return new Value(true, Map.of(Map.of(), number));
    }

    double only() {
      return values.values().iterator().next();
    }
  }

  private PromExpression(String text, List<At> history) {
    this.history = history;
    Matcher matcher = TOKEN.matcher(text.strip());
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (end != text.strip().length()) {
      throw new IllegalArgumentException("not of the subset: " + text.substring(end));
    }
  }

  /** The labels under which it holds, at the last scrape. */
  static Set<Map<String, String>> holds(String text, List<At> history) {
    PromExpression expression = new PromExpression(text, history);
    Value value = expression.or();
    if (expression.next < expression.tokens.size() || value.number) {
      throw new IllegalArgumentException("not of the subset: " + text);
    }
    return value.values.keySet();
  }

  private Value or() {
    Value left = unless();
    while (take("or")) {
      Map<Map<String, String>, Double> all = new LinkedHashMap<>(unless().values);
      all.putAll(left.values);
      left = new Value(false, all);
    }
    return left;
  }

  private Value unless() {
    Value left = compared();
    while (peek("unless") || peek("and")) {
      boolean without = take("unless");
      if (!without) {
        need("and");
      }
      List<String> on = take("on") ? names() : null;
      Set<Map<String, String>> others = new HashSet<>();
      compared().values.keySet().forEach(labels -> others.add(only(labels, on)));
      Map<Map<String, String>, Double> kept = new LinkedHashMap<>(left.values);
      kept.keySet().removeIf(labels -> others.contains(only(labels, on)) == without);
      left = new Value(false, kept);
    }
    return left;
  }

  private Value compared() {
    Value left = product();
    String operator = next < tokens.size() ? tokens.get(next) : "";
    return switch (operator) {
      case "==", "!=", "<", ">", "<=", ">=" -> {
        next++;
        double limit = number(product());
        Map<Map<String, String>, Double> kept = new LinkedHashMap<>(left.values);
        kept.values().removeIf(value -> !compares(value, operator, limit));
        yield new Value(false, kept);
      }
      default -> left;
    };
  }

  private static boolean compares(double value, String operator, double limit) {
    return switch (operator) {
      case "==" -> value == limit;
      case "!=" -> value != limit;
      case "<" -> value < limit;
      case ">" -> value > limit;
      case "<=" -> value <= limit;
      default -> value >= limit;
    };
  }

  private Value product() {
    Value left = primary();
    while (peek("*") || peek("/")) {
      boolean times = take("*");
      if (!times) {
        need("/");
      }
      Value right = primary();
      left = combined(left, right, times ? (a, b) -> a * b : (a, b) -> a / b);
    }
    return left;
  }

  private static Value combined(Value left, Value right, DoubleBinaryOperator operator) {
    if (left.number && right.number) {
      return Value.of(operator.applyAsDouble(left.only(), right.only()));
    }
    Map<Map<String, String>, Double> both = new LinkedHashMap<>();
    left.values.forEach(
        (labels, value) -> {
          Double other = right.number ? Double.valueOf(right.only()) : right.values.get(labels);
          if (other != null) {
            both.put(labels, operator.applyAsDouble(value, other));
          }
        });
    return new Value(false, both);
  }

  private Value primary() {
    if (take("(")) {
      Value inner = or();
      need(")");
      return inner;
    }
    if (take("-")) {
      return Value.of(-number(primary()));
    }
    String token = tokens.get(next++);
    return switch (token) {
      case "increase" -> increase(1);
      case "rate" -> increase(0);
      case "absent" -> absent();
      case "max", "sum" -> grouped(token);
      default ->
          Character.isDigit(token.charAt(0))
              ? Value.of(Double.parseDouble(token))
              : now(token, matchers());
    };
  }

  private Value absent() {
    need("(");
    Value inner = or();
    need(")");
    return new Value(false, inner.values.isEmpty() ? Map.of(Map.of(), 1.0) : Map.of());
  }

  private Value grouped(String how) {
    need("by");
    List<String> by = names();
    need("(");
    Value inner = or();
    need(")");
    Map<Map<String, String>, Double> groups = new LinkedHashMap<>();
    inner.values.forEach(
        (labels, value) ->
            groups.merge(only(labels, by), value, how.equals("max") ? Math::max : Double::sum));
    return new Value(false, groups);
  }

  /**
   * @param whole 1 for all of it, 0 for that of a second
   */
  private Value increase(int whole) {
    need("(");
    String name = tokens.get(next++);
    Map<String, Matches> matchers = matchers();
    long range = seconds(tokens.get(next++));
    need(")");
    long since = history.getLast().second - range;
    Map<Map<String, String>, List<Double>> series = new LinkedHashMap<>();
    history.stream()
        .filter(at -> at.second > since)
        .forEach(
            at ->
                selected(at.scrape, name, matchers)
                    .forEach(
                        (labels, value) ->
                            series.computeIfAbsent(labels, none -> new ArrayList<>()).add(value)));
    Map<Map<String, String>, Double> increases = new LinkedHashMap<>();
    series.forEach(
        (labels, samples) -> {
          if (samples.size() > 1) {
            increases.put(labels, grown(samples) / (whole == 1 ? 1 : range));
          }
        });
    return new Value(false, increases);
  }

  /** A counter that is smaller than before has begun anew. */
  private static double grown(List<Double> samples) {
    double grown = 0;
    for (int i = 1; i < samples.size(); i++) {
      double before = samples.get(i - 1);
      double after = samples.get(i);
      grown += after < before ? after : after - before;
    }
    return grown;
  }

  private Value now(String name, Map<String, Matches> matchers) {
    return new Value(false, selected(history.getLast().scrape, name, matchers));
  }

  private static Map<Map<String, String>, Double> selected(
      Scrape scrape, String name, Map<String, Matches> matchers) {
    Map<Map<String, String>, Double> selected = new LinkedHashMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      boolean fits =
          sample.name().equals(name)
              && matchers.entrySet().stream()
                  .allMatch(
                      entry ->
                          entry.getValue().match(sample.labels().getOrDefault(entry.getKey(), "")));
      if (fits) {
        selected.put(sample.labels(), sample.value());
      }
    }
    return selected;
  }

  private interface Matches {
    boolean match(String value);
  }

  private Map<String, Matches> matchers() {
    Map<String, Matches> matchers = new HashMap<>();
    if (!take("{")) {
      return matchers;
    }
    while (!take("}")) {
      String label = tokens.get(next++);
      String operator = tokens.get(next++);
      String quoted = tokens.get(next++);
      String text = quoted.substring(1, quoted.length() - 1);
      matchers.put(
          label,
          switch (operator) {
            case "=" -> text::equals;
            case "!=" -> value -> !value.equals(text);
            case "=~" -> value -> value.matches(text);
            case "!~" -> value -> !value.matches(text);
            default -> throw new IllegalArgumentException("not of the subset: " + operator);
          });
      take(",");
    }
    return matchers;
  }

  private List<String> names() {
    need("(");
    List<String> names = new ArrayList<>();
    while (!take(")")) {
      names.add(tokens.get(next++));
      take(",");
    }
    return names;
  }

  private static Map<String, String> only(Map<String, String> labels, List<String> names) {
    Map<String, String> kept = new TreeMap<>(labels);
    if (names != null) {
      kept.keySet().retainAll(names);
    }
    return kept;
  }

  private static double number(Value value) {
    if (!value.number) {
      throw new IllegalArgumentException("the subset compares with numbers only");
    }
    return value.only();
  }

  /** Of a duration such as 15m, with or without brackets. */
  static long seconds(String duration) {
    String text = duration.replaceAll("[\\[\\]]", "");
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> count;
      case 'm' -> 60 * count;
      case 'h' -> 3_600 * count;
      default -> throw new IllegalArgumentException("not of the subset: " + duration);
    };
  }

  private boolean peek(String token) {
    return next < tokens.size() && tokens.get(next).equals(token);
  }

  private boolean take(String token) {
    boolean there = peek(token);
    next += there ? 1 : 0;
    return there;
  }

  private void need(String token) {
    if (!take(token)) {
      throw new IllegalArgumentException("not of the subset: no " + token + " in " + tokens);
    }
  }
}
