package dev.domicile.task;

import java.time.Duration;

/**
 * The engine's times and limits.
 *
 * @param lease how long a process's claims hold without a sign of life of it
 * @param poll how often the database is looked at for due work; a submit in this process wakes the
 *     worker at once
 * @param retry waits after a refusal for now
 * @param settle waits before a look at a step that was sent and not answered
 * @param pending waits between looks at a change that a registry has still to decide
 * @param gate waits between attempts while a queue cannot be worked at all
 * @param held how long a step waits that was put back for the queue's trouble; the gate is what
 *     really holds it
 * @param stop how long a stop waits for steps under way
 */
public record EngineSettings(
    Duration lease,
    Duration poll,
    Waits retry,
    Waits settle,
    Waits pending,
    Waits gate,
    Duration held,
    Duration stop) {

  public static EngineSettings defaults() {
    return new EngineSettings(
        Duration.ofSeconds(6),
        Duration.ofMillis(500),
        new Waits(Duration.ofSeconds(2), Duration.ofSeconds(60)),
        new Waits(Duration.ofSeconds(1), Duration.ofSeconds(60)),
        new Waits(Duration.ofMinutes(1), Duration.ofHours(6)),
        new Waits(Duration.ofSeconds(1), Duration.ofSeconds(10)),
        Duration.ZERO,
        Duration.ofSeconds(25));
  }
}
