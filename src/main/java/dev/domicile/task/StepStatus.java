package dev.domicile.task;

/** A step as lists show it (QueryTaskDetailList: TaskStatus and TaskStatusCode). */
public enum StepStatus {
  WAITING_EXECUTE(0),
  EXECUTING(1),
  EXECUTE_SUCCESS(2),
  EXECUTE_FAILURE(3);

  private final int code;

  StepStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  boolean ended() {
    return switch (this) {
      case WAITING_EXECUTE, EXECUTING -> false;
      case EXECUTE_SUCCESS, EXECUTE_FAILURE -> true;
    };
  }

  public static StepStatus of(int code) {
    return values()[code];
  }
}
