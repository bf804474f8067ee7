package dev.domicile.task;

/**
 * What never changes of a task, and is all that its steps need to be listed.
 *
 * @param createdAt epoch milliseconds
 */
public record TaskHead(long id, String taskNo, String kind, int total, long createdAt) {

  public TaskDetail detail(StepView step) {
    return new TaskDetail(taskNo, kind, createdAt, step);
  }
}
