package dev.domicile.change;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** What is stored once for a task and never changes, kept at hand for the task's many steps. */
final class PerTask<T> {

  /** A task's steps come one after another, so a few would do. */
  private static final int KEPT = 1_000;

  private final Database database;
  private final BiFunction<Sql, Long, Optional<T>> read;
  private final Map<Long, T> known = new ConcurrentHashMap<>();

  PerTask(Database database, BiFunction<Sql, Long, Optional<T>> read) {
    this.database = database;
    this.read = read;
  }

  T of(long taskId) {
    T found = known.get(taskId);
    if (found == null) {
      found =
          database
              .read(sql -> read.apply(sql, taskId))
              .orElseThrow(
                  () -> new IllegalStateException("nothing says what task " + taskId + " changes"));
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(taskId, found);
    }
    return found;
  }
}
