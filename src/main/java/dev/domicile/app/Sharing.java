package dev.domicile.app;

import dev.domicile.ops.Metrics;
import dev.domicile.registry.SessionSlots;
import dev.domicile.registry.SharedRate;
import dev.domicile.registry.epp.EppRegistry;
import dev.domicile.store.Database;
import dev.domicile.task.Node;
import dev.domicile.task.QueueRate;
import dev.domicile.task.QueueSlots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a registry allows from the table that all processes share to the registry's sessions,
 * which know no database. Where there is one process nothing is shared.
 */
interface Sharing {

  Sharing NONE = registry -> EppRegistry.Sharing.NONE;

  /** What this process has of the registry's sessions and rate. */
  EppRegistry.Sharing of(RegistryConfig registry);

  static Sharing of(
      Database database, Node node, InstantSource clock, Metrics metrics, Config config) {
    if (!node.shares()) {
      return NONE;
    }
    Map<String, QueueSlots> all = new TreeMap<>();
    for (RegistryConfig registry : config.registries()) {
      if (registry.connected()) {
        String name = registry.profile().name();
        all.put(name, node.slots(name, registry.profile().sessions()));
      }
    }
    measure(metrics, all);
    return registry -> {
      QueueSlots slots = node.slots(registry.profile().name(), registry.profile().sessions());
      return new EppRegistry.Sharing(slots(slots), rate(database, clock, registry, slots));
    };
  }

  private static void measure(Metrics metrics, Map<String, QueueSlots> all) {
    metrics.gauge(
        "domicile_registry_slots_held",
        "Of the registry's sessions, how many are this process's to open",
        "registry",
        all,
        QueueSlots::held);
    metrics.gauge(
        "domicile_registry_slots_wanted",
        "Of the registry's sessions, how many this process would use",
        "registry",
        all,
        QueueSlots::wanted);
  }

  private static SessionSlots slots(QueueSlots slots) {
    return new SessionSlots() {
      @Override
      public @Nullable Slot take() {
        QueueSlots.Slot taken = slots.take();
        return taken == null ? null : slot(taken);
      }

      @Override
      public int surplus() {
        return slots.surplus();
      }

      @Override
      public void want(int sessions) {
        slots.want(sessions);
      }

      @Override
      public void listen(Runnable changed) {
        slots.listen(changed);
      }
    };
  }

  private static SessionSlots.Slot slot(QueueSlots.Slot slot) {
    return new SessionSlots.Slot() {
      @Override
      public boolean holds() {
        return slot.holds();
      }

      @Override
      public void giveBack() {
        slot.giveBack();
      }
    };
  }

  private static @Nullable SharedRate rate(
      Database database, InstantSource clock, RegistryConfig registry, QueueSlots slots) {
    double perSecond = registry.traffic().commandsPerSecond();
    if (perSecond == 0) {
      return null;
    }
    Duration interval = Duration.ofNanos(Math.round(1e9 / perSecond));
    QueueRate rate =
        new QueueRate(
            database,
            clock,
            registry.profile().name(),
            interval,
            interval.multipliedBy(registry.traffic().burst() - 1));
    return new SharedRate() {
      @Override
      public Optional<Turns> take(int most) {
        return rate.take(most).map(first -> new Turns(first, most));
      }

      @Override
      public int sharers() {
        return slots.sharers();
      }
    };
  }
}
