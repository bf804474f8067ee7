package dev.domicile.registry.epp;

import dev.domicile.registry.Disclose;
import dev.domicile.registry.IdentityDocument;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.wire.XmlWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RFC 5733 section 3.2.1.
 *
 * @param disclosure the registry's policy for what is shown
 */
record ContactCreateCommand(NewContact contact, Disclosure disclosure) implements Command<String> {

  @Override
  public String name() {
    return "contact:create";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("create").start("contact:create").attribute("xmlns:contact", Ns.CONTACT);
    xml.element("contact:id", contact.handle());
    contact.postal().forEach(info -> postal(xml, info));
    String voice = contact.voice();
    if (voice != null) {
      xml.start("contact:voice");
      String extension = contact.voiceExtension();
      if (extension != null) {
        xml.attribute("x", extension);
      }
      xml.text(voice).end();
    }
    xml.element("contact:email", contact.email());
    xml.start("contact:authInfo").element("contact:pw", contact.authInfo()).end();
    Disclose disclose = disclose();
    if (disclose != null) {
      DiscloseElement.write(xml, disclose);
    }
    xml.end().end();
    if (contact.document() instanceof IdentityDocument document) {
      extension(xml, document);
    }
  }

  /** CNNIC's cnnic-contact-1.0. Its purveyor and mobile are optional and left out. */
  private static void extension(XmlWriter xml, IdentityDocument document) {
    xml.start("extension").start("cnnic-contact:create");
    xml.attribute("xmlns:cnnic-contact", Ns.CNNIC_CONTACT);
    xml.element(
        "cnnic-contact:type",
        switch (document.holder()) {
          case PERSON -> "I";
          case ENTERPRISE -> "E";
        });
    xml.start("cnnic-contact:contact").attribute("type", document.type());
    xml.text(document.number()).end();
    xml.end().end();
  }

  @Override
  public String read(Response response) throws NotEppException {
    return response.dataOf(Ns.CONTACT, "creData").needText("id");
  }

  /**
   * Where a registry refuses what is said of disclosure, its message seldom says so; this one names
   * the key.
   */
  @Override
  public String advice(int code) {
    if (code == 2103 && contact.document() != null) {
      return "; where the registry takes no cnnic-contact extension, set cnnic: false";
    }
    boolean perhaps = code == 2001 || code == 2102 || code == 2306 || code == 2308;
    return perhaps && disclose() != null
        ? "; where the registry takes no disclose element, set disclose: registryDefault"
        : "";
  }

  private @Nullable Disclose disclose() {
    return switch (disclosure) {
      case NONE -> nothing();
      case COPY -> contact.disclose();
      case REGISTRY_DEFAULT -> null;
    };
  }

  private Disclose nothing() {
    return Disclose.nothing(
        contact.postal().stream().map(PostalInfo::type).collect(Collectors.toSet()));
  }

  @Override
  public List<String> confidential() {
    return Stream.concat(
            Stream.of(contact.authInfo(), contact.email(), contact.voice(), number()),
            contact.postal().stream().flatMap(ContactCreateCommand::lines))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .toList();
  }

  private @Nullable String number() {
    return contact.document() instanceof IdentityDocument document ? document.number() : null;
  }

  private static Stream<@Nullable String> lines(PostalInfo info) {
    return Stream.concat(
        Stream.of(
            info.name(), info.organization(), info.city(), info.province(), info.postalCode()),
        info.street().stream());
  }

  private static void postal(XmlWriter xml, PostalInfo info) {
    xml.start("contact:postalInfo").attribute("type", type(info.type()));
    xml.element("contact:name", info.name());
    optional(xml, "contact:org", info.organization());
    xml.start("contact:addr");
    info.street().forEach(line -> xml.element("contact:street", line));
    xml.element("contact:city", info.city());
    optional(xml, "contact:sp", info.province());
    optional(xml, "contact:pc", info.postalCode());
    xml.element("contact:cc", info.country());
    xml.end().end();
  }

  private static void optional(XmlWriter xml, String element, @Nullable String text) {
    if (text != null) {
      xml.element(element, text);
    }
  }

  private static String type(PostalInfo.Type type) {
    return switch (type) {
      case INT -> "int";
      case LOC -> "loc";
    };
  }
}
