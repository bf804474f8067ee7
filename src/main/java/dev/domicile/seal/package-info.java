/** Encryption at rest and keyed digests under one master key. */
@NullMarked
package dev.domicile.seal;

import org.jspecify.annotations.NullMarked;
