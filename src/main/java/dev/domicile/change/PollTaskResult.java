package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Paging;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.StepStatus;
import dev.domicile.task.TaskDetail;
import dev.domicile.task.TaskHead;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskResults;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PollTaskResult: the ended details of all the account's tasks that nobody has acknowledged, the
 * oldest task's first. Who acknowledges each first page sees every result once.
 */
public final class PollTaskResult implements Operation {

  /** Largest PageSize, as the API documents. */
  private static final int LARGEST_PAGE = 1000;

  private static final Description DESCRIBED =
      Description.of("Ended details that nobody has acknowledged yet, by page.")
          .with(Paging.parameters(LARGEST_PAGE))
          .with(Parameter.optional("TaskNo", Parameter.Kind.TEXT, "Only of this task."))
          .with(Parameter.optional("DomainName", Parameter.Kind.TEXT, "Only this domain name."))
          .with(
              Parameter.optional(
                  "InstanceId", Parameter.Kind.TEXT, "Only the domain name with this id."))
          .with(
              Parameter.optional(
                  "TaskResultStatus",
                  Parameter.Kind.INTEGER,
                  "Only those that succeeded (2) or failed (3)."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final TaskRecords records;
  private final TaskResults results;
  private final Domains domains;
  private final TaskDetailRows rows;

  public PollTaskResult(
      Database database, TaskRecords records, TaskResults results, Domains domains, ApiTime time) {
    this.database = database;
    this.records = records;
    this.results = results;
    this.domains = domains;
    this.rows = new TaskDetailRows(domains, time);
  }

  @Override
  public String name() {
    return "PollTaskResult";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:QueryDomainTask", false, false);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    Paging paging = Paging.read(in, LARGEST_PAGE);
    Optional<String> taskNo = in.text("TaskNo");
    @Nullable StepStatus status =
        in.integer("TaskResultStatus", 2, 3).map(StepStatus::of).orElse(null);
    DomainFilter domain = DomainFilter.read(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(
        sql -> {
          Optional<TaskHead> task =
              taskNo.flatMap(no -> records.head(sql, call.caller().accountId(), no));
          if (taskNo.isPresent() && task.isEmpty()) {
            return Answer.refused(NoSuch.task("TaskNo"));
          }
          Optional<String> subject = domain.subject(sql, domains);
          if (subject.isEmpty() && !domain.absent()) {
            return Answer.ok(page(paging, 0, List.of()));
          }
          @Nullable Long taskId = task.map(TaskHead::id).orElse(null);
          return Answer.ok(
              page(
                  sql, call, new TaskResults.Filter(taskId, status, subject.orElse(null)), paging));
        });
  }

  private Tree.Obj page(Sql sql, Call call, TaskResults.Filter filter, Paging paging) {
    long account = call.caller().accountId();
    List<TaskDetail> details = results.page(sql, account, filter, paging.offset(), paging.size());
    List<Tree.Obj> page = rows.of(sql, call.lang(), details);
    if (call.version() == Version.V2018_01_29) {
      for (int i = 0; i < page.size(); i++) {
        page.get(i).put("TaskResult", TaskDetailRows.taskResult(details.get(i).step()));
      }
    }
    return page(paging, results.count(sql, account, filter), page);
  }

  private static Tree.Obj page(Paging paging, int total, List<Tree.Obj> page) {
    return paging.envelope(total).put("Data", Tree.object().put("TaskDetail", Tree.rows(page)));
  }
}
