/**
 * Contact fields: as submitted, normalised, checked, and as handles at registries.
 *
 * <p>{@code ContactSubmission} is what a client sent, to the letter; {@code ContactValidation}
 * holds it against the limits of EPP and the demands of every registry of a batch, and tells all
 * flaws at once by the parameters' names; {@code Contacts} stores what was sent and its normal
 * form, sealed. {@code RegistryContacts} makes sure that a registry holds a contact, once per
 * registry, account and content, over crashes and lost answers.
 */
@NullMarked
package dev.domicile.contact;

import org.jspecify.annotations.NullMarked;
