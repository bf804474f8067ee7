package dev.domicile.bench;

import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.change.PollTaskResult;
import dev.domicile.change.TaskDetailHistory;
import dev.domicile.change.TaskDetailList;
import dev.domicile.portfolio.Domains;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.task.Claim;
import dev.domicile.task.EngineSettings;
import dev.domicile.task.Journal;
import dev.domicile.task.NewTask;
import dev.domicile.task.StepResult;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskDetailNo;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskResults;
import dev.domicile.task.TaskView;
import dev.domicile.task.Waits;
import dev.domicile.task.Workers;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Any page of a task of 100,000 domains, side by side with the first: operations on SQLite, without
 * HTTP. Of 100 steps 78 are done, 2 have failed, 10 wait and 10 are in doubt.
 */
final class PageBench implements Measurement {

  private static final Caller OWNER = new Caller(1, "bench", "bench");
  private static final String WORKED = "worked";
  private static final String CLOSED = "closed";
  private static final int SIZE = 100;

  /** So many times as long as the first page may another take, 99 times of 100. */
  private static final double MOST = 5;

  private final InstantSource clock = InstantSource.system();
  private final Random random = new Random(3);
  private final Domains domains = new Domains(random);
  private final TaskRecords records = new TaskRecords();
  private final ApiTime time = new ApiTime(ZoneId.of("Asia/Shanghai"));

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    int steps = lab.scale().of(100_000, 5_000);
    int samples = lab.scale().of(300, 30);
    Path folder = lab.fresh("pages");
    try (Database database = Database.open("sqlite:" + folder.resolve("bench.db"))) {
      List<String> names = IntStream.rangeClosed(1, steps).mapToObj(PageBench::name).toList();
      List<DomainName> held = names.stream().map(DomainName::new).toList();
      database.run(sql -> domains.hold(sql, OWNER.accountId(), held, clock.millis()));
      String taskNo = fill(database, names);
      TaskView task =
          database.read(sql -> records.task(sql, OWNER.accountId(), taskNo)).orElseThrow();
      return figures(lab, sample(cases(database, task, names), samples));
    }
  }

  private static String name(int seq) {
    return Integer.toString(seq * 7919 % 1_000_003, 36) + "-" + seq + ".test";
  }

  /** Submits the task and carries out what is to be carried out of it. */
  private String fill(Database database, List<String> names) {
    List<NewTask.Step> steps = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      steps.add(new NewTask.Step((i + 1) % 10 == 1 ? CLOSED : WORKED, names.get(i)));
    }
    TaskQueue queue = new TaskQueue(Ids.of(clock, random), clock);
    Submitted submitted =
        database.write(
            sql ->
                queue.submit(
                    sql, new NewTask(OWNER.accountId(), "CHG_HOLDER", "127.0.0.1", steps)));
    String taskNo = ((Submitted.Accepted) submitted).taskNo();
    Waits never = new Waits(Duration.ofDays(1), Duration.ofDays(1));
    EngineSettings calm =
        new EngineSettings(
            Duration.ofMinutes(10),
            Duration.ofMillis(500),
            never,
            never,
            never,
            never,
            Duration.ZERO,
            Duration.ofSeconds(25));
    long wait = names.size() / 10;
    try (GroupCommit group = new GroupCommit(database, 500);
        Workers workers =
            new Workers(
                database,
                new Journal(group, clock, calm),
                clock,
                "bench",
                calm,
                Map.of(WORKED, 400),
                Map.of("CHG_HOLDER", PageBench::carryOut))) {
      workers.start(true);
      while (leftOver(database) > 2 * wait) {
        LockSupport.parkNanos(50_000_000);
      }
    }
    return taskNo;
  }

  private static long leftOver(Database database) {
    return database.read(
        sql ->
            sql.number("SELECT count(*) AS n FROM active")
                + sql.number(
                    "SELECT count(*) AS n FROM active WHERE attempt = 0 AND queue = 'worked'"));
  }

  private static StepResult carryOut(Claim claim) {
    if (claim.seq() % 10 == 2) {
      return new StepResult.Unknown("NO_ANSWER", "");
    }
    return claim.seq() % 50 == 0
        ? new StepResult.Failed("UPDATE_LOCK", "2304", StepResult.Effects.NONE)
        : new StepResult.Done("DONE", "", StepResult.Effects.NONE);
  }

  private record Case(String list, String page, boolean first, Supplier<Answer> call) {
    String what() {
      return list + ", " + page;
    }
  }

  private List<Case> cases(Database database, TaskView task, List<String> names) {
    List<Case> cases = new ArrayList<>();
    Operation list = new TaskDetailList(database, records, domains, time);
    pages(cases, "QueryTaskDetailList", list, Map.of("TaskNo", task.taskNo()), task.total());
    int[] counts = {
      task.total() - task.begun(),
      task.begun() - task.succeeded() - task.failed(),
      task.succeeded(),
      task.failed()
    };
    for (int status = 0; status < counts.length; status++) {
      Map<String, String> filter =
          Map.of("TaskNo", task.taskNo(), "TaskStatus", Integer.toString(status));
      pages(cases, "QueryTaskDetailList TaskStatus=" + status, list, filter, counts[status]);
    }
    cases.add(
        new Case(
            "QueryTaskDetailList DomainName",
            "any domain",
            false,
            () -> {
              String name = names.get(random.nextInt(names.size()));
              return call(list, with(Map.of("TaskNo", task.taskNo(), "DomainName", name), 1));
            }));
    Operation history = new TaskDetailHistory(database, records, domains, time);
    for (String status : List.of("", "0", "1", "2", "3")) {
      cases.add(
          new Case(
              ("QueryTaskDetailHistory " + (status.isEmpty() ? "" : "TaskStatus=" + status))
                  .strip(),
              "any cursor",
              false,
              () -> {
                TaskDetailNo number = new TaskDetailNo(task.id(), 1 + random.nextInt(task.total()));
                return call(
                    history,
                    Map.of(
                        "TaskNo", task.taskNo(),
                        "PageSize", Integer.toString(SIZE),
                        "TaskStatus", status,
                        "TaskDetailNoCursor", number.toString()));
              }));
    }
    Operation poll = new PollTaskResult(database, records, new TaskResults(), domains, time);
    pages(cases, "PollTaskResult", poll, Map.of(), task.succeeded() + task.failed());
    pages(
        cases,
        "PollTaskResult TaskResultStatus=3",
        poll,
        Map.of("TaskResultStatus", "3"),
        task.failed());
    return cases;
  }

  private void pages(
      List<Case> cases, String what, Operation operation, Map<String, String> filter, int rows) {
    int pages = Math.max(1, rows / SIZE);
    cases.add(new Case(what, "first page", true, () -> call(operation, with(filter, 1))));
    cases.add(
        new Case(
            what,
            "any page",
            false,
            () -> call(operation, with(filter, 1 + random.nextInt(pages)))));
    cases.add(new Case(what, "last page", false, () -> call(operation, with(filter, pages))));
  }

  private static Map<String, String> with(Map<String, String> filter, int page) {
    Map<String, String> all = new HashMap<>(filter);
    all.put("PageNum", Integer.toString(page));
    all.put("PageSize", Integer.toString(SIZE));
    return all;
  }

  private static Answer call(Operation operation, Map<String, String> parameters) {
    return operation.run(
        new Call(
            OWNER, Version.V2018_01_29, new Parameters(parameters), Lang.EN, "R", "127.0.0.1"));
  }

  /** One sample of each in turn, so that a busy moment of the machine falls on all of them. */
  private static Map<Case, long[]> sample(List<Case> cases, int samples) {
    Map<Case, long[]> nanos = new LinkedHashMap<>();
    cases.forEach(one -> nanos.put(one, new long[samples]));
    int warmUp = samples / 3;
    for (int round = -warmUp; round < samples; round++) {
      for (Case one : cases) {
        long start = System.nanoTime();
        Answer answer = one.call.get();
        long took = System.nanoTime() - start;
        if (!(answer instanceof Answer.Ok(Tree.Obj body)) || body.fields().isEmpty()) {
          throw new IllegalStateException(one.what() + " was refused");
        }
        if (round >= 0) {
          nanos.get(one)[round] = took;
        }
      }
    }
    nanos.values().forEach(Arrays::sort);
    return nanos;
  }

  /** A page is held against the first page of its own list, or of the task where it has none. */
  private static List<Figure> figures(Lab lab, Map<Case, long[]> nanos) {
    List<Figure> figures = new ArrayList<>();
    double ofTask = p99(nanos.values().iterator().next());
    double first = ofTask;
    String list = "";
    for (Map.Entry<Case, long[]> entry : nanos.entrySet()) {
      Case one = entry.getKey();
      double p99 = p99(entry.getValue());
      if (one.first) {
        first = p99;
        list = one.list;
      }
      double times = p99 / (one.list.equals(list) ? first : ofTask);
      String told =
          "median %.2f ms, p99 %.2f ms: %.1f times the first page's"
              .formatted(entry.getValue()[entry.getValue().length / 2] / 1e6, p99 / 1e6, times);
      lab.say("pages, " + one.what() + ": " + told);
      figures.add(Figure.of(one.what(), told, "at most 5 times", times <= MOST));
    }
    return figures;
  }

  private static double p99(long[] sorted) {
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
  }
}
