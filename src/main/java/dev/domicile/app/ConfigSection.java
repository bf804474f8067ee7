package dev.domicile.app;

import dev.domicile.store.StartRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One mapping of the configuration. Every value is read by the rule that {@link ConfigKeys} has for
 * its key; the first one that breaks it ends the start with one line: file, path, what is wrong,
 * what is allowed.
 */
final class ConfigSection {

  private final ConfigSource source;
  private final String path;
  private final String table;
  private final @Nullable JsonNode node;

  private ConfigSection(ConfigSource source, String path, String table, @Nullable JsonNode node) {
    this.source = source;
    this.path = path;
    this.table = table;
    this.node = node;
    refuseUnknown();
  }

  /**
   * @param node null where the file is empty
   */
  static ConfigSection root(ConfigSource source, @Nullable JsonNode node) {
    if (node != null && !node.isObject()) {
      throw new StartRefused(source.name() + ": is no mapping of keys to values");
    }
    return new ConfigSection(source, "", "", node);
  }

  ConfigSource source() {
    return source;
  }

  boolean has(String name) {
    return node != null && node.has(name);
  }

  ConfigSection section(String name) {
    JsonNode inner = child(name);
    if (inner != null && !inner.isObject()) {
      throw wrong(name, "is no mapping; it has the keys " + names(under(table, name)));
    }
    return new ConfigSection(source, under(path, name), under(table, name), inner);
  }

  List<ConfigSection> sections(String name) {
    JsonNode list = child(name);
    List<ConfigSection> sections = new ArrayList<>();
    if (list == null) {
      return sections;
    }
    if (!list.isArray()) {
      throw wrong(name, "is no list");
    }
    for (int i = 0; i < list.size(); i++) {
      String at = under(path, name) + "[" + i + "]";
      if (!list.get(i).isObject()) {
        throw source.refused(
            at, "is no mapping; it has the keys " + names(under(table, name) + "[]"));
      }
      sections.add(new ConfigSection(source, at, under(table, name) + "[]", list.get(i)));
    }
    return sections;
  }

  String text(String name) {
    String raw = needed(name, raw(name, JsonNode::isString));
    if (allowed(name) instanceof Allowed.Shaped shaped
        && !shaped.pattern().matcher(raw).matches()) {
      throw notAllowed(name, "'" + raw + "' is not allowed");
    }
    return raw;
  }

  /** As {@link #text}; it may hold a password, so it may stand elsewhere and is never shown. */
  String databaseUrl(String name) {
    String raw = needed(name, raw(name, JsonNode::isString));
    String url = source.resolved(under(path, name), raw);
    if (!((Allowed.Shaped) allowed(name)).pattern().matcher(url).matches()) {
      throw notAllowed(name, "is not of a known form");
    }
    return url;
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  int whole(String name) {
    Allowed.Whole range = (Allowed.Whole) allowed(name);
    return number(name, range.least(), range.most());
  }

  double decimal(String name) {
    Allowed.Decimal range = (Allowed.Decimal) allowed(name);
    String raw = needed(name, raw(name, JsonNode::isNumber));
    if (!raw.matches("[0-9]{1,9}(\\.[0-9]{1,3})?")) {
      throw notAllowed(name, "'" + shown(raw) + "' is not allowed");
    }
    double number = Double.parseDouble(raw);
    if (number != 0 && number < range.least() || number > range.most()) {
      throw notAllowed(name, raw + " is out of range");
    }
    return number;
  }

  /** Empty for {@code auto}. */
  OptionalInt wholeOrAuto(String name) {
    Allowed.WholeOrAuto range = (Allowed.WholeOrAuto) allowed(name);
    JsonNode value = child(name);
    boolean auto = value == null || value.isString() && value.stringValue().equals("auto");
    return auto ? OptionalInt.empty() : OptionalInt.of(number(name, range.least(), range.most()));
  }

  Duration span(String name) {
    Allowed.Span range = (Allowed.Span) allowed(name);
    String raw = needed(name, raw(name, value -> value.isString() || value.isIntegralNumber()));
    Duration span =
        Durations.parse(raw)
            .orElseThrow(
                () ->
                    notAllowed(
                        name,
                        raw.matches("[0-9]+")
                            ? raw + " has no unit"
                            : "'" + raw + "' is no duration"));
    if (span.compareTo(range.least()) < 0 || span.compareTo(range.most()) > 0) {
      throw notAllowed(name, raw + " is out of range");
    }
    return span;
  }

  int size(String name) {
    Allowed.Size range = (Allowed.Size) allowed(name);
    String raw = needed(name, raw(name, value -> value.isString() || value.isIntegralNumber()));
    int bytes = Sizes.parse(raw).orElseThrow(() -> notAllowed(name, "'" + raw + "' is no size"));
    if (bytes < range.least() || bytes > range.most()) {
      throw notAllowed(name, raw + " is out of range");
    }
    return bytes;
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(needed(name, raw(name, JsonNode::isBoolean)));
  }

  String oneOf(String name) {
    String raw = needed(name, raw(name, JsonNode::isString));
    if (!((Allowed.OneOf) allowed(name)).values().contains(raw)) {
      throw notAllowed(name, "'" + raw + "' is not allowed");
    }
    return raw;
  }

  List<String> many(String name) {
    Allowed.Many rule = (Allowed.Many) allowed(name);
    JsonNode list = child(name);
    if (list == null && rule.least() > 0) {
      throw notAllowed(name, "is missing");
    }
    List<String> items = new ArrayList<>();
    if (list == null) {
      String byDefault = key(name).byDefault();
      return byDefault == null ? items : List.of(byDefault.split(", "));
    }
    if (!list.isArray()) {
      throw notAllowed(name, "is no list");
    }
    for (JsonNode item : list) {
      if (!item.isString() || !rule.each().matcher(item.stringValue()).matches()) {
        throw notAllowed(
            name + "[" + items.size() + "]", name, "'" + shown(item) + "' is not allowed");
      }
      items.add(item.stringValue());
    }
    if (items.size() < rule.least()) {
      throw notAllowed(name, "is empty");
    }
    return items;
  }

  @Nullable Path file(String name) {
    String raw = raw(name, JsonNode::isString);
    return raw == null ? null : source.readable(under(path, name), raw);
  }

  @Nullable Secret optionalSecret(String name) {
    return has(name) ? secret(name) : null;
  }

  Secret secret(String name) {
    JsonNode value = child(name);
    if (value == null) {
      throw notAllowed(name, "is missing");
    }
    if (!value.isString() || value.stringValue().isEmpty()) {
      throw notAllowed(name, "must be text; put it in quotes");
    }
    return source.secret(under(path, name), value.stringValue());
  }

  /** For what only the keys together can tell. */
  StartRefused wrong(String name, String problem) {
    return source.refused(under(path, name), problem);
  }

  StartRefused notAllowed(String name, String problem) {
    return notAllowed(name, name, problem);
  }

  private StartRefused notAllowed(String at, String name, String problem) {
    return wrong(at, problem + "; allowed: " + allowed(name).text());
  }

  private int number(String name, long least, long most) {
    String raw = needed(name, raw(name, JsonNode::isIntegralNumber));
    // ten digits or more are out of every range, and may be out of a long
    long number = raw.length() > 10 ? Long.MAX_VALUE : Long.parseLong(raw);
    if (number < least || number > most) {
      throw notAllowed(name, raw + " is out of range");
    }
    return (int) number;
  }

  private String needed(String name, @Nullable String raw) {
    if (raw == null) {
      throw notAllowed(name, "is missing");
    }
    return raw;
  }

  /** As it stands in the file, or the default; null where there is neither. */
  private @Nullable String raw(String name, Function<JsonNode, Boolean> fits) {
    JsonNode value = child(name);
    if (value == null) {
      return key(name).byDefault();
    }
    if (!fits.apply(value)) {
      boolean quotes = allowed(name) instanceof Allowed.Shaped && value.isValueNode();
      throw notAllowed(
          name,
          quotes ? "must be text; put it in quotes" : "'" + shown(value) + "' is not allowed");
    }
    return value.asString();
  }

  private @Nullable JsonNode child(String name) {
    JsonNode value = node == null ? null : node.get(name);
    if (value != null && value.isNull()) {
      throw wrong(name, "has no value; give one, or remove the key");
    }
    return value;
  }

  private void refuseUnknown() {
    if (node == null) {
      return;
    }
    TreeSet<String> known = ConfigKeys.under(table);
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw wrong(shown(name), "unknown key; known here: " + String.join(", ", known));
      }
    }
  }

  private ConfigKey key(String name) {
    return ConfigKeys.at(under(table, name));
  }

  private Allowed allowed(String name) {
    return key(name).allowed();
  }

  private static String names(String table) {
    return String.join(", ", ConfigKeys.under(table));
  }

  private static String under(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode value) {
    return value.isValueNode() ? shown(value.asString()) : value.isArray() ? "[...]" : "{...}";
  }

  /** One short line, whatever stands in the file. */
  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
  }
}
