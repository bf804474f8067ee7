package dev.domicile.registry.sandbox;

import org.jspecify.annotations.Nullable;

/** What goes wrong with one command. */
public sealed interface Fault {

  /** Nothing: the command is carried out and answered. */
  record None() implements Fault {}

  /**
   * The command is not carried out and answered with this code; from 2500 on the connection is
   * closed.
   *
   * @param code a failure of RFC 5730 section 3, 2000 to 2502
   */
  record Refuse(int code) implements Fault {
    public Refuse {
      if (ResultCode.of(code).succeeds()) {
        throw new IllegalArgumentException(code + " is not a refusal");
      }
    }
  }

  /** The connection is closed; the command is not carried out. */
  record CloseBefore() implements Fault {}

  /** The command is carried out; the connection is closed without an answer. */
  record CloseAfter() implements Fault {}

  /** The command is carried out; the connection is reset (RST) without an answer. */
  record Reset() implements Fault {}

  /**
   * No answer comes and the connection stays open, to this command and all behind it.
   *
   * @param done whether the command is carried out
   */
  record Hang(boolean done) implements Fault {}

  /** Carried out; this answer and all behind it come later by {@link Policy#slowness()}. */
  record Slow() implements Fault {}

  /** Carried out; this answer alone comes later, so that those behind it overtake it. */
  record Overtaken() implements Fault {}

  /** Carried out and answered; then the connection is closed. */
  record CloseAnswered() implements Fault {}

  /**
   * The command is carried out, and answered with a failure all the same.
   *
   * @param code a failure of RFC 5730 section 3, 2000 to 2502
   */
  record DoneBut(int code) implements Fault {
    public DoneBut {
      if (ResultCode.of(code).succeeds()) {
        throw new IllegalArgumentException(code + " is not a failure");
      }
    }
  }

  /** The command is carried out; its answer is damaged. */
  record Spoil(Damage damage) implements Fault {}

  /** What becomes of an answer. */
  enum Damage {
    /** The first half of it, then the connection is closed. */
    HALF,
    /** Half of its XML in a frame of the right length. */
    NOT_XML,
    /** The length is 10 bytes short of the XML. */
    SHORT_LENGTH,
    /** The length is 2 GiB. */
    HUGE_LENGTH,
    /** The length is shorter than its own field. */
    TINY_LENGTH,
    /** It carries a clTRID that nobody sent. */
    OTHER_CLTRID,
    /** It carries no clTRID. */
    NO_CLTRID,
    /** A greeting in its place. */
    GREETING,
    /** It comes twice. */
    TWICE
  }

  /** A domain:update is answered 1000 and changes no contact, only the rest. */
  record Ignore() implements Fault {}

  /** A domain:update is answered 1001; the registry decides on it later. */
  record Postpone(Decision decision) implements Fault {}

  /** As {@link Postpone}, but the connection is closed in place of the answer. */
  record PostponeUntold(Decision decision) implements Fault {}

  /** How a change that was answered 1001 ends. */
  enum Decision {
    APPROVED,
    DENIED,
    /** Not before {@link Sandbox#decide}. */
    OPEN
  }

  /**
   * The connection is closed, the command not carried out, and the next connections are met so.
   *
   * @param times how many connections, from 1
   */
  record Meet(Entry entry, int times) implements Fault {}

  /** How a connection is met. */
  enum Entry {
    /** Closed at once. */
    SHUT,
    /** By a certificate that has expired. */
    EXPIRED_CERTIFICATE,
    /** By a greeting that does not offer contacts. */
    GREETING_WITHOUT_CONTACTS,
    /** By a greeting of version 2.0 only. */
    GREETING_OF_VERSION_2,
    /** By a greeting whose clock is an hour ahead. */
    GREETING_AHEAD,
    /** The login is answered 2200. */
    LOGIN_2200,
    /** The login is answered 2501. */
    LOGIN_2501,
    /** The login is answered 2502. */
    LOGIN_2502
  }

  /**
   * A command as received.
   *
   * @param command such as {@code domain:update} or {@code login}
   * @param object the domain name (lower case) or contact handle (upper case) that comes first,
   *     null where there is none
   * @param ordinal of the command in its session, from 1; hello does not count
   */
  record Asked(String command, @Nullable String object, long ordinal) {}

  /** Says for each command what goes wrong; called by the threads of all sessions. */
  @FunctionalInterface
  interface Plan {
    Fault of(Asked asked);

    /** Nothing ever goes wrong. */
    static Plan none() {
      Fault none = new None();
      return asked -> none;
    }
  }
}
