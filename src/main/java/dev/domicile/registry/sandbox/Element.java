package dev.domicile.registry.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element as received; holds text or children, never both.
 *
 * @param attributes by local name; those in a namespace are left out
 */
record Element(
    String namespace,
    String name,
    Map<String, String> attributes,
    List<Element> children,
    String text) {

  static final String EPP = "urn:ietf:params:xml:ns:epp-1.0";
  static final String DOMAIN = "urn:ietf:params:xml:ns:domain-1.0";
  static final String CNNIC_CONTACT = "urn:ietf:params:xml:ns:cnnic-contact-1.0";
  static final String CONTACT = "urn:ietf:params:xml:ns:contact-1.0";

  boolean is(String namespace, String name) {
    return this.name.equals(name) && this.namespace.equals(namespace);
  }

  /** The text as an XSD token: spaces trimmed and runs of them made one. */
  String token() {
    return collapse(text);
  }

  /** The text as an XSD normalizedString: no tabs and line ends. */
  String line() {
    return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  @Nullable String attribute(String name) {
    String value = attributes.get(name);
    return value == null ? null : collapse(value);
  }

  private static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        gap = !out.isEmpty();
        continue;
      }
      if (gap) {
        out.append(' ');
        gap = false;
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Names only: the text may be personal data or a password. */
  @Override
  public String toString() {
    return "Element[" + name + "]";
  }
}
