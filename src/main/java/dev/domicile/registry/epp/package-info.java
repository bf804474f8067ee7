/**
 * The EPP client (RFC 5730, 5731, 5733, 5734, 8807). Start reading at {@link
 * dev.domicile.registry.epp.EppRegistry}.
 */
@NullMarked
package dev.domicile.registry.epp;

import org.jspecify.annotations.NullMarked;
