package dev.domicile.change;

import dev.domicile.account.Caller;
import dev.domicile.api.Refusal;
import dev.domicile.portfolio.Registries;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lifts the locks against transfer that came with a change of registrant, once they have ended: as
 * tasks of the domains' own accounts, with their busy marks, so that no change comes in between. A
 * status that was there before, or that the holder has asked for since, stays.
 */
public final class LockRelease {

  private static final Logger log = LoggerFactory.getLogger(LockRelease.class);

  /** Locks lifted by one task at most; the rest follows in the next round. */
  private static final int MOST = 1_000;

  /** A lock that could not be lifted is tried again after this long. */
  private static final Duration AGAIN = Duration.ofDays(1);

  private static final String SERVICE = "service";

  private final Database database;
  private final TransferLocks locks;
  private final Registries registries;
  private final BatchSubmission submission;
  private final InstantSource clock;

  public LockRelease(
      Database database,
      TransferLocks locks,
      Registries registries,
      BatchSubmission submission,
      InstantSource clock) {
    this.database = database;
    this.locks = locks;
    this.registries = registries;
    this.submission = submission;
    this.clock = clock;
  }

  /** One round; to be repeated every minute or so. */
  public void run() {
    long now = clock.millis();
    Map<Long, List<DomainName>> ended =
        database.read(sql -> locks.ended(sql, now, now - AGAIN.toMillis(), MOST));
    ended.forEach((account, names) -> lift(account, names, now));
  }

  private void lift(long account, List<DomainName> names, long now) {
    List<DomainName> served =
        new ArrayList<>(names.stream().filter(name -> registries.of(name).isPresent()).toList());
    while (!served.isEmpty()) {
      switch (submit(account, served, now)) {
        case BatchSubmission.Result.Accepted(String taskNo) -> {
          log.info("task {} lifts {} transfer locks that have ended", taskNo, served.size());
          return;
        }
        // what they have under way may extend the lock; they come again in the next round
        case BatchSubmission.Result.Busy(List<DomainName> busy) -> served.removeAll(busy);
        case BatchSubmission.Result.NotHeld(List<DomainName> gone) -> served.removeAll(gone);
        case BatchSubmission.Result.Refused _, BatchSubmission.Result.Repeated _ -> {
          return;
        }
      }
    }
  }

  private BatchSubmission.Result submit(long account, List<DomainName> names, long now) {
    Map<DomainName, String> given = new LinkedHashMap<>();
    Map<DomainName, String> served = new LinkedHashMap<>();
    for (DomainName name : names) {
      given.put(name, name.ascii());
      served.put(name, registries.of(name).orElseThrow());
    }
    Caller service = new Caller(account, SERVICE, SERVICE);
    return submission.submit(
        service,
        new BatchNames(given, served),
        new Lifting(List.copyOf(names), now),
        SERVICE,
        null);
  }

  /** An asked-for lift of the same lock, except for who asks. */
  private final class Lifting implements Work {

    private final List<DomainName> names;
    private final long now;

    Lifting(List<DomainName> names, long now) {
      this.names = names;
      this.now = now;
    }

    @Override
    public TaskType taskType() {
      return ProhibitionLock.TRANSFER.taskType();
    }

    @Override
    public String told() {
      return "off ended ";
    }

    @Override
    public Optional<String> needsRegistry() {
      return Optional.empty();
    }

    /** A change that came between the look and here may have extended one. */
    @Override
    public Optional<Refusal> refusal(Sql sql, BatchNames batch) {
      return locks.countEnded(sql, names, now) == names.size()
          ? Optional.empty()
          : Optional.of(Refusal.illegal("a lock was extended", "锁已延长"));
    }

    @Override
    public void store(Sql sql, long accountId, long taskId) {
      new LockChange(false).add(sql, accountId, taskId);
      locks.tried(sql, names, now);
    }
  }
}
