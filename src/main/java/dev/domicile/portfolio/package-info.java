/** Domains held, what registries were seen to hold of them, locks, import. */
@NullMarked
package dev.domicile.portfolio;

import org.jspecify.annotations.NullMarked;
