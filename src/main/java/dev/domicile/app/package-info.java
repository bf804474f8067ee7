/**
 * All wiring by hand: {@code App} makes every part in the order in which they need each other, and
 * stops them in the reverse order. {@code Config} is what can be configured; its keys stand once,
 * in {@code ConfigKeys}, from which the reader takes defaults and limits and the manual its table.
 * {@code SandboxMode} is a service with a registry of its own. Nothing is decided here.
 */
@NullMarked
package dev.domicile.app;

import org.jspecify.annotations.NullMarked;
