package dev.domicile.change;

import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.DomainInfo;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
import dev.domicile.task.StepResult;
import dev.domicile.task.StepRunner;
import dev.domicile.wire.DomainName;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets or lifts a lock of one domain. */
public final class LockChangeStep implements StepRunner {

  private final Workbench bench;
  private final PerTask<LockChange> changes;
  private final TransferLocks locks;

  public LockChangeStep(Workbench bench, TransferLocks locks) {
    this.bench = bench;
    this.changes = new PerTask<>(bench.database, LockChange::find);
    this.locks = locks;
  }

  @Override
  public StepResult run(Claim claim) {
    ProhibitionLock lock = ProhibitionLock.of(TaskType.valueOf(claim.kind()));
    Wanted.Lock wanted = new Wanted.Lock(lock, changes.of(claim.taskId()).on());
    return bench.attempt(claim, registry -> new LockAim(wanted, new DomainName(claim.subject())));
  }

  private final class LockAim implements Aim<Wanted.Lock> {

    private final Wanted.Lock wanted;
    private final DomainName domain;

    LockAim(Wanted.Lock wanted, DomainName domain) {
      this.wanted = wanted;
      this.domain = domain;
    }

    @Override
    public Target<Wanted.Lock> target(@Nullable DomainInfo now) {
      return new Target.Clear<>(wanted);
    }

    @Override
    public boolean shows() {
      return true;
    }

    @Override
    public Optional<Wanted.Lock> known(DomainInfo now) {
      return Optional.of(wanted);
    }

    @Override
    public boolean renews(Wanted.Lock asked) {
      return false;
    }

    @Override
    public StepResult missing(Wanted.Lock asked, String note) {
      return Verdict.failed(Reason.NOT_AT_REGISTRY, note);
    }

    /** From here on the status of a 60-day lock is the holder's own, not this service's to lift. */
    @Override
    public void achieved(Sql sql, Wanted.Lock done, Set<String> added) {
      switch (done.lock()) {
        case TRANSFER -> locks.handOver(sql, domain, bench.clock.millis());
        case UPDATE -> {}
      }
    }
  }
}
