package dev.domicile.change;

import dev.domicile.wire.DomainName;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told of changes that a registry has taken and not decided on for longer than is usual. */
public interface PendingWatch {

  /**
   * Told at each look, and so at growing intervals.
   *
   * @param waits since the registry took the change
   */
  void overdue(String registry, DomainName domain, Duration waits);

  /** One line of the log each time; the domain's outcome stays open. */
  static PendingWatch log() {
    Logger log = LoggerFactory.getLogger(PendingWatch.class);
    return (registry, domain, waits) ->
        log.warn(
            "registry {} has not decided on the change of {} for {} h; ask it, or settle the domain"
                + " with: domicile step resolve",
            registry,
            domain.ascii(),
            waits.toHours());
  }
}
