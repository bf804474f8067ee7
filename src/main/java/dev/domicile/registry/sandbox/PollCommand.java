package dev.domicile.registry.sandbox;

import java.util.regex.Pattern;

/** RFC 5730 section 2.9.2.3. */
final class PollCommand {

  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private final Register register;

  PollCommand(Register register) {
    this.register = register;
  }

  Answer run(Element poll) {
    String op = poll.attribute("op");
    return switch (op == null ? "" : op) {
      case "" -> Answer.refused(ResultCode.MISSING, "op");
      case "req" -> register.alone(() -> request());
      case "ack" -> acknowledge(poll.attribute("msgID"));
      default -> Answer.refused(ResultCode.RANGE, "op: req or ack");
    };
  }

  private Answer request() {
    Message message = register.decisions().first();
    if (message == null) {
      return Answer.of(ResultCode.NO_MESSAGES);
    }
    int count = register.decisions().count();
    Message.Decided decision = message.decision();
    return new Answer(
        ResultCode.MESSAGE,
        null,
        decision == null ? null : out -> write(out, message, decision),
        out -> {
          queue(out, count, message).time("qDate", message.at());
          out.start("msg").attribute("lang", "en").text(message.text()).end().end();
        });
  }

  private Answer acknowledge(@org.jspecify.annotations.Nullable String id) {
    if (id == null) {
      return Answer.refused(ResultCode.MISSING, "msgID");
    }
    if (!ID.matcher(id).matches()) {
      return Answer.refused(ResultCode.NOT_THERE, "msgID");
    }
    return register.alone(
        () -> {
          Answer answer = register.decisions().acknowledge(Long.parseLong(id));
          Message next = register.decisions().first();
          int count = register.decisions().count();
          return answer.code().succeeds() && next != null
              ? new Answer(answer.code(), null, null, out -> queue(out, count, next).end())
              : answer;
        });
  }

  private static EppWriter queue(EppWriter out, int count, Message message) {
    return out.start("msgQ")
        .attribute("count", Integer.toString(count))
        .attribute("id", Long.toString(message.id()));
  }

  /** RFC 5731 section 3.3. */
  private static void write(EppWriter out, Message message, Message.Decided decision) {
    out.start("domain:panData").attribute("xmlns:domain", Element.DOMAIN);
    out.start("domain:name")
        .attribute("paResult", decision.approved() ? "1" : "0")
        .text(decision.domain())
        .end();
    out.start("domain:paTRID")
        .maybe("clTRID", decision.clTrid())
        .leaf("svTRID", decision.svTrid())
        .end();
    out.time("domain:paDate", message.at()).end();
  }
}
