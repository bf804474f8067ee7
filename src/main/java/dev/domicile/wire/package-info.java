/**
 * Codecs that know no business: JSON, XML, forms, percent encoding, domain names.
 *
 * <p>{@code DomainName} is the one form of a name: whatever its spelling, two equal names are equal
 * here. The writers escape all they are given; nothing is ever put together from templates. The
 * readers take untrusted octets and give a value or a fault, never an exception for what a client
 * can send.
 */
@NullMarked
package dev.domicile.wire;

import org.jspecify.annotations.NullMarked;
