package dev.domicile.portfolio;

import dev.domicile.registry.DomainInfo;

/**
 * What a registry was seen to hold of a domain.
 *
 * @param readAt epoch milliseconds
 */
public record Reading(DomainInfo info, long readAt) {}
