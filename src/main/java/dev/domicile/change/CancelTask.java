package dev.domicile.change;

import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.CancelStatus;
import dev.domicile.task.Cancellations;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskStatus;
import dev.domicile.task.TaskView;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CancelTask: ends what waits of a task. What is done stays done, and what is under way ends by
 * itself. At the answer nothing of the task waits any more. A task that has ended is refused, so
 * that nobody takes it for undone; cancelling one again is not.
 */
public final class CancelTask implements Operation {

  private static final Logger log = LoggerFactory.getLogger(CancelTask.class);

  private static final Description DESCRIBED =
      Description.of("Ends what of a task still waits; what is done stays done.")
          .with(Parameter.required("TaskNo", Parameter.Kind.TEXT, "The task."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final TaskRecords records;
  private final Cancellations cancellations;
  private final Audit audit;
  private final InstantSource clock;

  private sealed interface Request {
    record Stored(TaskView task) implements Request {}

    record Refused(Refusal refusal) implements Request {}
  }

  public CancelTask(
      Database database,
      TaskRecords records,
      Cancellations cancellations,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.records = records;
    this.cancellations = cancellations;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "CancelTask";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:CancelTask", false, true);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    String taskNo = in.required("TaskNo");
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    String clientIp = in.text("UserClientIp").orElse(call.clientAddress());
    return switch (database.write(sql -> request(sql, call.caller(), taskNo, clientIp))) {
      case Request.Refused(Refusal refusal) -> Answer.refused(refusal);
      case Request.Stored(TaskView task) -> {
        int ended = cancellations.endWaiting(call.caller().accountId(), task.id());
        log.info("task {} cancelled: {} of {} domains waited", taskNo, ended, task.total());
        yield Answer.ok(Tree.object());
      }
    };
  }

  private Request request(Sql sql, Caller caller, String taskNo, String clientIp) {
    Optional<TaskView> found = records.task(sql, caller.accountId(), taskNo);
    if (found.isEmpty()) {
      return new Request.Refused(NoSuch.task("TaskNo"));
    }
    TaskView task = found.get();
    if (task.status() == TaskStatus.COMPLETE && task.cancelStatus() == CancelStatus.INIT) {
      return new Request.Refused(
          Refusal.illegal("TaskNo: the task has ended already.", "TaskNo：任务已执行完成。"));
    }
    if (cancellations.request(sql, caller.accountId(), task)) {
      audit.entry(
          sql,
          clock.millis(),
          caller.accountId(),
          caller.accessKeyId(),
          "task.cancelled",
          taskNo,
          "from=" + clientIp);
    }
    return new Request.Stored(task);
  }
}
