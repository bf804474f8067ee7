package dev.domicile.events;

import dev.domicile.registry.Poll;
import dev.domicile.registry.PollData;
import dev.domicile.wire.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A registry's message, as the registrar's own systems are told of it; {@code docs/poll.md} has the
 * form.
 *
 * @param id of the delivery
 */
record PollRecord(String id, Instant time, String registry, Poll.Message message) {

  String line() {
    JsonWriter out = new JsonWriter().startObject();
    field(out, "id", id);
    field(out, "type", "poll.message");
    out.name("version").number(1);
    field(out, "time", text(time));
    field(out, "registry", registry);
    field(out, "messageId", message.id());
    field(out, "queued", text(message.queued()));
    field(out, "text", message.text());
    out.name("data").startObject();
    data(out, message.data());
    out.end();
    field(out, "xml", message.xml());
    return out.end().toString();
  }

  private static void data(JsonWriter out, PollData data) {
    switch (data) {
      case PollData.DomainDecided(var domain, boolean accepted, var clTrid, var decided) -> {
        field(out, "kind", "domain.decided");
        field(out, "domain", domain.ascii());
        decision(out, accepted, clTrid, decided);
      }
      case PollData.ContactDecided(String handle, boolean accepted, var clTrid, var decided) -> {
        field(out, "kind", "contact.decided");
        field(out, "handle", handle);
        decision(out, accepted, clTrid, decided);
      }
      case PollData.DomainSeen(var domain, boolean isBefore, var operation) -> {
        field(out, "kind", "domain.seen");
        field(out, "domain", domain.name().ascii());
        field(out, "state", isBefore ? "before" : "after");
        field(out, "operation", operation);
      }
      case PollData.Other(String element) -> {
        field(out, "kind", "other");
        field(out, "element", element.isEmpty() ? null : element);
      }
    }
  }

  private static void decision(
      JsonWriter out, boolean accepted, @Nullable String clTrid, @Nullable Instant decided) {
    out.name("accepted").bool(accepted);
    field(out, "clTrid", clTrid);
    field(out, "decided", text(decided));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** What the registry does not tell is left out. */
  private static void field(JsonWriter out, String name, @Nullable String value) {
    if (value != null) {
      out.name(name).text(value);
    }
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "PollRecord[" + id + "]";
  }
}
