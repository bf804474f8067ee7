package dev.domicile.registry.sandbox;

import org.jspecify.annotations.Nullable;

/** The transaction identifiers of one command (RFC 5730 section 2.5). */
record Trids(@Nullable String client, String server) {}
