/** Contact fields: as submitted, normalised, checked, and as handles at registries. */
@NullMarked
package dev.domicile.contact;

import org.jspecify.annotations.NullMarked;
