package dev.domicile.registry.epp;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Poll;
import dev.domicile.registry.PollData;
import dev.domicile.wire.DomainName;
import dev.domicile.wire.XmlWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** RFC 5730 section 2.9.2.3, {@code op="req"}. */
record PollCommand() implements Command<Poll> {

  private static final int MESSAGE = 1301;
  private static final int EMPTY = 1300;

  @Override
  public String name() {
    return "poll";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("poll").attribute("op", "req").end();
  }

  @Override
  public boolean isDoneBy(int code) {
    return code == EMPTY || code == MESSAGE;
  }

  @Override
  public Poll read(Response response) throws NotEppException {
    if (response.code() == EMPTY) {
      return new Poll.Empty();
    }
    Element queue = response.queue();
    String id = queue == null ? "" : queue.attribute("id").orElse("");
    if (queue == null || id.isEmpty()) {
      throw new NotEppException("<msgQ> or its id is missing");
    }
    String text = queue.textOf("msg");
    return new Poll.Message(
        id,
        count(queue.attribute("count").orElse("")),
        queue.timeOf("qDate"),
        text == null ? "" : text,
        data(response),
        new String(response.xml(), StandardCharsets.UTF_8));
  }

  private static long count(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 1;
  }

  /** A message that cannot be read must not stand in the way of those behind it. */
  private static PollData data(Response response) {
    Element data = response.data();
    if (data == null || data.children().isEmpty()) {
      return new PollData.Other("");
    }
    Element found = data.children().getFirst();
    try {
      if (found.is(Ns.DOMAIN, "panData")) {
        return domainDecided(found);
      }
      if (found.is(Ns.CONTACT, "panData")) {
        return contactDecided(found);
      }
      if (found.is(Ns.DOMAIN, "infData")) {
        return domainSeen(found, response.extension());
      }
    } catch (NotEppException e) {
      return new PollData.Other(found.name());
    }
    return new PollData.Other(found.name());
  }

  private static PollData domainDecided(Element found) throws NotEppException {
    Element name = found.need("name");
    DomainName domain =
        DomainName.parse(name.text())
            .orElseThrow(() -> new NotEppException("<name> is no name of a domain"));
    return new PollData.DomainDecided(
        domain, accepted(name), clTrid(found), found.timeOf("paDate"));
  }

  private static PollData contactDecided(Element found) throws NotEppException {
    Element id = found.need("id");
    return new PollData.ContactDecided(
        found.needText("id"), accepted(id), clTrid(found), found.timeOf("paDate"));
  }

  private static PollData domainSeen(Element found, @Nullable Element extension)
      throws NotEppException {
    DomainInfo domain = DomainInfoCommand.infData(found);
    Element change = extension == null ? null : extension.child(Ns.CHANGE_POLL, "changeData");
    return new PollData.DomainSeen(
        domain,
        change != null && change.attribute("state").orElse("after").equals("before"),
        change == null ? null : change.textOf("operation"));
  }

  private static boolean accepted(Element about) throws NotEppException {
    return switch (about.attribute("paResult").orElse("")) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default -> throw new NotEppException("<" + about.name() + "> has no paResult");
    };
  }

  /** The transaction's elements are EPP's own, within another namespace's. */
  private static @Nullable String clTrid(Element found) {
    Element trid = found.child("paTRID");
    if (trid == null) {
      return null;
    }
    Element client = trid.child(Ns.EPP, "clTRID");
    // some servers put it into the namespace of what is around it
    String text = client == null ? trid.textOf("clTRID") : client.text();
    return text == null || text.isEmpty() ? null : text;
  }
}
