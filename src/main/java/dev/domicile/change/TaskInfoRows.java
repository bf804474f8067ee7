package dev.domicile.change;

import dev.domicile.api.ApiTime;
import dev.domicile.api.Lang;
import dev.domicile.api.Tree;
import dev.domicile.task.TaskView;

/** Tasks as the API's lists show them: the fields that both lists have. */
final class TaskInfoRows {

  private final ApiTime time;

  TaskInfoRows(ApiTime time) {
    this.time = time;
  }

  Tree.Obj row(Lang lang, TaskView task) {
    TaskType type = TaskType.valueOf(task.kind());
    return Tree.object()
        .put("TaskNo", task.taskNo())
        .put("TaskType", type.name())
        .put("TaskTypeDescription", type.description(lang))
        .put("TaskNum", task.total())
        .put("TaskStatus", task.status().name())
        .put("TaskStatusCode", task.status().code())
        .put("CreateTime", time.text(task.createdAt()))
        .put("Clientip", task.clientIp());
  }
}
