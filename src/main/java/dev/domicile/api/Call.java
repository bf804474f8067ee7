package dev.domicile.api;

import dev.domicile.account.Caller;

/**
 * One authenticated call.
 *
 * @param requestId upper-case UUID, the one of the answer and of the log
 * @param clientAddress the peer's IP address as the service saw it
 */
public record Call(
    Caller caller,
    Version version,
    Parameters parameters,
    Lang lang,
    String requestId,
    String clientAddress) {}
