package dev.domicile.contact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values used last, up to a number; for many threads. */
final class Recent<K, V> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, V> values;

  Recent(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  @Nullable V get(K key) {
    lock.lock();
    try {
      return values.get(key);
    } finally {
      lock.unlock();
    }
  }

  void put(K key, V value) {
    lock.lock();
    try {
      values.put(key, value);
    } finally {
      lock.unlock();
    }
  }

  /** The value that there was already, or null. */
  @Nullable V putIfAbsent(K key, V value) {
    lock.lock();
    try {
      return values.putIfAbsent(key, value);
    } finally {
      lock.unlock();
    }
  }

  void forget(Predicate<Map.Entry<K, V>> which) {
    lock.lock();
    try {
      values.entrySet().removeIf(which);
    } finally {
      lock.unlock();
    }
  }
}
