/** The command line. */
@NullMarked
package dev.domicile.cli;

import org.jspecify.annotations.NullMarked;
