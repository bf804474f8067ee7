package dev.domicile.registry.sandbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How the next connections are met, whoever makes them. */
final class Doorway {

  private final Map<Fault.Entry, AtomicInteger> left = new EnumMap<>(Fault.Entry.class);

  Doorway() {
    for (Fault.Entry entry : Fault.Entry.values()) {
      left.put(entry, new AtomicInteger());
    }
  }

  void expect(Fault.Entry entry, int times) {
    of(entry).addAndGet(times);
  }

  /** Whether the connection that asks is met so; counts as one. */
  boolean meets(Fault.Entry entry) {
    return of(entry).getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private AtomicInteger of(Fault.Entry entry) {
    AtomicInteger found = left.get(entry);
    if (found == null) {
      throw new IllegalStateException(entry.name());
    }
    return found;
  }
}
