package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;

/**
 * A domain that may not leave for another registrar for a time.
 *
 * @param endsAt epoch milliseconds
 * @param setByUs whether clientTransferProhibited was absent before and added by this service, and
 *     so is this service's to remove
 */
public record TransferLock(DomainName domain, long endsAt, boolean setByUs) {}
