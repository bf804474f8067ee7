package dev.domicile.registry.epp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers (RFC 5730 section 2.4).
 *
 * @param date the server's clock, null where it cannot be read
 */
record Greeting(
    String server,
    @Nullable Instant date,
    List<String> versions,
    List<String> languages,
    List<String> objects,
    List<String> extensions)
    implements Message {

  static Greeting of(Element greeting) throws NotEppException {
    Element menu = greeting.need("svcMenu");
    Element extension = menu.child("svcExtension");
    return new Greeting(
        greeting.child("svID") instanceof Element id ? id.text() : "",
        date(greeting.textOf("svDate")),
        texts(menu, "version"),
        texts(menu, "lang"),
        texts(menu, "objURI"),
        extension == null ? List.of() : texts(extension, "extURI"));
  }

  /** The language to ask for: English where it is offered, since people search for the messages. */
  String language() {
    return languages.stream()
        .filter(l -> l.equals("en") || l.startsWith("en-"))
        .findFirst()
        .orElse(languages.isEmpty() ? "en" : languages.getFirst());
  }

  private static List<String> texts(Element parent, String name) {
    return parent.children(name).stream().map(Element::text).toList();
  }

  private static @Nullable Instant date(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null; // servers write it in many ways, and nothing depends on it
    }
  }
}
