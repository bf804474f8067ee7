/**
 * Durable work: tasks, steps, claims under a lease, results, rescue. Knows nothing of domains or
 * contacts.
 *
 * <p>A feature hands a {@code NewTask} to {@code TaskQueue}, inside its own transaction: the task,
 * its steps and a busy mark per subject are stored, or nothing is. {@code Workers} claims steps of
 * each queue and runs them, each on a thread of its own, by the feature's {@code StepRunner}; what
 * a run came to is a {@code StepResult}, recorded by {@code Journal} together with the feature's
 * own writes. {@code TaskRecords} reads what became of them.
 *
 * <p>Three invariants: a subject has at most one step that has not ended; every write of a step
 * names the attempt that made it and takes effect only while that attempt holds the step; a step
 * that may have been sent is in {@code Phase.DOUBT} before anybody else can claim it.
 */
@NullMarked
package dev.domicile.task;

import org.jspecify.annotations.NullMarked;
