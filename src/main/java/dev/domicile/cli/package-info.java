/**
 * The command line. {@code Main} tells the commands that run a service apart before picocli is
 * loaded; all others are its subcommands. Results go to standard output, everything else to
 * standard error; with {@code --json} standard output is exactly one object. Exit status: 0 done, 1
 * refused or failed, 2 wrong usage.
 */
@NullMarked
package dev.domicile.cli;

import org.jspecify.annotations.NullMarked;
