/**
 * Encryption at rest and keyed digests.
 *
 * <p>{@code MasterKey} is a file that only its owner can read. {@code Seal} seals a value to the
 * place where it stands, so that one copied elsewhere does not open, and makes digests by which the
 * same content is recognised and by which nobody without the key can test a guess. The digest key
 * lies in the database, sealed: it outlives the master key.
 */
@NullMarked
package dev.domicile.seal;

import org.jspecify.annotations.NullMarked;
