/**
 * Durable work: tasks, steps, claims under a lease, results, rescue. Knows nothing of domains or
 * contacts.
 */
@NullMarked
package dev.domicile.task;

import org.jspecify.annotations.NullMarked;
