package dev.domicile.portfolio;

import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of large accounts, read into memory behind the first search and used for as long as the
 * account's holdings are of the same version. Whoever asks in between asks the database, which is
 * slower and as true.
 */
public final class NamesInMemory implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NamesInMemory.class);

  /** Accounts with fewer are looked through in the database within a few milliseconds. */
  static final int FEW = 20_000;

  /** Rows of one query of a reading. */
  private static final int PORTION = 10_000;

  /**
   * A reading is followed by at least this many times as long without one: while an import changes
   * the account all the time, the processor is the import's.
   */
  private static final int REST = 10;

  private final Database database;
  private final Domains domains;
  private final int few;
  private final int most;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Held> held = new HashMap<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("names").factory());

  /** Of one account; {@code names} is empty until they are read for the first time. */
  private static final class Held {
    Optional<HeldNames> names = Optional.empty();
    boolean reading;
    long notBefore;
    long used;
  }

  /**
   * @param most names of all accounts together; 0 holds none
   * @param nanos the machine's running time
   */
  public NamesInMemory(Database database, Domains domains, int most, LongSupplier nanos) {
    this(database, domains, FEW, most, nanos);
  }

  NamesInMemory(Database database, Domains domains, int few, int most, LongSupplier nanos) {
    this.database = database;
    this.domains = domains;
    this.few = few;
    this.most = most;
    this.nanos = nanos;
  }

  /** The account's names as this transaction sees them, if they are at hand. */
  Optional<HeldNames> asOf(Sql sql, long accountId) {
    Domains.Holdings now = domains.holdings(sql, accountId);
    if (now.count() < few || now.count() > Math.min(most, HeldNames.MOST)) {
      return Optional.empty();
    }
    lock.lock();
    try {
      long nano = nanos.getAsLong();
      Held account = held.computeIfAbsent(accountId, id -> rested(nano));
      account.used = nano;
      Optional<HeldNames> names = account.names.filter(n -> n.version() == now.version());
      if (names.isEmpty() && !account.reading && nano - account.notBefore >= 0) {
        account.reading = true;
        reader.execute(() -> read(accountId));
      }
      return names;
    } finally {
      lock.unlock();
    }
  }

  private static Held rested(long nano) {
    Held fresh = new Held();
    fresh.notBefore = nano;
    return fresh;
  }

  private void read(long accountId) {
    long began = nanos.getAsLong();
    Optional<HeldNames> read = Optional.empty();
    try {
      read = Optional.of(database.read(sql -> names(sql, accountId)));
    } catch (StoreUnavailable told) {
      log.debug("names are read into memory another time");
    } catch (RuntimeException e) {
      log.warn("the names of account {} were not read into memory", accountId, e);
    } finally {
      keep(accountId, read, began);
    }
  }

  private HeldNames names(Sql sql, long accountId) {
    HeldNames.Builder names = new HeldNames.Builder();
    List<Domain> portion = domains.registeredAfter(sql, accountId, Long.MIN_VALUE, "", PORTION);
    while (!portion.isEmpty()) {
      for (Domain domain : portion) {
        names.add(
            domain.name().ascii(), time(domain.registrationDate()), time(domain.expirationDate()));
      }
      Domain last = portion.getLast();
      portion =
          domains.registeredAfter(
              sql, accountId, time(last.registrationDate()), last.name().ascii(), PORTION);
    }
    return names.build(domains.holdings(sql, accountId).version());
  }

  private static long time(@Nullable Long told) {
    return told == null ? 0 : told;
  }

  private void keep(long accountId, Optional<HeldNames> read, long began) {
    lock.lock();
    try {
      long now = nanos.getAsLong();
      Held account = held.get(accountId);
      if (account != null) {
        account.names = read.isPresent() ? read : account.names;
        account.reading = false;
        account.notBefore = now + REST * (now - began);
      }
      makeRoom(accountId);
      read.ifPresent(
          names ->
              log.info(
                  "{} names of account {} read into memory in {}",
                  names.count(),
                  accountId,
                  Duration.ofNanos(now - began)));
    } finally {
      lock.unlock();
    }
  }

  /** Whoever searched longest ago goes first. */
  private void makeRoom(long kept) {
    List<Map.Entry<Long, Held>> others = new ArrayList<>(held.entrySet());
    others.removeIf(entry -> entry.getKey() == kept || entry.getValue().reading);
    others.sort((one, other) -> Long.compare(one.getValue().used, other.getValue().used));
    long total = held.values().stream().mapToLong(NamesInMemory::count).sum();
    for (Map.Entry<Long, Held> oldest : others) {
      if (total <= most) {
        return;
      }
      total -= count(oldest.getValue());
      held.remove(oldest.getKey());
    }
  }

  private static int count(Held account) {
    return account.names.map(HeldNames::count).orElse(0);
  }

  /** A reading under way is waited for: it uses the database. */
  @Override
  public void close() {
    reader.shutdown();
    try {
      if (!reader.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("names are still being read into memory");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
