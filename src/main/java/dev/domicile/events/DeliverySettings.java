package dev.domicile.events;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Times and limits of deliveries.
 *
 * @param timeout for an endpoint's whole answer
 * @param parallel most posts to one endpoint at a time, of as many subjects
 * @param poll how often the outbox is looked at
 * @param first pause after a delivery that was not taken; doubles each time, with jitter
 * @param most longest of these pauses
 * @param ca PEM file of the authorities that endpoints' certificates may come from; null for the
 *     JDK's
 */
public record DeliverySettings(
    Duration timeout,
    int parallel,
    Duration poll,
    Duration first,
    Duration most,
    @Nullable Path ca) {}
