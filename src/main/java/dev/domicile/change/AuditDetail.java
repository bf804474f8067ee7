package dev.domicile.change;

import dev.domicile.task.Claim;
import java.util.Optional;

/**
 * What the audit says of a change at a registry: {@code DONE registry=lab task=77 handle=X}. Never
 * personal data.
 */
record AuditDetail(String text) {

  private static final String TASK = "task=";

  static AuditDetail of(Reason reason, Claim claim, String change) {
    return new AuditDetail(
        reason.name() + " registry=" + claim.queue() + " " + TASK + claim.taskId() + " " + change);
  }

  Optional<Long> task() {
    for (String word : text.split(" ")) {
      if (word.startsWith(TASK)) {
        return Optional.of(Long.parseLong(word.substring(TASK.length())));
      }
    }
    return Optional.empty();
  }

  /** Without the task's number, which nobody outside knows. */
  String shown() {
    return text.replaceFirst(" " + TASK + "[0-9]+", "").strip();
  }
}
