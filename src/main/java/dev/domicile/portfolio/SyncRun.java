package dev.domicile.portfolio;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * One run over the domains of one registry, in the order of their names. Looks are made ahead and
 * taken in that order, so that what is stored is always all up to some name.
 */
final class SyncRun {

  /** Names taken from the portfolio at a time. */
  private static final int PAGE = 500;

  /** Looks ahead, under way or done: enough that one that waits holds up none behind it. */
  private static final int AHEAD = 1_000;

  /** Looks stored in one transaction: some 10 ms under the lock. */
  private static final int BATCH = 200;

  /** So many domains without an answer, one after another, are the registry's trouble. */
  private static final int MOST_UNREAD_TOGETHER = 20;

  private final SyncDomains sync;
  private final String registry;
  private final SyncStore store;
  private final SyncLooks looks;
  private final SyncListener listener;
  private final long storeEvery;

  private final Deque<DomainName> names = new ArrayDeque<>();
  private final Deque<Future<SyncLooks.Look>> ahead = new ArrayDeque<>();
  private final List<SyncLooks.Look> batch = new ArrayList<>();
  private String page;
  private boolean lastPage;
  private long done;
  private long storedAt = System.nanoTime();
  private int unreadTogether;
  private SyncCounts counts = SyncCounts.NONE;

  SyncRun(
      SyncDomains sync,
      String registry,
      SyncStore store,
      SyncLooks looks,
      SyncListener listener,
      Duration storeEvery,
      String position) {
    this.sync = sync;
    this.registry = registry;
    this.store = store;
    this.looks = looks;
    this.listener = listener;
    this.storeEvery = storeEvery.toNanos();
    this.page = position;
  }

  SyncOutcome run() {
    countNames();
    lookAhead();
    while (!ahead.isEmpty()) {
      SyncLooks.Look look = result(ahead.remove());
      if (look.outcome() instanceof Outcome.NotSent<DomainInfo>(var trouble)) {
        return stopped(look, trouble.kind() + ", " + trouble.detail());
      }
      batch.add(look);
      unreadTogether = SyncStore.unread(look.outcome()).isPresent() ? unreadTogether + 1 : 0;
      if (unreadTogether == MOST_UNREAD_TOGETHER) {
        return stopped(look, SyncStore.unread(look.outcome()).orElseThrow());
      }
      lookAhead();
      boolean full = batch.size() == BATCH || System.nanoTime() - storedAt > storeEvery;
      if (full && !storeBatch(false)) {
        return new SyncOutcome.Superseded(counts);
      }
    }
    return storeBatch(true) ? new SyncOutcome.Complete(counts) : new SyncOutcome.Superseded(counts);
  }

  /** What was not read last is left to the run that goes on from here. */
  private SyncOutcome stopped(SyncLooks.Look at, String reason) {
    while (!batch.isEmpty() && SyncStore.unread(batch.getLast().outcome()).isPresent()) {
      batch.removeLast();
    }
    if (!batch.isEmpty() && !storeBatch(false)) {
      return new SyncOutcome.Superseded(counts);
    }
    return new SyncOutcome.Stopped(counts, "at " + at.name() + ": " + reason);
  }

  /** From the index of names alone: a million take a second. */
  private void countNames() {
    String from = page;
    long all = 0;
    String after = "";
    for (List<DomainName> some = namesAfter(after);
        !some.isEmpty();
        some = namesAfter(some.getLast().ascii())) {
      for (DomainName name : some) {
        if (isHere(name)) {
          all++;
          done += name.ascii().compareTo(from) <= 0 ? 1 : 0;
        }
      }
    }
    listener.began(registry, done, all);
  }

  private void lookAhead() {
    while (ahead.size() < AHEAD && (!names.isEmpty() || nextPage())) {
      List<DomainName> some = new ArrayList<>();
      while (!names.isEmpty() && ahead.size() + some.size() < AHEAD) {
        some.add(names.remove());
      }
      Map<DomainName, Reading> known = sync.database.read(sql -> sync.readings.latest(sql, some));
      some.forEach(name -> ahead.add(looks.start(name, known.get(name))));
    }
  }

  /** Whether there are names again. */
  private boolean nextPage() {
    while (names.isEmpty() && !lastPage) {
      List<DomainName> some = namesAfter(page);
      lastPage = some.isEmpty();
      if (!lastPage) {
        page = some.getLast().ascii();
        some.stream().filter(this::isHere).forEach(names::add);
      }
    }
    return !names.isEmpty();
  }

  private List<DomainName> namesAfter(String after) {
    return sync.database.read(sql -> sync.domains.namesAfter(sql, after, PAGE));
  }

  private boolean isHere(DomainName name) {
    return sync.registries.of(name).filter(registry::equals).isPresent();
  }

  private boolean storeBatch(boolean complete) {
    SyncStore.Stored stored = store.store(batch, complete);
    if (!stored.ours()) {
      return false;
    }
    counts = counts.plus(stored.counts());
    done += batch.size();
    stored.drifts().forEach(drift -> listener.drifted(registry, drift));
    stored.unread().forEach((name, reason) -> listener.unread(registry, name, reason));
    batch.clear();
    storedAt = System.nanoTime();
    listener.stored(registry, done);
    return true;
  }

  private static SyncLooks.Look result(Future<SyncLooks.Look> look) {
    try {
      return look.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while domains were read", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look at a domain broke", e.getCause());
    }
  }
}
