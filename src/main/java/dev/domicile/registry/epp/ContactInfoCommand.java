package dev.domicile.registry.epp;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.PostalInfo;
import dev.domicile.wire.XmlWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 5733 section 3.1.2. */
record ContactInfoCommand(String handle) implements Command<ContactInfo> {

  @Override
  public String name() {
    return "contact:info";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("info").start("contact:info").attribute("xmlns:contact", Ns.CONTACT);
    xml.element("contact:id", handle).end().end();
  }

  @Override
  public ContactInfo read(Response response) throws NotEppException {
    Element found = response.dataOf(Ns.CONTACT, "infData");
    String id = found.needText("id");
    if (!id.equalsIgnoreCase(handle)) {
      throw new NotEppException("the answer is about another contact than " + handle);
    }
    List<PostalInfo> postal = new ArrayList<>(2);
    for (Element info : found.children("postalInfo")) {
      postal.add(postal(info));
    }
    Element voice = found.child("voice");
    return new ContactInfo(
        id,
        postal,
        found.textOf("voice"),
        voice == null ? null : voice.attribute("x").filter(x -> !x.isEmpty()).orElse(null),
        orEmpty(found, "email"),
        found.needText("clID"),
        time(found.textOf("crDate")),
        DiscloseElement.read(found.child("disclose")));
  }

  /** Only for showing: what cannot be read as a time is not worth the whole answer. */
  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException notATime) {
      return null;
    }
  }

  /** A registry may hide what it holds, so only what the port cannot do without is demanded. */
  private static PostalInfo postal(Element info) throws NotEppException {
    Element address = info.need("addr");
    return new PostalInfo(
        type(info.attribute("type").orElse("")),
        orEmpty(info, "name"),
        info.textOf("org"),
        address.children("street").stream().map(Element::text).filter(s -> !s.isEmpty()).toList(),
        orEmpty(address, "city"),
        address.textOf("sp"),
        address.textOf("pc"),
        orEmpty(address, "cc"));
  }

  private static String orEmpty(Element parent, String name) {
    String text = parent.textOf(name);
    return text == null ? "" : text;
  }

  private static PostalInfo.Type type(String type) throws NotEppException {
    return switch (type) {
      case "int" -> PostalInfo.Type.INT;
      case "loc" -> PostalInfo.Type.LOC;
      default -> throw new NotEppException("<postalInfo> is neither int nor loc");
    };
  }
}
