/** All wiring by hand, configuration, start and stop order. */
@NullMarked
package dev.domicile.app;

import org.jspecify.annotations.NullMarked;
