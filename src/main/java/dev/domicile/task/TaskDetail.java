package dev.domicile.task;

/**
 * A step with what its task tells of it.
 *
 * @param createdAt when the task was submitted, epoch milliseconds
 */
public record TaskDetail(String taskNo, String kind, long createdAt, StepView step) {}
