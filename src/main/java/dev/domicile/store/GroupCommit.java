package dev.domicile.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * Puts the small writes of many threads into few durable transactions. A durable commit costs a
 * thousand times the statement it holds, so whoever writes waits for the transaction under way and
 * shares the next one.
 *
 * <p>Each write is still all or nothing for its caller: when one of a group fails, the group is
 * rolled back and each of its writes is run again in a transaction of its own; unless the database
 * is unavailable, which it is for all of them.
 */
public final class GroupCommit implements AutoCloseable {

  /**
   * Where a write comes in its group: on PostgreSQL writes that lock rows in one order over all
   * processes do not deadlock.
   */
  public record Order(long first, long second) implements Comparable<Order> {

    static final Order ANY = new Order(0, 0);

    @Override
    public int compareTo(Order other) {
      int byFirst = Long.compare(first, other.first);
      return byFirst != 0 ? byFirst : Long.compare(second, other.second);
    }
  }

  /**
   * Writes many of one kind with few statements, whatever their number. Those of a group that have
   * the same one are handed to it together, in their order.
   */
  @FunctionalInterface
  public interface Together<E, R> {
    /** What each came to, in the order of the entries. */
    List<R> write(Sql sql, List<E> entries);
  }

  private final Database database;
  private final int most;
  private final BlockingQueue<Entry<?, ?>> waiting = new LinkedBlockingQueue<>();
  private final Thread committer;
  private volatile boolean closed;

  /**
   * @param most writes in one transaction; larger ones hold the write lock longer than a submit
   *     should wait
   */
  public GroupCommit(Database database, int most) {
    this.database = database;
    this.most = most;
    this.committer = Thread.ofPlatform().name("group-commit").start(this::commitGroups);
  }

  /** Returns when the write is durable; throws what the write threw. */
  public <T> T write(Function<Sql, T> work) {
    return write(Order.ANY, work);
  }

  /** The same, in its order among those that are waiting. */
  public <T> T write(Order order, Function<Sql, T> work) {
    return write(order, work, (sql, alone) -> Collections.singletonList(work.apply(sql)));
  }

  /** The same, for an entry that is written together with others of its kind. */
  public <E, R> R write(Order order, E what, Together<E, R> together) {
    Entry<E, R> entry = new Entry<>(order, what, together);
    waiting.add(entry);
    // looked at after the adding: the committer ends only where it finds nothing after the closing
    if (closed && waiting.remove(entry)) {
      throw new StoreException("the journal is closed", null);
    }
    try {
      return entry.result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Ends after what was handed in is written. */
  @Override
  public void close() {
    closed = true;
    committer.interrupt();
    try {
      committer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commitGroups() {
    while (!closed || !waiting.isEmpty()) {
      List<Entry<?, ?>> group = next();
      group.sort(Comparator.comparing(entry -> entry.order));
      if (!group.isEmpty()) {
        commit(group);
      }
    }
  }

  private List<Entry<?, ?>> next() {
    List<Entry<?, ?>> group = new ArrayList<>();
    try {
      if (closed) {
        waiting.drainTo(group, most);
      } else {
        group.add(waiting.take());
        waiting.drainTo(group, most - 1);
      }
    } catch (InterruptedException closing) {
      waiting.drainTo(group, most);
    }
    return group;
  }

  private void commit(List<Entry<?, ?>> group) {
    Map<Together<?, ?>, List<Entry<?, ?>>> kinds = new LinkedHashMap<>();
    group.forEach(
        entry -> kinds.computeIfAbsent(entry.together, unknown -> new ArrayList<>()).add(entry));
    try {
      database.run(sql -> kinds.forEach((together, entries) -> write(sql, together, entries)));
    } catch (RuntimeException | Error e) { // the one thread that commits must outlive any write
      if (group.size() == 1 || e instanceof StoreUnavailable) {
        group.forEach(entry -> entry.result.completeExceptionally(e));
      } else {
        group.forEach(entry -> commit(List.of(entry)));
      }
      return;
    }
    group.forEach(Entry::done);
  }

  /** All entries have this very one. */
  @SuppressWarnings("unchecked")
  private static <E, R> void write(
      Sql sql, Together<E, R> together, List<Entry<?, ?>> entriesOfIt) {
    List<Entry<E, R>> entries = (List<Entry<E, R>>) (List<?>) entriesOfIt;
    List<R> results = together.write(sql, entries.stream().map(entry -> entry.what).toList());
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).value = results.get(i);
    }
  }

  private static final class Entry<E, R> {
    private final Order order;
    private final E what;
    private final Together<E, R> together;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private @org.jspecify.annotations.Nullable R value;

    Entry(Order order, E what, Together<E, R> together) {
      this.order = order;
      this.what = what;
      this.together = together;
    }

    @SuppressWarnings("NullAway") // a value is null only where the work returned null
    void done() {
      result.complete(value);
    }
  }
}
