package dev.domicile.registry.sandbox;

import org.jspecify.annotations.Nullable;

/** One session's conversation, from frame to frame; belongs to one thread. */
final class Dialogue {

  private final Desk desk;
  private final Login login;
  private final PollCommand poll;
  private final EppReader reader = new EppReader();
  private final EppWriter writer = new EppWriter();
  private long commands;

  Dialogue(Desk desk) {
    this.desk = desk;
    this.login = new Login(desk.registrar(), desk.slots(), desk.rules().policy());
    this.poll = new PollCommand(desk.register());
  }

  byte[] greeting() {
    return writer.frame(out -> desk.greeting().write(out, desk.doorway()));
  }

  /**
   * @param document one XML instance
   */
  Reply answer(byte[] document) {
    Element root = reader.read(document);
    if (root == null || !root.is(Element.EPP, "epp") || root.children().size() != 1) {
      desk.asked().count("other");
      return respond(Answer.refused(ResultCode.SYNTAX, "not an EPP document"), unnamed());
    }
    Element message = root.children().getFirst();
    if (message.is(Element.EPP, "hello")) {
      desk.asked().count("hello");
      return Reply.of(writer.frame(desk.greeting()::write), false);
    }
    if (!message.is(Element.EPP, "command")) {
      desk.asked().count("other");
      return respond(Answer.of(ResultCode.UNKNOWN_COMMAND), unnamed());
    }
    return command(Received.of(message));
  }

  private Reply command(Received received) {
    commands++;
    desk.asked().count(received.kind());
    desk.register().decisions().settle(desk.clock().instant());
    if (repeats(received.clTrid())) {
      desk.repeats().incrementAndGet();
      return Reply.hangUp();
    }
    Trids trids = new Trids(received.clTrid(), desk.nextSvTrid());
    if (isBeyondLimit()) {
      return respond(Answer.of(ResultCode.FAILED_CLOSING), trids);
    }
    if (login.isOpen()) {
      desk.cardDomains().meet(received);
    }
    return reply(desk.fault(received, commands), received, trids);
  }

  private Reply reply(Fault fault, Received received, Trids trids) {
    return switch (fault) {
      case Fault.None(), Fault.Ignore(), Fault.Postpone(var _) ->
          respond(decide(received, fault, trids), trids);
      case Fault.Refuse(int code) -> respond(Answer.of(ResultCode.of(code)), trids);
      case Fault.CloseBefore() -> Reply.hangUp();
      case Fault.CloseAfter() -> done(received, trids, Reply.hangUp());
      case Fault.Reset() -> done(received, trids, Reply.reset());
      case Fault.PostponeUntold(Fault.Decision decision) -> {
        decide(received, new Fault.Postpone(decision), trids);
        yield Reply.hangUp();
      }
      case Fault.Hang(boolean done) ->
          done ? done(received, trids, Reply.silence()) : Reply.silence();
      case Fault.Slow() -> respond(decide(received, fault, trids), trids).in(Reply.Manner.SLOWLY);
      case Fault.Overtaken() ->
          respond(decide(received, fault, trids), trids).in(Reply.Manner.OVERTAKEN);
      case Fault.CloseAnswered() -> respond(decide(received, fault, trids), trids).closing();
      case Fault.DoneBut(int code) ->
          done(received, trids, respond(Answer.of(ResultCode.of(code)), trids));
      case Fault.Spoil(Fault.Damage damage) -> spoil(damage, decide(received, fault, trids), trids);
      case Fault.Meet(Fault.Entry entry, int times) -> {
        desk.doorway().expect(entry, times);
        yield Reply.hangUp();
      }
    };
  }

  /** Carried out, whatever is then replied. */
  private Reply done(Received received, Trids trids, Reply reply) {
    decide(received, new Fault.None(), trids);
    return reply;
  }

  private Reply spoil(Fault.Damage damage, Answer answer, Trids trids) {
    Reply whole = respond(answer, trids);
    byte[] frame = whole.frame();
    return switch (damage) {
      case HALF -> whole.withFrame(Damaged.half(frame)).closing();
      case NOT_XML -> whole.withFrame(Damaged.notXml(frame));
      case SHORT_LENGTH -> whole.withFrame(Damaged.shortLength(frame));
      case HUGE_LENGTH -> whole.withFrame(Damaged.hugeLength(frame));
      case TINY_LENGTH -> whole.withFrame(Damaged.tinyLength(frame));
      case TWICE -> whole.withFrame(Damaged.twice(frame));
      case GREETING -> whole.withFrame(writer.frame(desk.greeting()::write));
      case OTHER_CLTRID -> respond(answer, new Trids("NOBODY-SENT-THIS", trids.server()));
      case NO_CLTRID -> respond(answer, new Trids(null, trids.server()));
    };
  }

  private boolean isBeyondLimit() {
    int most = desk.rules().maxCommandsPerSession();
    return most > 0 && desk.rules().policy().refusesBeyondLimit() && commands > most;
  }

  private boolean repeats(@Nullable String clTrid) {
    return desk.rules().refuseRepeatedClTrids()
        && clTrid != null
        && !desk.register().firstUse(clTrid);
  }

  private Trids unnamed() {
    return new Trids(null, desk.nextSvTrid());
  }

  private Answer decide(Received received, Fault fault, Trids trids) {
    Answer refusal = received.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (received.kind().equals("login")) {
      return logIn(received.verb());
    }
    if (!login.isOpen()) {
      return Answer.refused(ResultCode.USE, "not logged in");
    }
    return switch (received.kind()) {
      case "logout" -> Answer.of(ResultCode.GOODBYE);
      case "poll" -> poll.run(received.verb());
      default -> desk.commands().run(received, login, fault, trids);
    };
  }

  private Answer logIn(Element verb) {
    if (desk.doorway().meets(Fault.Entry.LOGIN_2200)) {
      return Answer.of(ResultCode.AUTHENTICATION);
    }
    if (desk.doorway().meets(Fault.Entry.LOGIN_2501)) {
      return Answer.of(ResultCode.AUTHENTICATION_CLOSING);
    }
    if (desk.doorway().meets(Fault.Entry.LOGIN_2502)) {
      return Answer.of(ResultCode.SESSIONS_CLOSING);
    }
    return login.run(verb);
  }

  private Reply respond(Answer answer, Trids trids) {
    desk.answered().count(answer.code().code());
    byte[] frame = writer.frame(out -> write(out, answer, trids));
    int most = desk.rules().maxCommandsPerSession();
    boolean last = most > 0 && commands >= most && !desk.rules().policy().refusesBeyondLimit();
    return Reply.of(frame, answer.code().closes() || last);
  }

  private void write(EppWriter out, Answer answer, Trids trids) {
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
    if (answer.queue() != null) {
      answer.queue().write(out);
    }
    if (answer.data() != null) {
      out.start("resData");
      answer.data().write(out);
      out.end();
    }
    out.start("trID").maybe("clTRID", trids.client()).leaf("svTRID", trids.server()).end();
    out.end();
  }

  /** The connection is gone, in whichever way. */
  void end() {
    login.end();
  }
}
