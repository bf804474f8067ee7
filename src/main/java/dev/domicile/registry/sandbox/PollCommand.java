package dev.domicile.registry.sandbox;

/** RFC 5730 section 2.9.2.3. This registry has nothing to say unasked. */
final class PollCommand {

  Answer run(Element poll) {
    String op = poll.attribute("op");
    return switch (op == null ? "" : op) {
      case "" -> Answer.refused(ResultCode.MISSING, "op");
      case "req" -> Answer.of(ResultCode.NO_MESSAGES);
      case "ack" ->
          poll.attribute("msgID") == null
              ? Answer.refused(ResultCode.MISSING, "msgID")
              : Answer.refused(ResultCode.NOT_THERE, "msgID");
      default -> Answer.refused(ResultCode.RANGE, "op: req or ack");
    };
  }
}
