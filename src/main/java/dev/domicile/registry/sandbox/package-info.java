/** A registry on loopback that checks what a registry checks. Shares no code with the client. */
@NullMarked
package dev.domicile.registry.sandbox;

import org.jspecify.annotations.NullMarked;
