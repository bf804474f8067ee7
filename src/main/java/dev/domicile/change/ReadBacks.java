package dev.domicile.change;

import dev.domicile.registry.RegistryProfile;
import dev.domicile.task.Claim;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether a registry's word is believed that a domain is changed, for each task and registry. While
 * the first change is read back all others of its task wait for what shows: a few round trips, once
 * per task. After a restart the next change is the first again.
 */
final class ReadBacks {

  /** Steps of a task come one after another, so a few would do. */
  private static final int KEPT = 1_000;

  /** What reading a domain back has shown. */
  enum Shown {
    AS_WANTED,
    LEFT_OUT,
    /** There was no answer, or another change lies over it. */
    NOTHING
  }

  private record Key(long taskId, String queue) {}

  private final Map<Key, CompletableFuture<Shown>> first = new ConcurrentHashMap<>();

  /**
   * @param look reads the domain back
   * @return what the domain's own reading has shown, or AS_WANTED where its registry is believed
   */
  Shown check(Claim claim, RegistryProfile.ReadBack mode, Supplier<Shown> look) {
    return switch (mode) {
      case OFF -> Shown.AS_WANTED;
      case ALL -> look.get();
      case FIRST -> checkFirst(new Key(claim.taskId(), claim.queue()), look);
    };
  }

  private Shown checkFirst(Key key, Supplier<Shown> look) {
    while (true) {
      CompletableFuture<Shown> mine = new CompletableFuture<>();
      CompletableFuture<Shown> other = first.putIfAbsent(key, mine);
      if (other == null) {
        return lookFirst(key, mine, look);
      }
      switch (other.join()) {
        case AS_WANTED -> {
          return Shown.AS_WANTED;
        }
        case LEFT_OUT -> {
          return look.get();
        }
        case NOTHING -> {} // whoever comes next is the first
      }
    }
  }

  private Shown lookFirst(Key key, CompletableFuture<Shown> mine, Supplier<Shown> look) {
    Shown shown = Shown.NOTHING;
    try {
      shown = look.get();
      return shown;
    } finally {
      if (shown == Shown.NOTHING) {
        first.remove(key, mine);
      } else if (first.size() > KEPT) {
        first.entrySet().removeIf(entry -> entry.getValue().isDone());
        first.put(key, mine);
      }
      mine.complete(shown);
    }
  }
}
