package dev.domicile.app;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the registrar's other systems are told things; each key's meaning is in {@link ConfigKeys}.
 *
 * @param ca null for the JDK's authorities
 */
public record DeliveryConfig(
    Duration timeout, int parallel, Duration poll, Backoff backoff, @Nullable Path ca) {

  static DeliveryConfig read(ConfigSection section) {
    return new DeliveryConfig(
        section.span("timeout"),
        section.whole("parallel"),
        section.span("poll"),
        Backoff.read(section.section("backoff")),
        section.file("ca"));
  }
}
