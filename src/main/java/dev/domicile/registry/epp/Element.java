package dev.domicile.registry.epp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One XML element as read. Children are found by name and namespace, never by position: servers
 * differ in the order of what they send, and add what nobody asked for.
 */
final class Element {

  private final String namespace;
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>(4);
  private final List<Element> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  Element(@Nullable String namespace, String name) {
    this.namespace = namespace == null ? "" : namespace;
    this.name = name;
  }

  void attribute(String attribute, String value) {
    attributes.put(attribute, value);
  }

  void add(Element child) {
    children.add(child);
  }

  void addText(char[] source, int start, int length) {
    text.append(source, start, length);
  }

  String namespace() {
    return namespace;
  }

  String name() {
    return name;
  }

  Map<String, String> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  List<Element> children() {
    return Collections.unmodifiableList(children);
  }

  boolean is(String wantedNamespace, String wantedName) {
    return name.equals(wantedName) && namespace.equals(wantedNamespace);
  }

  /** The first child of that name in this element's own namespace. */
  @Nullable Element child(String wanted) {
    return child(namespace, wanted);
  }

  @Nullable Element child(String wantedNamespace, String wanted) {
    for (Element child : children) {
      if (child.is(wantedNamespace, wanted)) {
        return child;
      }
    }
    return null;
  }

  /** All children of that name in this element's own namespace, in document order. */
  List<Element> children(String wanted) {
    return children.stream().filter(c -> c.is(namespace, wanted)).toList();
  }

  Element need(String wanted) throws NotEppException {
    return need(namespace, wanted);
  }

  Element need(String wantedNamespace, String wanted) throws NotEppException {
    Element child = child(wantedNamespace, wanted);
    if (child == null) {
      throw new NotEppException("<" + wanted + "> is missing in <" + name + ">");
    }
    return child;
  }

  /** The text of a child, or null where it is absent or empty. */
  @Nullable String textOf(String wanted) {
    Element child = child(wanted);
    return child == null || child.text().isEmpty() ? null : child.text();
  }

  /** The text of a child that must be there and not be empty. */
  String needText(String wanted) throws NotEppException {
    String found = need(wanted).text();
    if (found.isEmpty()) {
      throw new NotEppException("<" + wanted + "> is empty in <" + name + ">");
    }
    return found;
  }

  /** The time in a child; null where it is absent, or written in no form that is known. */
  @Nullable Instant timeOf(String wanted) {
    String found = textOf(wanted);
    try {
      return found == null ? null : OffsetDateTime.parse(found).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute)).map(String::strip);
  }

  /** Its own text, white space collapsed as in an XML Schema token. */
  String text() {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!space) {
        out.append(c);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    }
    int length = out.length();
    return length > 0 && out.charAt(length - 1) == ' '
        ? out.substring(0, length - 1)
        : out.toString();
  }
}
