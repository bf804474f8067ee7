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
