package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PollTaskResult and AcknowledgeTaskResult. */
class TaskResultTest {

  @TempDir Path folder;
  TaskRig rig;
  String first;
  String second;

  @BeforeEach
  void start() {
    rig = new TaskRig(folder);
    first = rig.submit(TaskRig.OWNER, "a.test", "b.test", "c.closed", "d.test");
    rig.clock.advance(Duration.ofSeconds(1));
    second = rig.submit(TaskRig.OWNER, "e.test", "f.test");
    rig.submit(TaskRig.OTHER, "o.test");
    rig.work(Map.of("b.test", TaskRig.LOCKED, "d.test", TaskRig.UNKNOWN, "f.test", TaskRig.LOCKED));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void pollsWhatHasEndedOfAllTasksOldestFirst() {
    assertEquals(List.of("a.test", "b.test", "e.test", "f.test"), polled());
    Tree.Obj page = rig.call(rig.poll, "PageNum", "2", "PageSize", "3");
    assertEquals(List.of("f.test"), names(page));
    assertEquals(4, TaskRig.number(page, "TotalItemNum"));
    assertEquals(2, TaskRig.number(page, "TotalPageNum"));
    Tree.Obj row = TaskRig.rows(page, "Data", "TaskDetail").getFirst();
    assertEquals(second, Rig.text(row, "TaskNo"));
    assertEquals(
        "UPDATE_LOCK: The domain name has an update lock. (clientUpdateProhibited)"
            + " Remove clientUpdateProhibited and submit the domain name again. To act: you.",
        Rig.text(row, "ErrorMsg"));
  }

  @Test
  void pollsByTaskDomainInstanceAndResult() {
    assertEquals(List.of("e.test", "f.test"), polled("TaskNo", second));
    assertEquals(List.of("a.test", "e.test"), polled("TaskResultStatus", "2"));
    assertEquals(List.of("b.test", "f.test"), polled("TaskResultStatus", "3"));
    assertEquals(List.of("b.test"), polled("TaskResultStatus", "3", "TaskNo", first));
    assertEquals(List.of("e.test"), polled("DomainName", "E.test"));
    assertEquals(List.of("e.test"), polled("InstanceId", rig.instanceId("e.test")));
    assertEquals(List.of(), polled("DomainName", "e.test", "TaskNo", first));
    assertEquals(List.of(), polled("DomainName", "e.test", "TaskResultStatus", "3"));
    assertEquals(List.of(), polled("DomainName", "d.test"));
    assertEquals(List.of(), polled("DomainName", "elsewhere.test"));
    assertEquals(List.of(), polled("DomainName", "not a name"));
  }

  @Test
  void aDomainChangedTwiceHasTwoResults() {
    String third = rig.submit(TaskRig.OWNER, "e.test");
    rig.work(Map.of());
    assertEquals(List.of("e.test", "e.test"), polled("DomainName", "e.test"));
    assertEquals(List.of("e.test"), polled("DomainName", "e.test", "TaskNo", third));
  }

  @Test
  void whatIsAcknowledgedIsPolledNoMoreAndListedStill() {
    List<String> numbers = numbers("TaskNo", first);
    assertEquals(2, acknowledge(numbers));
    assertEquals(List.of("e.test", "f.test"), polled());
    assertEquals(0, acknowledge(numbers), "each counts once");
    Tree.Obj list = rig.call(rig.detailList, "TaskNo", first, "PageNum", "1", "PageSize", "10");
    assertEquals(4, TaskRig.rows(list, "Data", "TaskDetail").size());
  }

  @Test
  void aNumberGivenTwiceCountsOnce() {
    String number = numbers().getFirst();
    assertEquals(1, acknowledge(List.of(number, number)));
  }

  @Test
  void whatHasNotEndedIsNotAcknowledged() {
    Tree.Obj list = rig.call(rig.detailList, "TaskNo", first, "PageNum", "1", "PageSize", "10");
    List<String> all = TaskRig.texts(TaskRig.rows(list, "Data", "TaskDetail"), "TaskDetailNo");
    assertEquals(2, acknowledge(all));
    assertEquals(List.of(), polled("TaskNo", first));
    rig.call(rig.cancel, "TaskNo", first);
    assertEquals(List.of("c.closed"), polled("TaskNo", first), "ended since, and not seen yet");
  }

  @Test
  void oneUnknownNumberRefusesAll() {
    List<String> numbers = new ArrayList<>(numbers());
    String nowhere = numbers.getFirst().replaceAll("........$", "0000ffff");
    numbers.add(nowhere);
    numbers.add("nonsense");
    assertEquals(
        "ParameterIllegal: Parameter illegal. TaskDetailNo: there are no such details: nonsense, "
            + nowhere
            + ".",
        refusedAcknowledge(numbers));
    assertEquals(4, polled().size(), "nothing was acknowledged");
  }

  @Test
  void refusesWhatIsMissingOrOutOfRange() {
    assertStarts("MissingTaskDetailNo: ", rig.refused(rig.acknowledge));
    assertStarts(
        "ParameterIllegal: Parameter illegal. TaskDetailNo: at most 1000 ",
        refusedAcknowledge(IntStream.range(0, 1001).mapToObj(i -> "n" + i).toList()));
    assertStarts("MissingPageNum: ", rig.refused(rig.poll, "PageSize", "1"));
    assertStarts("InvalidPageSize: ", rig.refused(rig.poll, "PageNum", "1", "PageSize", "1001"));
    assertStarts(
        "InvalidTaskResultStatus: ",
        rig.refused(rig.poll, "PageNum", "1", "PageSize", "1", "TaskResultStatus", "1"));
    assertEquals(
        "ParameterIllegal: Parameter illegal. TaskNo: there is no such task.",
        rig.refused(rig.poll, "PageNum", "1", "PageSize", "1", "TaskNo", "unknown"));
  }

  private List<String> polled(String... filter) {
    return names(poll(filter));
  }

  private List<String> numbers(String... filter) {
    return TaskRig.texts(TaskRig.rows(poll(filter), "Data", "TaskDetail"), "TaskDetailNo");
  }

  private Tree.Obj poll(String... filter) {
    List<String> all = new ArrayList<>(List.of(filter));
    all.addAll(List.of("PageNum", "1", "PageSize", "100"));
    Tree.Obj page = rig.call(rig.poll, all.toArray(String[]::new));
    assertEquals(
        TaskRig.rows(page, "Data", "TaskDetail").size(), TaskRig.number(page, "TotalItemNum"));
    return page;
  }

  private long acknowledge(List<String> numbers) {
    return TaskRig.number(rig.call(rig.acknowledge, items(numbers)), "Result");
  }

  private String refusedAcknowledge(List<String> numbers) {
    return rig.refused(rig.acknowledge, items(numbers));
  }

  private static String[] items(List<String> numbers) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      all.addAll(List.of("TaskDetailNo." + (i + 1), numbers.get(i)));
    }
    return all.toArray(String[]::new);
  }

  private static List<String> names(Tree.Obj page) {
    return TaskRig.texts(TaskRig.rows(page, "Data", "TaskDetail"), "DomainName");
  }

  private static void assertStarts(String start, String text) {
    assertTrue(text.startsWith(start), text);
  }
}
