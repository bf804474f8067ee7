/**
 * From HTTP to an operation and back.
 *
 * <p>{@code HttpFront} is the only class that knows the web server. {@code Gateway} takes each
 * request through the same checks in the same order; the first that fails is the answer. What
 * passes all is a {@code Call} of an {@code Operation}, which features implement and {@code app}
 * registers; it returns an {@code Answer}: a {@code Tree}, written as JSON or XML, or a {@code
 * Refusal} with a code of {@code ErrorCode}, the one catalogue. {@code RequestSigner} signs as a
 * client does.
 */
@NullMarked
package dev.domicile.api;

import org.jspecify.annotations.NullMarked;
