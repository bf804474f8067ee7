/**
 * The port to a registry: what can be asked of one, and every way it can answer.
 *
 * <p>{@code Registry} is implemented by {@code registry.epp}; features know nothing else. Each
 * command comes to an {@code Outcome}: carried out, taken and still to be decided, refused, never
 * sent, or unknown. The last two are different on purpose: what was never sent can be sent again,
 * what is unknown must be looked at first. Nothing here remembers anything.
 */
@NullMarked
package dev.domicile.registry;

import org.jspecify.annotations.NullMarked;
