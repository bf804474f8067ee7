/** Codecs that know no business: domain names, XML, JSON, forms and percent encoding. */
@NullMarked
package dev.domicile.wire;

import org.jspecify.annotations.NullMarked;
