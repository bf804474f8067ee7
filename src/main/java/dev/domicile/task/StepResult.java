package dev.domicile.task;

import dev.domicile.store.Sql;

/**
 * How an attempt at a step ended. {@code reason} is a code of the feature's catalogue; {@code note}
 * what the other side said, without personal data, cut at 500 characters.
 */
public sealed interface StepResult {

  String reason();

  String note();

  /** The step is done. */
  record Done(String reason, String note, Effects effects) implements StepResult {}

  /** The step cannot be done. */
  record Failed(String reason, String note, Effects effects) implements StepResult {}

  /**
   * Taken; the other side has still to decide. Looked at again after growing waits, or when {@link
   * PendingSteps} is told that there is something to see.
   */
  record Pending(String reason, String note, Effects effects) implements StepResult {
    public Pending(String reason, String note) {
      this(reason, note, Effects.NONE);
    }
  }

  /** Nothing was changed, for now. Tried again after growing waits. */
  record Again(String reason, String note) implements StepResult {}

  /**
   * The other side said no for now. Tried again after growing waits; how often that was is counted
   * apart from all other tries, over crashes, in {@link Claim#refusals}.
   *
   * @param mayBeDone whether it may have been done all the same, so that a look comes first
   */
  record Postponed(String reason, String note, boolean mayBeDone) implements StepResult {}

  /** No answer: it may have been done. Settled by a look, never by a guess. */
  record Unknown(String reason, String note) implements StepResult {}

  /**
   * Nothing was sent, for a reason that holds for the whole queue. Not a try of this step; the
   * queue waits.
   */
  record Held(String reason, String note) implements StepResult {}

  /**
   * Nothing was sent for the step, and nothing will be before a person has said so. Looked at again
   * after growing waits.
   *
   * @param asked whether the other side has answered a look; without one it is no try
   */
  record Kept(String reason, String note, boolean asked) implements StepResult {}

  /** The lease was lost: another worker has the step, and nothing is to be recorded. */
  record Lost() implements StepResult {
    @Override
    public String reason() {
      return "";
    }

    @Override
    public String note() {
      return "";
    }
  }

  /** What the feature writes in the same transaction as the result. */
  interface Effects {
    Effects NONE = sql -> {};

    void write(Sql sql);
  }
}
