package dev.domicile.registry.epp;

import dev.domicile.registry.Disclose;
import dev.domicile.registry.Disclose.Field;
import dev.domicile.wire.XmlWriter;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code <contact:disclose>}, written and read (RFC 5733 section 2.9). */
final class DiscloseElement {

  private DiscloseElement() {}

  static void write(XmlWriter xml, Disclose disclose) {
    xml.start("contact:disclose").attribute("flag", disclose.shown() ? "1" : "0");
    for (Field field : Field.values()) {
      if (disclose.fields().contains(field)) {
        xml.start("contact:" + name(field));
        String type = type(field);
        if (type != null) {
          xml.attribute("type", type);
        }
        xml.end();
      }
    }
    xml.end();
  }

  /**
   * Null where there is none, or none of the fields that are known. What is hidden without the type
   * that the schema demands is hidden in both.
   */
  static @Nullable Disclose read(@Nullable Element element) {
    if (element == null) {
      return null;
    }
    String flag = element.attribute("flag").orElse("");
    boolean shown = flag.equals("1") || flag.equals("true");
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (Field field : Field.values()) {
      String type = type(field);
      if (element.children(name(field)).stream()
          .map(child -> child.attribute("type").orElse(shown || type == null ? "" : type))
          .anyMatch(given -> type == null || given.equals(type))) {
        fields.add(field);
      }
    }
    return fields.isEmpty() ? null : new Disclose(shown, fields);
  }

  private static String name(Field field) {
    return switch (field) {
      case NAME_INT, NAME_LOC -> "name";
      case ORGANIZATION_INT, ORGANIZATION_LOC -> "org";
      case ADDRESS_INT, ADDRESS_LOC -> "addr";
      case VOICE -> "voice";
      case FAX -> "fax";
      case EMAIL -> "email";
    };
  }

  private static @Nullable String type(Field field) {
    return switch (field) {
      case NAME_INT, ORGANIZATION_INT, ADDRESS_INT -> "int";
      case NAME_LOC, ORGANIZATION_LOC, ADDRESS_LOC -> "loc";
      case VOICE, FAX, EMAIL -> null;
    };
  }
}
