package dev.domicile.registry.epp;

import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.Registry.Applied;
import dev.domicile.registry.Role;
import dev.domicile.wire.XmlWriter;
import java.util.Collection;
import java.util.List;

/** RFC 5731 section 3.2.5. */
record DomainUpdateCommand(DomainUpdate update) implements Command<Applied> {

  DomainUpdateCommand {
    if (update.isEmpty()) {
      throw new IllegalArgumentException("an update without a change of " + update.name());
    }
  }

  @Override
  public String name() {
    return "domain:update";
  }

  /** The order add, rem, chg is the schema's. */
  @Override
  public void write(XmlWriter xml) {
    xml.start("update").start("domain:update").attribute("xmlns:domain", Ns.DOMAIN);
    xml.element("domain:name", update.name().ascii());
    change(xml, "domain:add", update.addContacts(), update.addStatuses());
    change(xml, "domain:rem", update.removeContacts(), update.removeStatuses());
    String registrant = update.registrant();
    if (registrant != null) {
      xml.start("domain:chg").element("domain:registrant", registrant).end();
    }
    xml.end().end();
  }

  @Override
  public Applied read(Response response) {
    return new Applied();
  }

  private static void change(
      XmlWriter xml,
      String element,
      List<DomainUpdate.Link> contacts,
      Collection<String> statuses) {
    if (contacts.isEmpty() && statuses.isEmpty()) {
      return;
    }
    xml.start(element);
    for (DomainUpdate.Link link : contacts) {
      xml.start("domain:contact").attribute("type", type(link.role())).text(link.handle()).end();
    }
    for (String status : statuses.stream().sorted().toList()) {
      xml.start("domain:status").attribute("s", status).end();
    }
    xml.end();
  }

  private static String type(Role role) {
    return switch (role) {
      case ADMIN -> "admin";
      case TECH -> "tech";
      case BILLING -> "billing";
    };
  }
}
