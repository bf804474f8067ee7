package dev.domicile.task;

import java.util.List;

/** What became of a submission. */
public sealed interface Submitted {

  record Accepted(long taskId, String taskNo) implements Submitted {}

  /** These subjects have work under way; the transaction must be given up. */
  record Busy(List<String> subjects) implements Submitted {}
}
