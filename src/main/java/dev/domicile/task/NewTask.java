package dev.domicile.task;

import java.util.List;

/**
 * Work to be accepted.
 *
 * @param kind which runner carries its steps out
 * @param clientIp where the request came from, as the task lists show it
 * @param steps in the order in which they are listed; no subject twice
 */
public record NewTask(long accountId, String kind, String clientIp, List<Step> steps) {

  public record Step(String queue, String subject) {}
}
