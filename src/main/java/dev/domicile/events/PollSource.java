package dev.domicile.events;

import dev.domicile.registry.Registry;
import java.time.Duration;

/**
 * A registry whose messages are read.
 *
 * @param every how often an empty queue is looked at
 */
public record PollSource(Registry registry, Duration every) {

  String name() {
    return registry.profile().name();
  }
}
