package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.Await;
import dev.domicile.SettableClock;
import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.Acknowledgements;
import dev.domicile.task.Cancellations;
import dev.domicile.task.EngineSettings;
import dev.domicile.task.Journal;
import dev.domicile.task.NewTask;
import dev.domicile.task.StepResult;
import dev.domicile.task.StepRunner;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskLists;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskResults;
import dev.domicile.task.Waits;
import dev.domicile.task.Workers;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tasks without a registry: a step comes to what the test says. Names that end in {@code .closed}
 * are of a queue that nobody works. All numbers come from seeds.
 */
final class TaskRig implements AutoCloseable {

  static final Caller OWNER = new Caller(1, "owner", "key1");
  static final Caller OTHER = new Caller(2, "other", "key2");
  static final String WORKED = "worked";
  static final StepResult DONE = new StepResult.Done("DONE", "", StepResult.Effects.NONE);
  static final StepResult LOCKED =
      new StepResult.Failed("UPDATE_LOCK", "clientUpdateProhibited", StepResult.Effects.NONE);
  static final StepResult UNKNOWN = new StepResult.Unknown("NO_ANSWER", "");

  private static final Waits LONG = new Waits(Duration.ofHours(1), Duration.ofHours(1));
  private static final EngineSettings ENGINE =
      new EngineSettings(
          Duration.ofHours(1),
          Duration.ofMillis(5),
          LONG,
          LONG,
          LONG,
          LONG,
          Duration.ZERO,
          Duration.ofSeconds(10));

  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T10:00:00Z"));
  final Database database;
  final Cancellations cancellations;
  final Operation list;
  final Operation detailList;
  final Operation detailHistory;
  final Operation infoHistory;
  final Operation poll;
  final Operation acknowledge;
  final Operation cancel;
  final List<Operation> all;
  private final Domains domains = new Domains(new Random(5));
  private final GroupCommit group;
  private final Journal journal;
  private final TaskQueue queue;

  TaskRig(Path folder) {
    database = Database.open(TestDatabases.url(folder, "tasks.db"));
    group = new GroupCommit(database, 200);
    journal = new Journal(group, clock, ENGINE);
    queue = new TaskQueue(Ids.of(clock, new Random(7)), clock);
    cancellations = new Cancellations(database, clock);
    ApiTime time = new ApiTime(ZoneId.of("Asia/Shanghai"));
    TaskRecords records = new TaskRecords();
    list = new TaskList(database, new TaskLists(), time);
    detailList = new TaskDetailList(database, records, domains, time);
    detailHistory = new TaskDetailHistory(database, records, domains, time);
    infoHistory = new TaskInfoHistory(database, new TaskLists(), time);
    poll = new PollTaskResult(database, records, new TaskResults(), domains, time);
    acknowledge = new AcknowledgeTaskResult(database, new Acknowledgements());
    cancel =
        new CancelTask(
            database, records, cancellations, new Audit(Ids.of(clock, new Random(9))), clock);
    all = List.of(list, detailList, detailHistory, infoHistory, poll, acknowledge, cancel);
  }

  /** Puts the names into the account and submits a task for them; its TaskNo. */
  String submit(Caller caller, String... names) {
    List<NewTask.Step> steps =
        Arrays.stream(names)
            .map(name -> new NewTask.Step(name.endsWith(".closed") ? "closed" : WORKED, name))
            .toList();
    database.run(
        sql ->
            domains.hold(
                sql,
                caller.accountId(),
                Arrays.stream(names).map(DomainName::new).toList(),
                clock.millis()));
    Submitted submitted =
        database.write(
            sql ->
                queue.submit(
                    sql, new NewTask(caller.accountId(), "CHG_HOLDER", "127.0.0.1", steps)));
    return assertInstanceOf(Submitted.Accepted.class, submitted).taskNo();
  }

  static boolean takes(Operation operation, String parameter) {
    return operation.describe().parameters().stream()
        .anyMatch(described -> described.name().equals(parameter));
  }

  String instanceId(String name) {
    return database.read(
        sql ->
            sql.row(
                    "SELECT instance_id FROM domain WHERE name = ?",
                    row -> row.text("instance_id"),
                    name)
                .orElseThrow());
  }

  /**
   * Has every step that waits in the worked queue carried out once: done, if not said otherwise.
   */
  void work(Map<String, StepResult> results) {
    try (Workers workers = workers(claim -> results.getOrDefault(claim.subject(), DONE))) {
      workers.start(true);
      Await.until(
          "every step was tried",
          () ->
              number(
                      "SELECT count(*) AS n FROM active WHERE queue = 'worked'"
                          + " AND (attempt = 0 OR leased = 1)")
                  == 0);
    }
  }

  Workers workers(StepRunner runner) {
    return new Workers(
        database, journal, clock, "rig", ENGINE, Map.of(WORKED, 16), Map.of("CHG_HOLDER", runner));
  }

  long number(String statement) {
    return database.read(sql -> sql.number(statement));
  }

  Answer answer(
      Operation operation, Caller caller, Version version, Lang lang, Map<String, String> in) {
    return operation.run(
        new Call(caller, version, new Parameters(in), lang, "REQUEST", "127.0.0.1"));
  }

  Tree.Obj call(Operation operation, String... parameters) {
    Answer answer = answer(operation, OWNER, Version.V2018_01_29, Lang.EN, parameters(parameters));
    return assertInstanceOf(Answer.Ok.class, answer, () -> told(answer)).body();
  }

  /** The code and the message of a refusal. */
  String refused(Operation operation, String... parameters) {
    return told(answer(operation, OWNER, Version.V2018_01_29, Lang.EN, parameters(parameters)));
  }

  static String told(Answer answer) {
    Refusal refusal = assertInstanceOf(Answer.Refused.class, answer).refusal();
    return refusal.codeText() + ": " + refusal.message(Lang.EN);
  }

  static Map<String, String> parameters(String... namesAndValues) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return all;
  }

  static List<Tree.Obj> rows(Tree.Obj body, String... path) {
    Tree at = body;
    for (String name : path) {
      at = Rig.field((Tree.Obj) at, name);
    }
    return ((Tree.Rows) at).rows().stream().map(Tree.Obj.class::cast).toList();
  }

  static List<String> texts(List<Tree.Obj> rows, String field) {
    return rows.stream().map(row -> Rig.text(row, field)).toList();
  }

  static long number(Tree.Obj body, String field) {
    return ((Tree.Num) Rig.field(body, field)).value();
  }

  @Override
  public void close() {
    group.close();
    database.close();
  }
}
