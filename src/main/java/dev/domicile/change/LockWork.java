package dev.domicile.change;

import dev.domicile.api.ApiTime;
import dev.domicile.api.Refusal;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.store.Sql;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A lock to be set or lifted.
 *
 * @param now epoch milliseconds, of the submit
 */
record LockWork(ProhibitionLock lock, boolean on, TransferLocks running, ApiTime time, long now)
    implements Work {

  @Override
  public TaskType taskType() {
    return lock.taskType();
  }

  @Override
  public String told() {
    return on ? "on " : "off ";
  }

  @Override
  public Optional<String> needsRegistry() {
    return Optional.of("Status");
  }

  /** The lock that a change of registrant brought stays to its end. */
  @Override
  public Optional<Refusal> refusal(Sql sql, BatchNames names) {
    if (on || lock != ProhibitionLock.TRANSFER) {
      return Optional.empty();
    }
    List<TransferLock> locks = running.running(sql, names.given().keySet(), now);
    return locks.isEmpty() ? Optional.empty() : Optional.of(stillRuns(names, locks));
  }

  private Refusal stillRuns(BatchNames names, List<TransferLock> locks) {
    return Refusal.illegal(
        "Status: transfer locks that cannot be lifted before their end "
            + names.told(locks, TransferLock::domain, until(" until ")),
        "Status：转移锁到期前不能解除 " + names.told(locks, TransferLock::domain, until(" 到期时间 ")));
  }

  private Function<TransferLock, String> until(String words) {
    return lock -> words + time.text(lock.endsAt());
  }

  @Override
  public void store(Sql sql, long accountId, long taskId) {
    new LockChange(on).add(sql, accountId, taskId);
  }
}
