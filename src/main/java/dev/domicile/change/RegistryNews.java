package dev.domicile.change;

import dev.domicile.events.PollNews;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.PollData;
import dev.domicile.store.Sql;
import dev.domicile.task.PendingSteps;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a registry's messages mean for changes: a step that waits for the registry looks at its
 * domain at once, and what was known of a domain that has changed is forgotten. A message is never
 * believed further than that: it may be old, and somebody else's.
 */
public final class RegistryNews implements PollNews {

  private final PendingSteps steps;
  private final Readings readings;
  private final InstantSource clock;
  private final Consumer<List<String>> wake;

  /**
   * @param wake is given the registry's name after the commit
   */
  public RegistryNews(
      PendingSteps steps, Readings readings, InstantSource clock, Consumer<List<String>> wake) {
    this.steps = steps;
    this.readings = readings;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public void heard(Sql sql, String registry, PollData data) {
    switch (data) {
      case PollData.DomainDecided decided -> changed(sql, registry, decided.domain());
      case PollData.DomainSeen seen -> changed(sql, registry, seen.domain().name());
      case PollData.ContactDecided decided -> {}
      case PollData.Other other -> {}
    }
  }

  private void changed(Sql sql, String registry, DomainName domain) {
    steps.wake(sql, registry, domain.ascii(), clock.millis());
    readings.forget(sql, domain);
  }

  @Override
  public void committed(String registry) {
    wake.accept(List.of(registry));
  }
}
