package dev.domicile.registry.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command element taken apart (RFC 5730 section 2.5).
 *
 * @param kind such as {@code domain:update} or {@code login}; {@code other} for what nobody knows,
 *     so that a client cannot make up kinds
 * @param object the one element inside the verb, null where there is not exactly one
 * @param extension of a contact:create; every other is refused
 * @param refusal what is wrong with the envelope
 */
record Received(
    String kind,
    Element verb,
    @Nullable Element object,
    @Nullable Element extension,
    @Nullable String clTrid,
    @Nullable Answer refusal) {

  private static final Element NO_VERB = new Element("", "none", Map.of(), List.of(), "");

  static Received of(Element command) {
    Form form = Form.of(command);
    Element verb = form.any();
    if (verb == null || !verb.namespace().equals(Element.EPP)) {
      form.wrong(ResultCode.SYNTAX, "command: no verb");
      verb = NO_VERB;
    }
    Element extension = form.maybe("extension");
    String clTrid = form.maybeToken("clTRID", 3, 64);
    form.end();
    Answer refusal = form.refusal();
    if (refusal != null) {
      clTrid = null;
    }
    Element object = verb.children().size() == 1 ? verb.children().getFirst() : null;
    String kind = kind(verb, object);
    if (refusal == null && extension != null && !kind.equals("contact:create")) {
      refusal = Answer.of(ResultCode.EXTENSION);
    }
    return new Received(kind, verb, object, extension, clTrid, refusal);
  }

  private static String kind(Element verb, @Nullable Element object) {
    return switch (verb.name()) {
      case "login", "logout", "poll" -> verb.name();
      case "check", "create", "delete", "info", "renew", "transfer", "update" ->
          switch (object == null ? "" : object.namespace()) {
            case Element.DOMAIN -> "domain:" + verb.name();
            case Element.CONTACT -> "contact:" + verb.name();
            default -> "other";
          };
      default -> "other";
    };
  }

  Fault.Asked asked(long ordinal) {
    return new Fault.Asked(kind, name(), ordinal);
  }

  /**
   * Where a fault card may stand: the first label of a domain, and for a new contact the part of
   * its e-mail address before the at sign. Empty where there is none.
   */
  String cardPlace() {
    String place = "";
    if (object != null && kind.startsWith("domain:")) {
      String name = name();
      place = name == null ? "" : name;
    } else if (object != null && kind.equals("contact:create")) {
      for (Element child : object.children()) {
        place = child.name().equals("email") ? child.token() : place;
      }
    }
    int end = kind.startsWith("domain:") ? place.indexOf('.') : place.indexOf('@');
    return end < 0 ? "" : place.substring(0, end);
  }

  @Nullable String name() {
    if (object == null || object.children().isEmpty()) {
      return null;
    }
    String name = object.children().getFirst().token();
    return object.namespace().equals(Element.CONTACT)
        ? name.toUpperCase(Locale.ROOT)
        : name.toLowerCase(Locale.ROOT);
  }
}
