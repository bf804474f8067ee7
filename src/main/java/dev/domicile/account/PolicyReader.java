package dev.domicile.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a policy, strictly: the first thing that is not understood ends the reading. */
final class PolicyReader {

  /** Bytes; room for some 1,000 domains by name, and RAM itself takes a tenth of it. */
  private static final int LARGEST = 64 << 10;

  private static final int MOST_STATEMENTS = 100;

  /** Over all statements: each is compared with each domain of a batch. */
  private static final int MOST_WILDCARDS = 100;

  private static final Set<String> WHOLE = Set.of("Version", "Statement");
  private static final Set<String> OF_STATEMENT = Set.of("Effect", "Action", "Resource");
  private static final Pattern ACTION =
      Pattern.compile("\\*|[A-Za-z*?][A-Za-z0-9*?-]{0,31}:[A-Za-z0-9*?]{1,96}");

  private static final class Wrong extends Exception {

    private static final long serialVersionUID = 1;

    Wrong(String place, String complaint) {
      super(place + " " + complaint);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private int wildcards;

  private PolicyReader() {}

  static Policy.Parsed read(String json) {
    try {
      return new Policy.Parsed.Read(new Policy(json, new PolicyReader().statements(tree(json))));
    } catch (Wrong wrong) {
      return new Policy.Parsed.Wrong(wrong.reason());
    }
  }

  private static JsonNode tree(String json) throws Wrong {
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new Wrong("the policy", "is over " + LARGEST + " bytes");
    }
    try {
      return JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readTree(json);
    } catch (JacksonException notJson) {
      int line = notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
      boolean twice = String.valueOf(notJson.getOriginalMessage()).contains("Duplicate");
      throw new Wrong(
          "the policy", twice ? "has a name twice, line " + line : "is not JSON, line " + line);
    }
  }

  private List<Statement> statements(JsonNode policy) throws Wrong {
    known("the policy", policy, WHOLE);
    if (!"1".equals(text(policy.get("Version")))) {
      throw new Wrong("Version", "must be \"1\"");
    }
    JsonNode list = policy.get("Statement");
    if (list == null || !list.isArray() || list.isEmpty() || list.size() > MOST_STATEMENTS) {
      throw new Wrong("Statement", "must be an array of 1 to " + MOST_STATEMENTS);
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode one : list) {
      statements.add(statement("Statement[" + statements.size() + "]", one));
    }
    return statements;
  }

  private Statement statement(String place, JsonNode node) throws Wrong {
    known(place, node, OF_STATEMENT);
    String effect = text(node.get("Effect"));
    if (effect == null || !effect.equals("Allow") && !effect.equals("Deny")) {
      throw new Wrong(place + ".Effect", "must be \"Allow\" or \"Deny\"");
    }
    List<String> actions = texts(place + ".Action", node.get("Action"));
    for (String action : actions) {
      if (!ACTION.matcher(action).matches()) {
        throw new Wrong(
            place + ".Action", shown(action) + " is neither * nor such as domain:QueryCommonInfo");
      }
    }
    return new Statement(
        effect.equals("Allow"), actions, resources(place + ".Resource", node.get("Resource")));
  }

  private List<ResourcePattern> resources(String place, @Nullable JsonNode node) throws Wrong {
    List<ResourcePattern> patterns = new ArrayList<>();
    for (String text : texts(place, node)) {
      String fault = ResourcePattern.fault(text).orElse("");
      if (!fault.isEmpty()) {
        throw new Wrong(place, shown(text) + " " + fault);
      }
      ResourcePattern pattern = ResourcePattern.parse(text);
      if (pattern.isWild() && ++wildcards > MOST_WILDCARDS) {
        throw new Wrong(
            place, "is one with wildcards too many: a policy has up to " + MOST_WILDCARDS);
      }
      patterns.add(pattern);
    }
    return patterns;
  }

  /** A text, or an array of texts. */
  private static List<String> texts(String place, @Nullable JsonNode node) throws Wrong {
    List<String> texts = new ArrayList<>();
    if (node != null && node.isString()) {
      texts.add(node.stringValue());
    } else if (node != null && node.isArray()) {
      for (JsonNode item : node) {
        String text = text(item);
        if (text == null) {
          throw new Wrong(place, "holds something that is no text");
        }
        texts.add(text);
      }
    }
    if (texts.isEmpty()) {
      throw new Wrong(place, "must be a text, or an array of texts");
    }
    return texts;
  }

  private static void known(String place, JsonNode node, Set<String> names) throws Wrong {
    if (!node.isObject()) {
      throw new Wrong(place, "is no object");
    }
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw new Wrong(
            place,
            "has "
                + shown(name)
                + ", which is not supported; known here: "
                + String.join(", ", new TreeSet<>(names)));
      }
    }
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node != null && node.isString() ? node.stringValue() : null;
  }

  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (clean.length() > 100 ? clean.substring(0, 100) + "..." : clean) + "'";
  }
}
