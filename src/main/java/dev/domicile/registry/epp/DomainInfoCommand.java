package dev.domicile.registry.epp;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import dev.domicile.wire.DomainName;
import dev.domicile.wire.XmlWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFC 5731 section 3.1.2, without hosts: they are not our business, and cost bytes. */
record DomainInfoCommand(DomainName domain) implements Command<DomainInfo> {

  @Override
  public String name() {
    return "domain:info";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("info").start("domain:info").attribute("xmlns:domain", Ns.DOMAIN);
    xml.start("domain:name").attribute("hosts", "none").text(domain.ascii()).end();
    xml.end().end();
  }

  @Override
  public DomainInfo read(Response response) throws NotEppException {
    DomainInfo info = infData(response.dataOf(Ns.DOMAIN, "infData"));
    if (!info.name().equals(domain)) {
      throw new NotEppException("the answer is about another domain than " + domain);
    }
    return info;
  }

  static DomainInfo infData(Element found) throws NotEppException {
    DomainName name =
        DomainName.parse(found.needText("name"))
            .orElseThrow(() -> new NotEppException("<name> is no name of a domain"));
    return new DomainInfo(
        name, found.needText("clID"), found.textOf("registrant"), roles(found), statuses(found));
  }

  private static Map<Role, List<String>> roles(Element found) {
    Map<Role, List<String>> roles = new EnumMap<>(Role.class);
    for (Element contact : found.children("contact")) {
      Role role = role(contact.attribute("type").orElse(""));
      if (role != null && !contact.text().isEmpty()) {
        roles.computeIfAbsent(role, r -> new ArrayList<>(1)).add(contact.text());
      }
    }
    roles.replaceAll((role, handles) -> List.copyOf(handles));
    return roles;
  }

  private static Set<String> statuses(Element found) {
    Set<String> statuses = new LinkedHashSet<>();
    found.children("status").forEach(s -> s.attribute("s").ifPresent(statuses::add));
    return statuses;
  }

  private static @Nullable Role role(String type) {
    return switch (type) {
      case "admin" -> Role.ADMIN;
      case "tech" -> Role.TECH;
      case "billing" -> Role.BILLING;
      default -> null; // a role of an extension is none of the four that are changed here
    };
  }
}
