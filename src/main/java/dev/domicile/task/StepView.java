package dev.domicile.task;

/**
 * A step as lists show it.
 *
 * @param reason a code of the feature's catalogue; empty where there is nothing to tell yet
 * @param tries attempts that came to something
 * @param updatedAt epoch milliseconds
 */
public record StepView(
    TaskDetailNo number,
    String queue,
    String subject,
    StepStatus status,
    String reason,
    String note,
    int tries,
    long updatedAt) {}
