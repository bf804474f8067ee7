package dev.domicile.task;

/** How far a task's cancelling is (QueryTaskList: TaskCancelStatus and TaskCancelStatusCode). */
public enum CancelStatus {
  /** Nobody has cancelled it. */
  INIT,
  /** Cancelled; some of its steps are still under way. */
  CANCELLING,
  /** Cancelled, and all of its steps have ended. */
  COMPLETE;

  public int code() {
    return ordinal();
  }
}
