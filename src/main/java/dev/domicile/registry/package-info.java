/** The port to a registry: what can be asked of one, and every way it can answer. */
@NullMarked
package dev.domicile.registry;

import org.jspecify.annotations.NullMarked;
