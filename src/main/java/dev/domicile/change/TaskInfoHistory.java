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
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.TaskLists;
import dev.domicile.task.TaskView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * QueryTaskInfoHistory: the account's tasks by cursor, newest first. A cursor is the first task of
 * its page; the one of another page, its TaskNo sent back as TaskNoCursor, opens that page. Tasks
 * submitted meanwhile shift no page.
 */
public final class TaskInfoHistory implements Operation {

  /** Largest PageSize; the API documents none, and the lists beside this one end here. */
  private static final int LARGEST_PAGE = 1000;

  private static final Description DESCRIBED =
      Description.of("The account's tasks, newest first, read on from a cursor.")
          .with(
              Parameter.required(
                  "PageSize", Parameter.Kind.INTEGER, "Rows of a page, 1 to " + LARGEST_PAGE + "."))
          .with(
              Parameter.optional(
                  "BeginCreateTime",
                  Parameter.Kind.INTEGER,
                  "Tasks of this day and later: epoch milliseconds, of which the day counts."))
          .with(
              Parameter.optional(
                  "EndCreateTime",
                  Parameter.Kind.INTEGER,
                  "Tasks of this day and before: epoch milliseconds, of which the day counts."))
          .with(
              Parameter.optional(
                  "TaskNoCursor",
                  Parameter.Kind.TEXT,
                  "TaskNo of the cursor that the page begins at."))
          .with(
              Parameter.optional(
                  "CreateTimeCursor",
                  Parameter.Kind.INTEGER,
                  "CreateTimeLong of the cursor that the page begins at, epoch milliseconds."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final TaskLists tasks;
  private final CreateTimes times;
  private final TaskInfoRows rows;

  private record Query(
      int size, TaskLists.Range range, Optional<String> taskNo, Optional<Long> createTime) {}

  public TaskInfoHistory(Database database, TaskLists tasks, ApiTime time) {
    this.database = database;
    this.tasks = tasks;
    this.times = new CreateTimes(time);
    this.rows = new TaskInfoRows(time);
  }

  @Override
  public String name() {
    return "QueryTaskInfoHistory";
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
    Query query =
        new Query(
            in.requiredInteger("PageSize", 1, LARGEST_PAGE),
            times.read(in),
            in.text("TaskNoCursor"),
            in.number("CreateTimeCursor", 0, CreateTimes.LATEST));
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(
        sql ->
            place(sql, call.caller().accountId(), query)
                .map(place -> Answer.ok(page(sql, call, query, place)))
                .orElseGet(() -> Answer.refused(NoSuch.task("TaskNoCursor"))));
  }

  /** The task's number alone decides where both cursors are sent; empty where there is none. */
  private Optional<TaskLists.Place> place(Sql sql, long account, Query query) {
    return query.taskNo.isPresent()
        ? tasks.place(sql, account, query.taskNo.get())
        : Optional.of(query.createTime.map(TaskLists.Place::at).orElse(TaskLists.Place.FIRST));
  }

  private Tree.Obj page(Sql sql, Call call, Query query, TaskLists.Place place) {
    long account = call.caller().accountId();
    List<TaskView> from = tasks.from(sql, account, query.range, place, query.size + 1);
    List<TaskView> before = tasks.before(sql, account, query.range, place, query.size);
    List<TaskView> shown = from.subList(0, Math.min(query.size, from.size()));
    return Tree.object()
        .put("PageSize", query.size)
        .put("CurrentPageCursor", cursor(call, shown.stream().findFirst()))
        .put("NextPageCursor", cursor(call, from.stream().skip(query.size).findFirst()))
        .put("PrePageCursor", cursor(call, before.stream().findFirst()))
        .put(
            "Objects",
            Tree.rows("TaskInfoHistory", shown.stream().map(task -> row(call, task)).toList()));
  }

  private Tree.Obj cursor(Call call, Optional<TaskView> task) {
    return task.map(found -> row(call, found)).orElseGet(Tree::object);
  }

  private Tree.Obj row(Call call, TaskView task) {
    return rows.row(call.lang(), task).put("CreateTimeLong", task.createdAt());
  }
}
