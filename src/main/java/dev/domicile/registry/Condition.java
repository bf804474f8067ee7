package dev.domicile.registry;

import org.jspecify.annotations.Nullable;

/**
 * How the way to a registry stands right now.
 *
 * @param sessions logged in
 * @param inFlight commands sent and not answered
 * @param trouble why the last attempt to get a session failed, null when the last one succeeded or
 *     none was made
 */
public record Condition(int sessions, int inFlight, @Nullable Trouble trouble) {}
