/** Metrics and health. */
@NullMarked
package dev.domicile.ops;

import org.jspecify.annotations.NullMarked;
