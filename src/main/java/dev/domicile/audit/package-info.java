/**
 * What was done, by whom, when: append-only entries, written inside the transaction of what they
 * tell about, so that neither is there without the other. Never personal data, never a secret.
 */
@NullMarked
package dev.domicile.audit;

import org.jspecify.annotations.NullMarked;
