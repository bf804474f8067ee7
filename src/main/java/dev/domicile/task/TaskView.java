package dev.domicile.task;

/**
 * A task as lists show it.
 *
 * @param createdAt epoch milliseconds
 */
public record TaskView(
    long id,
    String taskNo,
    String kind,
    int total,
    int succeeded,
    int failed,
    String clientIp,
    long createdAt) {}
