package dev.domicile.portfolio;

import dev.domicile.wire.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * A domain held by an account.
 *
 * @param instanceId unique over all accounts; made when the domain comes in, and never changed
 * @param registrationDate epoch milliseconds, null where it was never told
 * @param expirationDate epoch milliseconds, null where it was never told
 */
public record Domain(
    DomainName name,
    long accountId,
    String instanceId,
    @Nullable Long registrationDate,
    @Nullable Long expirationDate) {}
