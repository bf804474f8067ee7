package dev.domicile.change;

import dev.domicile.registry.Trouble;
import dev.domicile.task.StepResult;

/**
 * From what a registry answered, or why it did not, to what becomes of the step. One table for all
 * commands; the result codes are those of RFC 5730 section 3.
 */
final class Verdict {

  /** Tries of a command that a registry refuses for now (2400), before it counts as refused. */
  private static final int TRANSIENT_TRIES = 5;

  private Verdict() {}

  static StepResult refused(int code, String message, int triesBefore) {
    String note = note(code, message);
    return switch (code) {
      case 2400 ->
          triesBefore + 1 < TRANSIENT_TRIES
              ? new StepResult.Again(Reason.REGISTRY_BUSY.name(), note)
              : failed(Reason.REGISTRY_BUSY, note);
      case 2200 -> new StepResult.Held(Reason.LOGIN_REFUSED.name(), note);
      case 2100, 2101, 2102, 2103, 2104, 2307 ->
          new StepResult.Held(Reason.REGISTRY_STOPPED.name(), note);
      case 2003, 2004, 2005 -> failed(Reason.DATA_REFUSED, note);
      case 2201, 2202 -> failed(Reason.NOT_SPONSORED, note);
      case 2300, 2301 -> failed(Reason.PENDING_ELSEWHERE, note);
      case 2303 -> failed(Reason.NOT_AT_REGISTRY, note);
      case 2304 -> failed(Reason.STATUS_PROHIBITS, note);
      case 2305, 2306, 2308 -> failed(Reason.POLICY_REFUSED, note);
      default -> failed(Reason.COMMAND_REFUSED, note);
    };
  }

  /** Of contact:create: that a registry takes no contacts says nothing of its other commands. */
  static StepResult contactRefused(int code, String message, int triesBefore) {
    return switch (code) {
      case 2101, 2102, 2103, 2307 -> failed(Reason.CONTACTS_NOT_TAKEN, note(code, message));
      default -> refused(code, message, triesBefore);
    };
  }

  private static String note(int code, String message) {
    return "registry: " + code + " " + message;
  }

  static StepResult failed(Reason reason, String note) {
    return new StepResult.Failed(reason.name(), note, StepResult.Effects.NONE);
  }

  /** Nothing was sent: the same would meet every step of this registry. */
  static StepResult notSent(Trouble trouble) {
    return new StepResult.Held(reason(trouble).name(), trouble.detail());
  }

  /** 1001 for a command on which a registry has nothing to decide. */
  static StepResult unexpectedPending() {
    return new StepResult.Again(Reason.REGISTRY_DECIDES.name(), "");
  }

  /** The change may have been made. */
  static StepResult unknown(Trouble trouble) {
    return new StepResult.Unknown(unansweredReason(trouble).name(), trouble.detail());
  }

  /** Only a question was sent. */
  static StepResult unanswered(Trouble trouble) {
    return new StepResult.Again(unansweredReason(trouble).name(), trouble.detail());
  }

  private static Reason unansweredReason(Trouble trouble) {
    return trouble.kind() == Trouble.Kind.PROTOCOL ? Reason.NOT_EPP : Reason.NO_ANSWER;
  }

  private static Reason reason(Trouble trouble) {
    return switch (trouble.kind()) {
      case UNREACHABLE, TIMEOUT, DISCONNECTED, STOPPING -> Reason.UNREACHABLE;
      case TLS -> Reason.TLS_FAILED;
      case LOGIN_REFUSED -> Reason.LOGIN_REFUSED;
      case SESSION_LIMIT, BUSY -> Reason.NO_SESSION;
      case PROTOCOL -> Reason.NOT_EPP;
    };
  }
}
