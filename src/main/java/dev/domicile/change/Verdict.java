package dev.domicile.change;

import dev.domicile.registry.Trouble;
import dev.domicile.task.StepResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From what a registry answered, or why it did not, to what becomes of the step. One table for all
 * commands; the result codes are those of RFC 5730 section 3.
 */
final class Verdict {

  /**
   * Answers 2400 of one step before they count as a refusal. Lost answers are none of them: what is
   * not known is never a failure by itself.
   */
  static final int TRANSIENT_TRIES = 5;

  private static final Logger log = LoggerFactory.getLogger(Verdict.class);

  private Verdict() {}

  static StepResult refused(int code, String message, int refusalsBefore) {
    String note = note(code, message);
    return switch (code) {
      case 2400 ->
          refusalsBefore + 1 < TRANSIENT_TRIES
              ? new StepResult.Postponed(Reason.REGISTRY_BUSY.name(), note, false)
              : failed(Reason.REGISTRY_BUSY, note);
      case 2200 -> new StepResult.Held(Reason.LOGIN_REFUSED.name(), note);
      case 2104 -> new StepResult.Held(Reason.BILLING.name(), note);
      case 2100, 2101, 2307 -> new StepResult.Held(Reason.REGISTRY_STOPPED.name(), note);
      case 2102 -> failed(Reason.OPTION_NOT_OFFERED, note);
      case 2103 -> failed(Reason.EXTENSION_NOT_OFFERED, note);
      case 2000, 2001, 2002 -> faulty(note);
      case 2003 -> failed(Reason.DATA_MISSING, note);
      case 2004, 2005 -> failed(Reason.DATA_REFUSED, note);
      case 2201 -> failed(Reason.NOT_SPONSORED, note);
      case 2202 -> failed(Reason.AUTH_INFO_REFUSED, note);
      case 2300 -> failed(Reason.PENDING_ELSEWHERE, note);
      case 2303 -> failed(Reason.NOT_AT_REGISTRY, note);
      case 2304 -> failed(Reason.STATUS_PROHIBITS, note);
      case 2305 -> failed(Reason.ASSOCIATION_PROHIBITS, note);
      case 2306 -> failed(Reason.POLICY_REFUSED, note);
      case 2308 -> failed(Reason.DATA_POLICY_REFUSED, note);
      default -> failed(Reason.COMMAND_REFUSED, note);
    };
  }

  /** Of contact:create: that a registry takes no contacts says nothing of its other commands. */
  static StepResult contactRefused(int code, String message, int refusalsBefore) {
    return switch (code) {
      case 2101, 2102, 2103, 2307 -> failed(Reason.CONTACTS_NOT_TAKEN, note(code, message));
      case 2302 -> failed(Reason.HANDLE_TAKEN, note(code, message));
      default -> refused(code, message, refusalsBefore);
    };
  }

  /** What is sent is written by this program alone: then the fault is its own. */
  private static StepResult faulty(String note) {
    log.error("a registry calls a command of this program malformed: {}", note);
    return failed(Reason.COMMAND_FAULTY, note);
  }

  /** 2400 to an update: some registries fail after they have made the change. */
  static StepResult busy(int code, String message) {
    return new StepResult.Postponed(Reason.REGISTRY_BUSY.name(), note(code, message), true);
  }

  /** It was refused as often as it may be, and a look has shown that it is not done. */
  static StepResult busyForGood(int refusals) {
    return failed(Reason.REGISTRY_BUSY, "registry: 2400 x " + refusals);
  }

  static String note(int code, String message) {
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
      case UNREACHABLE, TIMEOUT, DISCONNECTED -> Reason.UNREACHABLE;
      case STOPPING -> Reason.SERVICE_STOPS;
      case TLS -> Reason.TLS_FAILED;
      case LOGIN_REFUSED -> Reason.LOGIN_REFUSED;
      case SESSION_LIMIT, BUSY -> Reason.NO_SESSION;
      case PROTOCOL -> Reason.NOT_EPP;
      case NOT_OFFERED -> Reason.REGISTRY_STOPPED;
    };
  }
}
