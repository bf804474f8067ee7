package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.api.Tree;
import dev.domicile.task.Cancellations;
import dev.domicile.task.StepResult;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskView;
import dev.domicile.task.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelTaskTest {

  @TempDir Path folder;
  TaskRig rig;

  @BeforeEach
  void start() {
    rig = new TaskRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whatIsDoneStaysDoneAndWhatWaitsFailsAsCancelled() {
    String taskNo = rig.submit(TaskRig.OWNER, "a.test", "b.closed", "c.test", "d.closed");
    rig.work(Map.of("c.test", TaskRig.UNKNOWN));
    rig.call(rig.cancel, "TaskNo", taskNo);
    assertEquals(
        List.of("EXECUTE_SUCCESS", "EXECUTE_FAILURE", "EXECUTING", "EXECUTE_FAILURE"),
        statuses(taskNo));
    Tree.Obj cancelled = details(taskNo).get(1);
    assertEquals(
        "CANCELLED: The task was cancelled before the domain name's turn came; no change was sent."
            + " Submit the domain name again if the change is still wanted. To act: you.",
        Rig.text(cancelled, "ErrorMsg"));
    assertTrue(Rig.text(cancelled, "FailReason").startsWith("CANCELLED: "));
    assertEquals(0, TaskRig.number(cancelled, "TryCount"));
    assertEquals(1, rig.number("SELECT count(*) AS n FROM active"), "only what is in doubt");
  }

  @Test
  void theReasonIsInTheCatalogueUnderTheEnginesName() {
    Reason reason = Reason.of(Cancellations.REASON).orElseThrow();
    assertEquals(Reason.CANCELLED, reason);
    assertEquals(Reason.Actor.YOU, reason.actor());
  }

  @Test
  void aCancelledDomainIsFreeForTheNextTask() {
    String taskNo = rig.submit(TaskRig.OWNER, "b.closed");
    rig.call(rig.cancel, "TaskNo", taskNo);
    String next = rig.submit(TaskRig.OWNER, "b.closed");
    assertEquals(List.of("WAITING_EXECUTE"), statuses(next));
  }

  @Test
  void theTaskTellsHowFarItsCancellingIs() {
    String taskNo = rig.submit(TaskRig.OWNER, "a.closed", "b.test");
    rig.work(Map.of("b.test", TaskRig.UNKNOWN));
    assertEquals("INIT", cancelStatus());
    rig.call(rig.cancel, "TaskNo", taskNo);
    assertEquals("CANCELLING", cancelStatus());
    rig.clock.advance(Duration.ofHours(2));
    try (Workers workers = rig.workers(claim -> TaskRig.DONE)) {
      workers.start(true);
      Await.until("the rest ended", () -> cancelStatus().equals("COMPLETE"));
    }
    assertEquals(List.of("EXECUTE_FAILURE", "EXECUTE_SUCCESS"), statuses(taskNo));
  }

  @Test
  void aLargeTaskIsCancelledInPortionsWithExactCounts() {
    int count = 2_300;
    String taskNo =
        rig.submit(
            TaskRig.OWNER,
            IntStream.range(0, count)
                .mapToObj(i -> "d" + i + (i % 3 == 0 ? ".test" : ".closed"))
                .toArray(String[]::new));
    rig.work(Map.of());
    rig.call(rig.cancel, "TaskNo", taskNo);
    TaskView task = view(taskNo);
    assertEquals(767, task.succeeded());
    assertEquals(count - 767, task.failed());
    assertEquals(count, task.begun());
    for (String status : List.of("0", "1")) {
      Tree.Obj page =
          rig.call(
              rig.detailList,
              "TaskNo",
              taskNo,
              "PageNum",
              "1",
              "PageSize",
              "1",
              "TaskStatus",
              status);
      assertEquals(0, TaskRig.number(page, "TotalItemNum"));
    }
    assertEquals(0, rig.number("SELECT count(*) AS n FROM active"));
    Tree.Obj poll = rig.call(rig.poll, "PageNum", "1", "PageSize", "1", "TaskResultStatus", "3");
    assertEquals(count - 767, TaskRig.number(poll, "TotalItemNum"));
  }

  @Test
  void aStepUnderWayEndsByItselfAndOneThatIsPutBackUnsentIsCancelled() throws Exception {
    String taskNo = rig.submit(TaskRig.OWNER, "sent.test", "held.test");
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch cancelled = new CountDownLatch(1);
    try (Workers workers =
        rig.workers(
            claim -> {
              begun.countDown();
              await(cancelled);
              return claim.subject().equals("sent.test")
                  ? TaskRig.DONE
                  : new StepResult.Held("UNREACHABLE", "connection refused");
            })) {
      workers.start(true);
      assertTrue(begun.await(20, TimeUnit.SECONDS));
      rig.call(rig.cancel, "TaskNo", taskNo);
      assertEquals(List.of("EXECUTING", "EXECUTING"), statuses(taskNo));
      cancelled.countDown();
      Await.until(
          "both ended",
          () -> statuses(taskNo).equals(List.of("EXECUTE_SUCCESS", "EXECUTE_FAILURE")));
    }
    assertTrue(Rig.text(details(taskNo).get(1), "FailReason").startsWith("CANCELLED: "));
    assertEquals("COMPLETE", cancelStatus());
  }

  @Test
  void aStepThatWaitsForItsRegistryIsCancelled() {
    String taskNo = rig.submit(TaskRig.OWNER, "held.test");
    try (Workers workers =
        rig.workers(claim -> new StepResult.Held("UNREACHABLE", "connection refused"))) {
      workers.start(true);
      Await.until(
          "put back",
          () ->
              rig.number("SELECT count(*) AS n FROM active WHERE leased = 0 AND attempt > 0") == 1);
    }
    rig.call(rig.cancel, "TaskNo", taskNo);
    assertEquals(List.of("EXECUTE_FAILURE"), statuses(taskNo));
    assertEquals(1, view(taskNo).begun());
    assertEquals("COMPLETE", cancelStatus());
  }

  @Test
  void aTaskThatHasEndedIsRefusedUnlessItWasCancelled() {
    String ended = rig.submit(TaskRig.OWNER, "a.test");
    rig.work(Map.of());
    assertEquals(
        "ParameterIllegal: Parameter illegal. TaskNo: the task has ended already.",
        rig.refused(rig.cancel, "TaskNo", ended));
    assertEquals("INIT", cancelStatus());
    String cancelled = rig.submit(TaskRig.OWNER, "b.closed");
    rig.call(rig.cancel, "TaskNo", cancelled);
    rig.call(rig.cancel, "TaskNo", cancelled);
    assertEquals(
        1, rig.number("SELECT count(*) AS n FROM audit_entry WHERE kind = 'task.cancelled'"));
  }

  @Test
  void refusesWhatIsMissingOrUnknown() {
    assertEquals("MissingTaskNo: TaskNo is mandatory for this action.", rig.refused(rig.cancel));
    assertEquals(
        "ParameterIllegal: Parameter illegal. TaskNo: there is no such task.",
        rig.refused(rig.cancel, "TaskNo", "unknown"));
  }

  @Test
  void aCancellingThatAProcessDidNotFinishGoesOnAtTheNextStart() {
    String taskNo = rig.submit(TaskRig.OWNER, "a.closed", "b.closed");
    TaskView task = view(taskNo);
    rig.database.run(sql -> rig.cancellations.request(sql, TaskRig.OWNER.accountId(), task));
    assertEquals(List.of("WAITING_EXECUTE", "WAITING_EXECUTE"), statuses(taskNo));
    rig.cancellations.resume();
    assertEquals(List.of("EXECUTE_FAILURE", "EXECUTE_FAILURE"), statuses(taskNo));
    assertEquals("COMPLETE", cancelStatus());
    assertEquals(0, rig.number("SELECT count(*) AS n FROM task WHERE cancel = 1"));
  }

  private TaskView view(String taskNo) {
    return rig.database
        .read(sql -> new TaskRecords().task(sql, TaskRig.OWNER.accountId(), taskNo))
        .orElseThrow();
  }

  private List<Tree.Obj> details(String taskNo) {
    return TaskRig.rows(
        rig.call(rig.detailList, "TaskNo", taskNo, "PageNum", "1", "PageSize", "10"),
        "Data",
        "TaskDetail");
  }

  private List<String> statuses(String taskNo) {
    return TaskRig.texts(details(taskNo), "TaskStatus");
  }

  /** Of the newest task. */
  private String cancelStatus() {
    Tree.Obj page = rig.call(rig.list, "PageNum", "1", "PageSize", "1");
    return Rig.text(TaskRig.rows(page, "Data", "TaskInfo").getFirst(), "TaskCancelStatus");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
