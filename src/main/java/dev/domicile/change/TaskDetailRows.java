package dev.domicile.change;

import dev.domicile.api.ApiTime;
import dev.domicile.api.Lang;
import dev.domicile.api.Tree;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Sql;
import dev.domicile.task.StepStatus;
import dev.domicile.task.StepView;
import dev.domicile.task.TaskDetail;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Map;

/** Steps as the API's lists show them: the fields that all of these lists have. */
final class TaskDetailRows {

  private final Domains domains;
  private final ApiTime time;

  TaskDetailRows(Domains domains, ApiTime time) {
    this.domains = domains;
    this.time = time;
  }

  /** One for each detail, in their order. */
  List<Tree.Obj> of(Sql sql, Lang lang, List<TaskDetail> details) {
    Map<DomainName, String> instances =
        domains.instanceIdsOf(
            sql, details.stream().map(detail -> new DomainName(detail.step().subject())).toList());
    return details.stream().map(detail -> row(lang, detail, instances)).toList();
  }

  private Tree.Obj row(Lang lang, TaskDetail detail, Map<DomainName, String> instances) {
    StepView step = detail.step();
    DomainName name = new DomainName(step.subject());
    TaskType type = TaskType.valueOf(detail.kind());
    return Tree.object()
        .put("TaskNo", detail.taskNo())
        .put("TaskDetailNo", step.number().toString())
        .put("TaskType", type.name())
        .put("TaskTypeDescription", type.description(lang))
        .put("InstanceId", instances.getOrDefault(name, ""))
        .put("DomainName", name.unicode())
        .put("TaskStatus", step.status().name())
        .put("TaskStatusCode", step.status().code())
        .put("CreateTime", time.text(detail.createdAt()))
        .put("UpdateTime", time.text(step.updatedAt()))
        .put("TryCount", step.tries())
        .put("ErrorMsg", message(step, lang));
  }

  static String taskResult(StepView step) {
    return step.status() == StepStatus.EXECUTE_SUCCESS ? step.reason() : "";
  }

  static String failReason(StepView step, Lang lang) {
    return step.status() == StepStatus.EXECUTE_FAILURE ? told(step, lang) : "";
  }

  /** Of a failure all that is known, since not all lists and versions have FailReason. */
  private static String message(StepView step, Lang lang) {
    return step.status() == StepStatus.EXECUTE_FAILURE
        ? told(step, lang)
        : Reason.of(step.reason())
            .map(reason -> reason.text(lang, step.note()))
            .orElse(step.note());
  }

  private static String told(StepView step, Lang lang) {
    return Reason.of(step.reason())
        .map(reason -> reason.told(lang, step.note()))
        .orElse(step.reason());
  }
}
