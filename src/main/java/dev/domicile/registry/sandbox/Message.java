package dev.domicile.registry.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in the registrar's queue (RFC 5730 section 2.9.2.3).
 *
 * @param id from 1; the first to come is the first to go
 * @param at when it was queued
 * @param decision of what was pending, null where it is only a text
 */
public record Message(long id, Instant at, String text, @Nullable Decided decision) {

  /**
   * A pending change that was decided (RFC 5731 section 3.3).
   *
   * @param clTrid of the command that asked for it, null where it had none
   * @param svTrid that the command was answered with
   */
  public record Decided(String domain, boolean approved, @Nullable String clTrid, String svTrid) {}
}
