/**
 * What has to be told to the registrar's other systems: an outbox, written in the transaction of
 * what it tells of, and couriers that deliver it, in order for each subject, until it is taken.
 *
 * <p>At least once: a crash between a delivery and its record repeats it, under the same delivery
 * id. What is delivered lies sealed until then and is forgotten at the acknowledgement.
 */
@NullMarked
package dev.domicile.events;

import org.jspecify.annotations.NullMarked;
