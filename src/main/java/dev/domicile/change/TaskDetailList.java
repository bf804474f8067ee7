package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Paging;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.StepStatus;
import dev.domicile.task.StepView;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskView;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** QueryTaskDetailList: what happened to each domain of a task. */
public final class TaskDetailList implements Operation {

  /** Largest PageSize, as the API documents. */
  private static final int LARGEST_PAGE = 1000;

  private final Database database;
  private final TaskRecords records;
  private final Domains domains;
  private final ApiTime time;

  public TaskDetailList(Database database, TaskRecords records, Domains domains, ApiTime time) {
    this.database = database;
    this.records = records;
    this.domains = domains;
    this.time = time;
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
  public Set<String> parameters() {
    return Set.of("TaskNo", "PageNum", "PageSize", "TaskStatus", "DomainName", "InstanceId");
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    String taskNo = in.required("TaskNo");
    Paging paging = Paging.read(in, LARGEST_PAGE);
    @Nullable StepStatus status = in.integer("TaskStatus", 0, 3).map(StepStatus::of).orElse(null);
    Optional<String> domainName = in.text("DomainName");
    Optional<String> instanceId = in.text("InstanceId");
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(
        sql -> {
          Optional<TaskView> task = records.task(sql, call.caller().accountId(), taskNo);
          if (task.isEmpty()) {
            return Answer.refused(
                Refusal.illegal("TaskNo: there is no such task.", "TaskNo：任务不存在。"));
          }
          Optional<String> subject = subject(sql, domainName, instanceId);
          if (subject.isEmpty() && (domainName.isPresent() || instanceId.isPresent())) {
            return Answer.ok(
                page(call.lang(), call.version(), task.get(), paging, 0, List.of(), Map.of()));
          }
          return Answer.ok(
              list(
                  sql,
                  call,
                  task.get(),
                  new TaskRecords.Filter(status, subject.orElse(null)),
                  paging));
        });
  }

  /** The one domain that both filters name; empty where they name none, or two. */
  private Optional<String> subject(
      Sql sql, Optional<String> domainName, Optional<String> instanceId) {
    Optional<String> byName = domainName.flatMap(DomainName::parse).map(DomainName::ascii);
    if (instanceId.isEmpty()) {
      return byName;
    }
    Optional<String> byId =
        domains.findByInstanceId(sql, instanceId.get()).map(domain -> domain.name().ascii());
    return domainName.isEmpty() || byId.equals(byName) ? byId : Optional.empty();
  }

  private Tree.Obj list(
      Sql sql, Call call, TaskView task, TaskRecords.Filter filter, Paging paging) {
    int total = records.count(sql, task, filter);
    List<StepView> steps = records.steps(sql, task, filter, paging.offset(), paging.size());
    Map<DomainName, String> instances =
        domains.instanceIdsOf(
            sql, steps.stream().map(step -> new DomainName(step.subject())).toList());
    return page(call.lang(), call.version(), task, paging, total, steps, instances);
  }

  private Tree.Obj page(
      Lang lang,
      Version version,
      TaskView task,
      Paging paging,
      int total,
      List<StepView> steps,
      Map<DomainName, String> instances) {
    List<Tree.Obj> rows =
        steps.stream()
            .map(
                step ->
                    row(
                        lang,
                        version,
                        task,
                        step,
                        instances.getOrDefault(new DomainName(step.subject()), "")))
            .toList();
    return paging.envelope(total).put("Data", Tree.object().put("TaskDetail", Tree.rows(rows)));
  }

  private Tree.Obj row(
      Lang lang, Version version, TaskView task, StepView step, String instanceId) {
    ContactType type = ContactType.ofTaskType(task.kind());
    Tree.Obj row =
        Tree.object()
            .put("TaskNo", task.taskNo())
            .put("TaskDetailNo", step.number().toString())
            .put("TaskType", type.taskType())
            .put("TaskTypeDescription", type.description(lang))
            .put("InstanceId", instanceId)
            .put("DomainName", new DomainName(step.subject()).unicode())
            .put("TaskStatus", step.status().name())
            .put("TaskStatusCode", step.status().code())
            .put("CreateTime", time.text(task.createdAt()))
            .put("UpdateTime", time.text(step.updatedAt()))
            .put("TryCount", step.tries())
            .put("ErrorMsg", message(step, lang));
    if (version == Version.V2018_01_29) {
      row.put("TaskResult", step.status() == StepStatus.EXECUTE_SUCCESS ? step.reason() : "");
      row.put(
          "FailReason", step.status() == StepStatus.EXECUTE_FAILURE ? failReason(step, lang) : "");
    }
    return row;
  }

  private static String message(StepView step, Lang lang) {
    return Reason.of(step.reason())
        .map(reason -> reason.text(lang, step.note()))
        .orElse(step.note());
  }

  /** Code, cause and next step: what a person needs who has to answer for this domain. */
  private static String failReason(StepView step, Lang lang) {
    return Reason.of(step.reason())
        .map(
            reason ->
                (reason.name()
                        + ": "
                        + reason.text(lang, step.note())
                        + " "
                        + reason.nextStep(lang))
                    .strip())
        .orElse(step.reason());
  }
}
