package dev.domicile.change;

import java.time.Duration;

/**
 * How long things are kept, each by its own clock.
 *
 * @param tasks after a task's last step has ended; contacts that nothing needs any more go as late
 * @param beforeImages after a step has ended
 * @param changes entries of the audit, the record of who changed what
 * @param piece rows removed in one transaction, at most
 */
public record RetentionSettings(
    Duration tasks, Duration beforeImages, Duration changes, int piece) {}
