package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.Operation;
import dev.domicile.api.Paging;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import dev.domicile.task.TaskLists;
import dev.domicile.task.TaskView;
import java.util.List;
import java.util.Set;

/** QueryTaskList: the account's tasks by page, newest first. */
public final class TaskList implements Operation {

  /** Largest PageSize; the API documents none, and the lists beside this one end here. */
  private static final int LARGEST_PAGE = 1000;

  private static final Description DESCRIBED =
      Description.of("The account's tasks by page, newest first.")
          .with(Paging.parameters(LARGEST_PAGE))
          .with(
              Parameter.optional(
                  "BeginCreateTime",
                  Parameter.Kind.INTEGER,
                  "Tasks of this day and later: epoch milliseconds, of which the day counts."))
          .with(
              Parameter.optional(
                  "EndCreateTime",
                  Parameter.Kind.INTEGER,
                  "Tasks of this day and before: epoch milliseconds, of which the day counts."));

  private final Database database;
  private final TaskLists tasks;
  private final CreateTimes times;
  private final TaskInfoRows rows;

  public TaskList(Database database, TaskLists tasks, ApiTime time) {
    this.database = database;
    this.tasks = tasks;
    this.times = new CreateTimes(time);
    this.rows = new TaskInfoRows(time);
  }

  @Override
  public String name() {
    return "QueryTaskList";
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
    TaskLists.Range range = times.read(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    long account = call.caller().accountId();
    return database.read(
        sql -> {
          int total = tasks.count(sql, account, range);
          List<Tree.Obj> page =
              tasks.page(sql, account, range, paging.offset(), paging.size()).stream()
                  .map(task -> row(call, task))
                  .toList();
          return Answer.ok(
              paging.envelope(total).put("Data", Tree.object().put("TaskInfo", Tree.rows(page))));
        });
  }

  /**
   * TaskTypeCode and TaskBizType of 2018-01-29 are left out: their values are not published, and a
   * made-up number would be taken for a published one.
   */
  private Tree.Obj row(Call call, TaskView task) {
    Tree.Obj row =
        rows.row(call.lang(), task)
            .put("TaskCancelStatus", task.cancelStatus().name())
            .put("TaskCancelStatusCode", task.cancelStatus().code());
    if (call.version() == Version.V2018_01_29) {
      row.put(
          "TaskResult",
          "EXECUTE_SUCCESS=" + task.succeeded() + ",EXECUTE_FAILURE=" + task.failed());
    }
    return row;
  }
}
