package dev.domicile.registry;

import java.time.Duration;
import java.util.Optional;

/** The rate of one registry, where several processes share it. */
public interface SharedRate {

  /**
   * Turns that are nobody else's. They follow each other at the registry's rate.
   *
   * @param first from the call to the first of them; negative where it was saved up
   * @param count at least 1
   */
  record Turns(Duration first, int count) {}

  /**
   * Takes the next turns; blocks while it asks for them. Empty where it cannot be asked now.
   *
   * @param most what is not used of them is lost to all
   */
  Optional<Turns> take(int most);

  /** How many processes take turns now, this one among them. */
  int sharers();
}
