package dev.domicile.task;

/** A task as lists show it (QueryTaskList: TaskStatus and TaskStatusCode). */
public enum TaskStatus {
  WAITING_EXECUTE(1),
  EXECUTING(2),
  COMPLETE(3);

  private final int code;

  TaskStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
