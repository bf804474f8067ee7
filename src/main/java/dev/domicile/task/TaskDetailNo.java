package dev.domicile.task;

import java.util.Optional;
import java.util.UUID;

/**
 * The public number of a step: a UUID of version 8 (RFC 9562 section 5.8) made of the task's id and
 * the step's place, so that it needs no column and no index of its own. It is no secret: whoever
 * asks must hold the task.
 */
public record TaskDetailNo(long taskId, int seq) {

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000000000000000L;

  @Override
  public String toString() {
    long high = taskId >>> 16 << 16 | VERSION_8 | taskId >>> 4 & 0xfff;
    long low = VARIANT | (taskId & 0xf) << 32 | seq & 0xffffffffL;
    return new UUID(high, low).toString();
  }

  public static Optional<TaskDetailNo> parse(String text) {
    UUID uuid;
    try {
      uuid = UUID.fromString(text);
    } catch (IllegalArgumentException notAUuid) {
      return Optional.empty();
    }
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    long taskId = high >>> 16 << 16 | (high & 0xfff) << 4 | low >>> 32 & 0xf;
    TaskDetailNo found = new TaskDetailNo(taskId, (int) low);
    return found.toString().equals(text) ? Optional.of(found) : Optional.empty();
  }
}
