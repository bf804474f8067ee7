package dev.domicile.registry.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the children of an element in the order of its schema, and remembers the first thing that
 * is wrong; after that what it returns means nothing. Ask {@link #refusal()} once all is read.
 */
final class Form {

  private final Element element;
  private final Findings findings;
  private int next;

  private Form(Element element, Findings findings) {
    this.element = element;
    this.findings = findings;
  }

  static Form of(Element element) {
    return new Form(element, new Findings());
  }

  /** A form for one of the children, whose findings count as this one's. */
  Form within(Element child) {
    return new Form(child, findings);
  }

  String token(String name, int min, int max) {
    Element found = required(name);
    return found == null ? "" : checked(name, found.token(), min, max);
  }

  String token(String name, Pattern pattern) {
    Element found = required(name);
    return found == null ? "" : matching(name, found.token(), pattern);
  }

  @Nullable String maybeToken(String name, int min, int max) {
    Element found = maybe(name);
    return found == null ? null : checked(name, found.token(), min, max);
  }

  String line(String name, int min, int max) {
    Element found = required(name);
    return found == null ? "" : checked(name, found.line(), min, max);
  }

  @Nullable String maybeLine(String name, int min, int max) {
    Element found = maybe(name);
    return found == null ? null : checked(name, found.line(), min, max);
  }

  /** The next child, whatever it is. */
  @Nullable Element any() {
    return next < element.children().size() ? element.children().get(next++) : null;
  }

  /** The next child, if it has this name. */
  @Nullable Element maybe(String name) {
    if (next < element.children().size()) {
      Element child = element.children().get(next);
      if (child.is(element.namespace(), name)) {
        next++;
        return child;
      }
    }
    return null;
  }

  @Nullable Element required(String name) {
    Element found = maybe(name);
    if (found == null) {
      if (element.children().stream().anyMatch(e -> e.is(element.namespace(), name))) {
        wrong(ResultCode.SYNTAX, name + " stands in the wrong place");
      } else {
        wrong(ResultCode.MISSING, name);
      }
    }
    return found;
  }

  /** All next children of this name. */
  List<Element> all(String name, int max) {
    List<Element> found = new ArrayList<>(4);
    for (Element each = maybe(name); each != null; each = maybe(name)) {
      found.add(each);
    }
    if (found.size() > max) {
      wrong(ResultCode.SYNTAX, "more than " + max + " of " + name);
    }
    return found;
  }

  /** Nothing may be left. */
  void end() {
    if (next < element.children().size()) {
      wrong(ResultCode.SYNTAX, "unexpected " + element.children().get(next).name());
    }
  }

  String checked(String name, String value, int min, int max) {
    int length = value.codePointCount(0, value.length());
    if (length < min || length > max) {
      wrong(ResultCode.VALUE_SYNTAX, name + ": " + min + " to " + max + " characters");
    }
    return value;
  }

  String matching(String name, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      wrong(ResultCode.VALUE_SYNTAX, name + ": not as " + pattern);
    }
    return value;
  }

  void wrong(ResultCode code, String reason) {
    if (findings.first == null) {
      findings.first = Answer.refused(code, reason);
    }
  }

  @Nullable Answer refusal() {
    return findings.first;
  }

  private static final class Findings {
    @Nullable Answer first;
  }
}
