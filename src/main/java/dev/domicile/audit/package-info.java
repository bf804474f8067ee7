/**
 * What was done, by whom, when: append-only entries, written inside the transaction of what they
 * tell about, so that neither is there without the other. Never personal data, never a secret.
 *
 * <p>{@code Audit} writes, {@code AuditLog} reads. {@code AuditChain} gives each entry, a moment
 * later, the digest of the one before it; {@code AuditCheck} tells whether all still fits.
 */
@NullMarked
package dev.domicile.audit;

import org.jspecify.annotations.NullMarked;
