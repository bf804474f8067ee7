/**
 * The HTTP adapter, the gateway's checks, signatures, the error catalogue and the writers of
 * answers.
 */
@NullMarked
package dev.domicile.api;

import org.jspecify.annotations.NullMarked;
