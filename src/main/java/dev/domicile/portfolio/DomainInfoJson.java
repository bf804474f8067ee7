package dev.domicile.portfolio;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of what a registry holds of a domain. Written out by hand, so that renaming a
 * record's part cannot make what is stored unreadable.
 */
public final class DomainInfoJson {

  private static final JsonMapper MAPPER = new JsonMapper();

  private DomainInfoJson() {}

  public static String write(DomainInfo info) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("name", info.name().ascii());
    node.put("sponsor", info.sponsor());
    if (info.registrant() != null) {
      node.put("registrant", info.registrant());
    }
    ObjectNode roles = node.putObject("roles");
    for (Role role : Role.values()) {
      List<String> handles = info.roles().get(role);
      if (handles != null) {
        ArrayNode list = roles.putArray(role.name());
        handles.forEach(list::add);
      }
    }
    ArrayNode statuses = node.putArray("statuses");
    info.statuses().stream().sorted().forEach(statuses::add);
    return MAPPER.writeValueAsString(node);
  }

  public static DomainInfo read(String json) {
    JsonNode node = MAPPER.readTree(json);
    Map<Role, List<String>> roles = new EnumMap<>(Role.class);
    for (Map.Entry<String, JsonNode> role : node.required("roles").properties()) {
      roles.put(Role.valueOf(role.getKey()), texts(role.getValue()));
    }
    Set<String> statuses = new HashSet<>(texts(node.required("statuses")));
    return new DomainInfo(
        new DomainName(node.required("name").stringValue()),
        node.required("sponsor").stringValue(),
        optional(node.get("registrant")),
        roles,
        statuses);
  }

  private static @Nullable String optional(@Nullable JsonNode node) {
    return node == null ? null : node.stringValue();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.stringValue()));
    return texts;
  }
}
