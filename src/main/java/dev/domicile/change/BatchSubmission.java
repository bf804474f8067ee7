package dev.domicile.change;

import dev.domicile.account.AccountRow;
import dev.domicile.account.Caller;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Refusal;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.NewTask;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a batch: what is asked, task, steps and busy marks in one transaction. The TaskNo is given
 * out after the commit, so whoever holds one will get an outcome.
 */
public final class BatchSubmission {

  private static final Logger log = LoggerFactory.getLogger(BatchSubmission.class);

  /** What became of a batch. */
  sealed interface Result {

    record Accepted(String taskNo) implements Result {}

    /** Accepted before, under the same ClientToken; nothing more is stored. */
    record Repeated(String taskNo) implements Result {}

    /** Not held by the account, or of a TLD that no registry serves; nothing is stored. */
    record NotHeld(List<DomainName> names) implements Result {}

    /** With a change under way; nothing is stored. */
    record Busy(List<DomainName> names) implements Result {}

    /** Not possible for some of the domains; nothing is stored. */
    record Refused(Refusal refusal) implements Result {}
  }

  private final Database database;
  private final Domains domains;
  private final TaskQueue tasks;
  private final Audit audit;
  private final InstantSource clock;
  private final Consumer<Collection<String>> wake;
  private final ClientTokens tokens;

  /**
   * @param wake told which registries have new work, after the commit
   */
  public BatchSubmission(
      Database database,
      Domains domains,
      TaskQueue tasks,
      Audit audit,
      InstantSource clock,
      Consumer<Collection<String>> wake,
      ClientTokens tokens) {
    this.database = database;
    this.domains = domains;
    this.tasks = tasks;
    this.audit = audit;
    this.clock = clock;
    this.wake = wake;
    this.tokens = tokens;
  }

  Result submit(
      Caller caller,
      BatchNames names,
      Work work,
      String clientIp,
      ClientTokens.@Nullable Claim claim) {
    List<DomainName> unserved = names.unserved();
    Result result =
        database.writeIf(
            stored -> stored instanceof Result.Accepted,
            sql -> {
              AccountRow.share(sql, caller.accountId());
              if (claim != null && before(sql, claim) instanceof Result known) {
                return known;
              }
              List<DomainName> notHeld = notHeld(sql, caller, names, unserved);
              if (!notHeld.isEmpty()) {
                return new Result.NotHeld(notHeld);
              }
              return work.refusal(sql, names)
                  .<Result>map(Result.Refused::new)
                  .orElseGet(() -> keep(sql, claim, store(sql, caller, names, work, clientIp)));
            });
    if (result instanceof Result.Accepted(String taskNo)) {
      log.info(
          "task {} accepted: {} of {} domains for account {}",
          taskNo,
          work.taskType(),
          names.given().size(),
          caller.accountName());
      wake.accept(names.registryNames());
    }
    return result;
  }

  /** Two that were sent at the same moment meet here: the second finds the first. */
  private @Nullable Result before(Sql sql, ClientTokens.Claim claim) {
    tokens.hold(sql, claim);
    return switch (tokens.look(sql, claim)) {
      case ClientTokens.Known.New() -> null;
      case ClientTokens.Known.Same(String taskNo) -> new Result.Repeated(taskNo);
      case ClientTokens.Known.Other() ->
          new Result.Refused(Refusal.of(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH));
    };
  }

  private Result keep(Sql sql, ClientTokens.@Nullable Claim claim, Result result) {
    if (claim != null && result instanceof Result.Accepted(String taskNo)) {
      tokens.keep(sql, claim, taskNo);
    }
    return result;
  }

  private List<DomainName> notHeld(
      Sql sql, Caller caller, BatchNames names, List<DomainName> unserved) {
    Set<DomainName> held = domains.holdings(sql, caller.accountId(), names.given().keySet());
    if (unserved.isEmpty() && held.size() == names.given().size()) {
      return List.of();
    }
    return names.given().keySet().stream()
        .filter(name -> !held.contains(name) || unserved.contains(name))
        .toList();
  }

  private Result store(Sql sql, Caller caller, BatchNames names, Work work, String clientIp) {
    List<NewTask.Step> steps = new ArrayList<>(names.given().size());
    names
        .registries()
        .forEach((name, registry) -> steps.add(new NewTask.Step(registry, name.ascii())));
    return switch (tasks.submit(
        sql, new NewTask(caller.accountId(), work.taskType().name(), clientIp, steps))) {
      case Submitted.Busy(List<String> subjects) ->
          new Result.Busy(subjects.stream().map(DomainName::new).toList());
      case Submitted.Accepted(long taskId, String taskNo) -> {
        work.store(sql, caller.accountId(), taskId);
        audit.entry(
            sql,
            clock.millis(),
            caller.accountId(),
            caller.accessKeyId(),
            "task.submitted",
            taskNo,
            "%s %sdomains=%d from=%s"
                .formatted(work.taskType(), work.told(), steps.size(), clientIp));
        yield new Result.Accepted(taskNo);
      }
    };
  }
}
