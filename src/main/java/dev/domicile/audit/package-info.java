/** Append-only entries, written inside the caller's transaction; never personal data. */
@NullMarked
package dev.domicile.audit;

import org.jspecify.annotations.NullMarked;
