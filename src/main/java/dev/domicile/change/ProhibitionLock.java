package dev.domicile.change;

import java.util.Arrays;

/** A lock that the holder of a domain sets and lifts: a client status of RFC 5731 section 2.3. */
enum ProhibitionLock {
  TRANSFER("clientTransferProhibited", TaskType.SET_TRANSFER_PROHIBITED),
  UPDATE("clientUpdateProhibited", TaskType.SET_UPDATE_PROHIBITED);

  private final String status;
  private final TaskType taskType;

  ProhibitionLock(String status, TaskType taskType) {
    this.status = status;
    this.taskType = taskType;
  }

  static ProhibitionLock of(TaskType taskType) {
    return Arrays.stream(values())
        .filter(lock -> lock.taskType == taskType)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no lock: " + taskType));
  }

  String status() {
    return status;
  }

  TaskType taskType() {
    return taskType;
  }
}
