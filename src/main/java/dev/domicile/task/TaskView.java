package dev.domicile.task;

/**
 * A task as lists show it.
 *
 * @param begun steps that wait no longer, the ended ones among them
 * @param cancelled whether its owner has cancelled it
 * @param createdAt epoch milliseconds
 */
public record TaskView(
    long id,
    String taskNo,
    String kind,
    int total,
    int begun,
    int succeeded,
    int failed,
    boolean cancelled,
    String clientIp,
    long createdAt) {

  public TaskStatus status() {
    if (succeeded + failed == total) {
      return TaskStatus.COMPLETE;
    }
    return begun == 0 ? TaskStatus.WAITING_EXECUTE : TaskStatus.EXECUTING;
  }

  public CancelStatus cancelStatus() {
    if (!cancelled) {
      return CancelStatus.INIT;
    }
    return status() == TaskStatus.COMPLETE ? CancelStatus.COMPLETE : CancelStatus.CANCELLING;
  }

  public TaskHead head() {
    return new TaskHead(id, taskNo, kind, total, createdAt);
  }
}
