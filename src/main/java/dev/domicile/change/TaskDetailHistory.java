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
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.StepStatus;
import dev.domicile.task.StepView;
import dev.domicile.task.TaskDetailNo;
import dev.domicile.task.TaskHead;
import dev.domicile.task.TaskRecords;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * QueryTaskDetailHistory: the details of a task by cursor, in the task's order. A cursor is the
 * first detail of its page; the one of another page, sent back as TaskDetailNoCursor, opens that
 * page. What changes its status meanwhile shifts no page.
 */
public final class TaskDetailHistory implements Operation {

  /** Largest PageSize; the API documents none, and the lists beside this one end here. */
  private static final int LARGEST_PAGE = 1000;

  private static final Description DESCRIBED =
      Description.of("What became of each domain name of a task, read on from a cursor.")
          .with(Parameter.required("TaskNo", Parameter.Kind.TEXT, "The task."))
          .with(
              Parameter.required(
                  "PageSize", Parameter.Kind.INTEGER, "Rows of a page, 1 to " + LARGEST_PAGE + "."))
          .with(
              Parameter.optional(
                  "TaskStatus",
                  Parameter.Kind.INTEGER,
                  "Only details that wait (0), are under way (1), succeeded (2) or failed (3)."))
          .with(Parameter.optional("DomainName", Parameter.Kind.TEXT, "Only this domain name."))
          .with(
              Parameter.optional(
                  "InstanceId", Parameter.Kind.TEXT, "Only the domain name with this id."))
          .with(
              Parameter.optional(
                  "TaskDetailNoCursor",
                  Parameter.Kind.TEXT,
                  "TaskDetailNo of the cursor that the page begins at."))
          .with(
              Parameter.optional(
                  "DomainNameCursor",
                  Parameter.Kind.TEXT,
                  "DomainName of the cursor that the page begins at."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final TaskRecords records;
  private final Domains domains;
  private final TaskDetailRows rows;

  private record Query(
      String taskNo,
      int size,
      @Nullable StepStatus status,
      DomainFilter domain,
      Optional<String> numberCursor,
      Optional<String> nameCursor) {}

  public TaskDetailHistory(Database database, TaskRecords records, Domains domains, ApiTime time) {
    this.database = database;
    this.records = records;
    this.domains = domains;
    this.rows = new TaskDetailRows(domains, time);
  }

  @Override
  public String name() {
    return "QueryTaskDetailHistory";
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
            in.required("TaskNo"),
            in.requiredInteger("PageSize", 1, LARGEST_PAGE),
            in.integer("TaskStatus", 0, 3).map(StepStatus::of).orElse(null),
            DomainFilter.read(in),
            in.text("TaskDetailNoCursor"),
            in.text("DomainNameCursor"));
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.read(sql -> answer(sql, call, query));
  }

  private Answer answer(Sql sql, Call call, Query query) {
    Optional<TaskHead> found = records.head(sql, call.caller().accountId(), query.taskNo);
    if (found.isEmpty()) {
      return Answer.refused(NoSuch.task("TaskNo"));
    }
    TaskHead task = found.get();
    OptionalInt from = place(sql, task, query);
    if (from.isEmpty()) {
      String cursor = query.numberCursor.isPresent() ? "TaskDetailNoCursor" : "DomainNameCursor";
      return Answer.refused(NoSuch.detail(cursor));
    }
    Optional<String> subject = query.domain.subject(sql, domains);
    if (subject.isEmpty() && !query.domain.absent()) {
      return Answer.ok(page(query.size, List.of(), Tree.object(), Tree.object()));
    }
    TaskRecords.Filter filter = new TaskRecords.Filter(query.status, subject.orElse(null));
    int offset = records.rank(sql, task, filter, from.getAsInt());
    return Answer.ok(page(sql, call, task, filter, offset, query.size));
  }

  /**
   * Where the page begins in the task. The number alone decides where both cursors are sent; empty
   * where it is no step of the task.
   */
  private OptionalInt place(Sql sql, TaskHead task, Query query) {
    if (query.numberCursor.isPresent()) {
      return TaskDetailNo.parse(query.numberCursor.get())
          .filter(number -> number.taskId() == task.id())
          .filter(number -> number.seq() >= 1 && number.seq() <= task.total())
          .map(number -> OptionalInt.of(number.seq()))
          .orElse(OptionalInt.empty());
    }
    if (query.nameCursor.isEmpty()) {
      return OptionalInt.of(1);
    }
    return query
        .nameCursor
        .flatMap(DomainName::parse)
        .map(name -> new TaskRecords.Filter(null, name.ascii()))
        .map(named -> records.steps(sql, task, named, 0, 1))
        .map(steps -> steps.stream().mapToInt(step -> step.number().seq()).findFirst())
        .orElse(OptionalInt.empty());
  }

  private Tree.Obj page(
      Sql sql, Call call, TaskHead task, TaskRecords.Filter filter, int offset, int size) {
    List<StepView> steps = new ArrayList<>(records.steps(sql, task, filter, offset, size + 1));
    int shown = Math.min(size, steps.size());
    boolean previous = offset > 0;
    if (previous) {
      steps.addAll(records.steps(sql, task, filter, Math.max(0, offset - size), 1));
    }
    List<Tree.Obj> all = rows.of(sql, call.lang(), steps.stream().map(task::detail).toList());
    boolean next = all.size() - (previous ? 1 : 0) > size;
    return page(
        size,
        all.subList(0, shown),
        next ? all.get(size) : Tree.object(),
        previous ? all.getLast() : Tree.object());
  }

  private static Tree.Obj page(int size, List<Tree.Obj> shown, Tree.Obj next, Tree.Obj previous) {
    return Tree.object()
        .put("PageSize", size)
        .put("CurrentPageCursor", shown.isEmpty() ? Tree.object() : shown.getFirst())
        .put("NextPageCursor", next)
        .put("PrePageCursor", previous)
        .put("Objects", Tree.rows("TaskDetailHistory", shown));
  }
}
