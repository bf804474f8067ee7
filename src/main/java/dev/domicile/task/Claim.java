package dev.domicile.task;

import org.jspecify.annotations.Nullable;

/**
 * A step that this process may work on until its lease ends.
 *
 * @param queue where the step waits, such as a registry
 * @param subject what it is about; at most one step per subject has work under way
 * @param kind which runner carries it out
 * @param phase as it was when the step was claimed
 * @param attempt counts claims from 1; fences out a worker that lost its lease
 * @param tries attempts that ended without an end of the step, before this one
 * @param refusals those of them that were {@link StepResult.Postponed}
 * @param pendingSince epoch milliseconds of the first {@link StepResult.Pending}; null without one
 */
public record Claim(
    String queue,
    String subject,
    long accountId,
    long taskId,
    int seq,
    String kind,
    Phase phase,
    int attempt,
    int tries,
    int refusals,
    @Nullable Long pendingSince) {}
