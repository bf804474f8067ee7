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
import dev.domicile.task.StepView;
import dev.domicile.task.TaskHead;
import dev.domicile.task.TaskRecords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** QueryTaskDetailList: what happened to each domain of a task. */
public final class TaskDetailList implements Operation {

  /** Largest PageSize, as the API documents. */
  private static final int LARGEST_PAGE = 1000;

  private static final Description DESCRIBED =
      Description.of("What became of each domain name of a task, by page.")
          .with(Parameter.required("TaskNo", Parameter.Kind.TEXT, "The task."))
          .with(Paging.parameters(LARGEST_PAGE))
          .with(
              Parameter.optional(
                  "TaskStatus",
                  Parameter.Kind.INTEGER,
                  "Only details that wait (0), are under way (1), succeeded (2) or failed (3)."))
          .with(Parameter.optional("DomainName", Parameter.Kind.TEXT, "Only this domain name."))
          .with(
              Parameter.optional(
                  "InstanceId", Parameter.Kind.TEXT, "Only the domain name with this id."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final TaskRecords records;
  private final Domains domains;
  private final TaskDetailRows rows;

  public TaskDetailList(Database database, TaskRecords records, Domains domains, ApiTime time) {
    this.database = database;
    this.records = records;
    this.domains = domains;
    this.rows = new TaskDetailRows(domains, time);
  }

  @Override
  public String name() {
    return "QueryTaskDetailList";
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
    String taskNo = in.required("TaskNo");
    Paging paging = Paging.read(in, LARGEST_PAGE);
    @Nullable StepStatus status = in.integer("TaskStatus", 0, 3).map(StepStatus::of).orElse(null);
    DomainFilter domain = DomainFilter.read(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(
        sql -> {
          Optional<TaskHead> task = records.head(sql, call.caller().accountId(), taskNo);
          if (task.isEmpty()) {
            return Answer.refused(NoSuch.task("TaskNo"));
          }
          Optional<String> subject = domain.subject(sql, domains);
          return Answer.ok(
              domain.absent() || subject.isPresent()
                  ? page(
                      sql,
                      call,
                      task.get(),
                      new TaskRecords.Filter(status, subject.orElse(null)),
                      paging)
                  : page(paging, 0, List.of()));
        });
  }

  private Tree.Obj page(
      Sql sql, Call call, TaskHead task, TaskRecords.Filter filter, Paging paging) {
    List<StepView> steps = records.steps(sql, task, filter, paging.offset(), paging.size());
    List<Tree.Obj> page = rows.of(sql, call.lang(), steps.stream().map(task::detail).toList());
    if (call.version() == Version.V2018_01_29) {
      for (int i = 0; i < page.size(); i++) {
        page.get(i)
            .put("TaskResult", TaskDetailRows.taskResult(steps.get(i)))
            .put("FailReason", TaskDetailRows.failReason(steps.get(i), call.lang()));
      }
    }
    return page(paging, records.count(sql, task, filter), page);
  }

  private static Tree.Obj page(Paging paging, int total, List<Tree.Obj> page) {
    return paging.envelope(total).put("Data", Tree.object().put("TaskDetail", Tree.rows(page)));
  }
}
