/** The EPP client (RFC 5730, 5731, 5733, 5734). */
@NullMarked
package dev.domicile.registry.epp;

import org.jspecify.annotations.NullMarked;
