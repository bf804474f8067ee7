package dev.domicile.registry.sandbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by key; the keys are few and none is made up by a client. */
final class Tally<K extends Comparable<K>> {

  private final Map<K, LongAdder> counts = new ConcurrentHashMap<>();

  void count(K key) {
    counts.computeIfAbsent(key, k -> new LongAdder()).increment();
  }

  /** A copy, in the order of the keys. */
  Map<K, Long> counts() {
    Map<K, Long> copy = new TreeMap<>();
    counts.forEach((key, count) -> copy.put(key, count.sum()));
    return copy;
  }
}
