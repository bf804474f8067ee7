package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Version;
import dev.domicile.portfolio.TransferLocks;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The submits that set ({@code Status=true}) or lift a lock of domains. */
public final class SubmitLock implements Operation {

  /** The operations, by the lock they change and by how many domains they take. */
  public enum Form {
    SINGLE_TRANSFER("SaveSingleTaskForTransferProhibitionLock", ProhibitionLock.TRANSFER, true),
    BATCH_TRANSFER("SaveBatchTaskForTransferProhibitionLock", ProhibitionLock.TRANSFER, false),
    SINGLE_UPDATE("SaveSingleTaskForUpdateProhibitionLock", ProhibitionLock.UPDATE, true),
    BATCH_UPDATE("SaveBatchTaskForUpdateProhibitionLock", ProhibitionLock.UPDATE, false);

    private final String operation;
    private final ProhibitionLock lock;
    private final boolean single;
    private final Description described;

    Form(String operation, ProhibitionLock lock, boolean single) {
      this.operation = operation;
      this.lock = lock;
      this.single = single;
      this.described =
          Description.of("Sets or lifts " + lock.status() + " of domain names.")
              .with(single ? BatchNames.ONE : BatchNames.MANY)
              .with(
                  Parameter.required(
                      "Status", Parameter.Kind.FLAG, "true sets the lock, false lifts it."))
              .with(ClientTokens.DESCRIBED)
              .refusing(
                  ErrorCode.PARAMETER_ILLEGAL,
                  ErrorCode.DOMAIN_NOT_EXIST,
                  ErrorCode.TASK_IS_BEING_PROCESSED,
                  ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
                  ErrorCode.NETWORK_IO_ERROR);
    }
  }

  private final Form form;
  private final SubmitDesk desk;
  private final TransferLocks locks;
  private final ApiTime time;
  private final InstantSource clock;

  public SubmitLock(
      Form form, SubmitDesk desk, TransferLocks locks, ApiTime time, InstantSource clock) {
    this.form = form;
    this.desk = desk;
    this.locks = locks;
    this.time = time;
    this.clock = clock;
  }

  @Override
  public String name() {
    return form.operation;
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:SecuritySetting", true, true);
  }

  @Override
  public Description describe() {
    return form.described;
  }

  @Override
  public Answer run(Call call) {
    return desk.once(this, call, claim -> submit(call, claim));
  }

  private Answer submit(Call call, ClientTokens.@Nullable Claim claim) {
    Parameters in = call.parameters();
    BatchNames names = form.single ? desk.one(in) : desk.many(in);
    boolean on = in.requiredFlag("Status");
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return desk.submit(
        call, names, new LockWork(form.lock, on, locks, time, clock.millis()), claim);
  }
}
