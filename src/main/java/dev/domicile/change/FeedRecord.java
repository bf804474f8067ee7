package dev.domicile.change;

import dev.domicile.contact.Contact;
import dev.domicile.wire.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A contact in its role, as the registrar's own systems are told of it; {@code docs/feed.md} has
 * the form.
 *
 * @param id of the delivery
 */
record FeedRecord(
    String id,
    Instant time,
    String registry,
    String domain,
    ContactType role,
    String taskNo,
    Contact contact) {

  String line() {
    JsonWriter out = new JsonWriter().startObject();
    field(out, "id", id);
    field(out, "type", "contact.set");
    out.name("version").number(1);
    field(out, "time", time.truncatedTo(ChronoUnit.MILLIS).toString());
    field(out, "registry", registry);
    field(out, "domain", domain);
    field(out, "role", role.parameter());
    field(out, "taskNo", taskNo);
    contact(out.name("contact"));
    return out.end().toString();
  }

  private void contact(JsonWriter out) {
    out.startObject();
    field(out, "kind", contact.type().name().toLowerCase(Locale.ROOT));
    address(out, contact.plain());
    field(out, "postalCode", contact.postalCode());
    field(out, "country", contact.country());
    field(out, "phone", contact.voice());
    field(out, "phoneExtension", contact.voiceExtension());
    field(out, "email", contact.email());
    if (contact.chinese() instanceof Contact.Address chinese) {
      address(out.name("chinese").startObject(), chinese);
      out.end();
    }
    out.end();
  }

  private static void address(JsonWriter out, Contact.Address address) {
    field(out, "name", address.name());
    field(out, "organization", address.organization());
    out.name("street").startArray();
    address.street().forEach(out::text);
    out.end();
    field(out, "city", address.city());
    field(out, "province", address.province());
  }

  /** What a contact does not have is left out. */
  private static void field(JsonWriter out, String name, @Nullable String value) {
    if (value != null) {
      out.name(name).text(value);
    }
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "FeedRecord[" + id + "]";
  }
}
