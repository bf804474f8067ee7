package dev.domicile.registry.sandbox;

import org.jspecify.annotations.Nullable;

/** One session's conversation, from frame to frame; belongs to one thread. */
final class Dialogue {

  private final Desk desk;
  private final Login login;
  private final PollCommand poll = new PollCommand();
  private final EppReader reader = new EppReader();
  private final EppWriter writer = new EppWriter();
  private long commands;

  Dialogue(Desk desk) {
    this.desk = desk;
    this.login = new Login(desk.registrar(), desk.slots());
  }

  byte[] greeting() {
    return writer.frame(desk.greeting()::write);
  }

  /**
   * @param document one XML instance
   */
  Reply answer(byte[] document) {
    Element root = reader.read(document);
    if (root == null || !root.is(Element.EPP, "epp") || root.children().size() != 1) {
      desk.asked().count("other");
      return respond(Answer.refused(ResultCode.SYNTAX, "not an EPP document"), null);
    }
    Element message = root.children().getFirst();
    if (message.is(Element.EPP, "hello")) {
      desk.asked().count("hello");
      return new Reply(greeting(), false);
    }
    if (!message.is(Element.EPP, "command")) {
      desk.asked().count("other");
      return respond(Answer.of(ResultCode.UNKNOWN_COMMAND), null);
    }
    return command(Received.of(message));
  }

  private Reply command(Received received) {
    commands++;
    desk.asked().count(received.kind());
    if (repeats(received.clTrid())) {
      return Reply.hangUp();
    }
    return switch (desk.faults().of(received.asked(commands))) {
      case Fault.None none -> respond(decide(received), received.clTrid());
      case Fault.Refuse refuse ->
          respond(Answer.of(ResultCode.of(refuse.code())), received.clTrid());
      case Fault.CloseBefore close -> Reply.hangUp();
      case Fault.CloseAfter close -> {
        decide(received);
        yield Reply.hangUp();
      }
    };
  }

  private boolean repeats(@Nullable String clTrid) {
    return desk.rules().refuseRepeatedClTrids()
        && clTrid != null
        && !desk.register().firstUse(clTrid);
  }

  private Answer decide(Received received) {
    Answer refusal = received.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (received.kind().equals("login")) {
      return login.run(received.verb());
    }
    if (!login.isOpen()) {
      return Answer.refused(ResultCode.USE, "not logged in");
    }
    return switch (received.kind()) {
      case "logout" -> Answer.of(ResultCode.GOODBYE);
      case "poll" -> poll.run(received.verb());
      default -> desk.commands().run(received, login);
    };
  }

  private Reply respond(Answer answer, @Nullable String clTrid) {
    desk.answered().count(answer.code().code());
    byte[] frame = writer.frame(out -> write(out, answer, clTrid));
    int most = desk.rules().maxCommandsPerSession();
    return new Reply(frame, answer.code().closes() || most > 0 && commands >= most);
  }

  private void write(EppWriter out, Answer answer, @Nullable String clTrid) {
    ResultCode code = answer.code();
    out.start("response").start("result").attribute("code", Integer.toString(code.code()));
    out.start("msg").attribute("lang", "en").text(code.message()).end();
    if (answer.reason() != null) {
      out.start("extValue");
      // RFC 5730 section 2.6 wants the element that is wrong; what matters here is the reason.
      out.start("value").empty("undef").end();
      out.start("reason").attribute("lang", "en").text(answer.reason()).end();
      out.end();
    }
    out.end();
    if (answer.data() != null) {
      out.start("resData");
      answer.data().write(out);
      out.end();
    }
    out.start("trID").maybe("clTRID", clTrid).leaf("svTRID", desk.nextSvTrid()).end();
    out.end();
  }

  /** The connection is gone, in whichever way. */
  void end() {
    login.end();
  }
}
