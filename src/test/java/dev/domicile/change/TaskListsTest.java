package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QueryTaskList and QueryTaskInfoHistory. */
class TaskListsTest {

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
  void listsTasksNewestFirstByPage() {
    List<String> newestFirst = submit(5).reversed();
    rig.submit(TaskRig.OTHER, "other.test");
    Tree.Obj first = rig.call(rig.list, "PageNum", "1", "PageSize", "2");
    assertEquals(newestFirst.subList(0, 2), taskNos(first));
    assertEquals(5, TaskRig.number(first, "TotalItemNum"));
    assertEquals(3, TaskRig.number(first, "TotalPageNum"));
    assertFalse(flag(first, "PrePage"));
    assertTrue(flag(first, "NextPage"));
    Tree.Obj last = rig.call(rig.list, "PageNum", "3", "PageSize", "2");
    assertEquals(newestFirst.subList(4, 5), taskNos(last));
    assertTrue(flag(last, "PrePage"));
    assertFalse(flag(last, "NextPage"));
    assertEquals(List.of(), taskNos(rig.call(rig.list, "PageNum", "4", "PageSize", "2")));
  }

  @Test
  void aTaskWaitsThenIsUnderWayThenComplete() {
    String waiting = rig.submit(TaskRig.OWNER, "a.closed");
    String underWay = rig.submit(TaskRig.OWNER, "b.closed", "b.test");
    String complete = rig.submit(TaskRig.OWNER, "c1.test", "c2.test", "c3.test");
    rig.work(Map.of("c2.test", TaskRig.LOCKED));
    Map<String, Tree.Obj> byNo =
        TaskRig.rows(rig.call(rig.list, "PageNum", "1", "PageSize", "10"), "Data", "TaskInfo")
            .stream()
            .collect(Collectors.toMap(row -> Rig.text(row, "TaskNo"), row -> row));
    assertStatus(byNo.get(waiting), "WAITING_EXECUTE", 1, 1);
    assertStatus(byNo.get(underWay), "EXECUTING", 2, 2);
    assertStatus(byNo.get(complete), "COMPLETE", 3, 3);
    assertEquals("EXECUTE_SUCCESS=2,EXECUTE_FAILURE=1", Rig.text(byNo.get(complete), "TaskResult"));
    assertEquals("INIT", Rig.text(byNo.get(complete), "TaskCancelStatus"));
  }

  @Test
  void aRangeIsOfWholeDaysInTheTimeZoneOfTheAnswers() {
    List<String> hourly = new ArrayList<>();
    for (int hour = 0; hour < 48; hour++) { // from 18:00 in Shanghai
      hourly.add(rig.submit(TaskRig.OWNER, "h" + hour + ".test"));
      rig.clock.advance(Duration.ofHours(1));
    }
    String noon = Long.toString(Instant.parse("2026-11-24T04:00:00Z").toEpochMilli());
    Tree.Obj day =
        rig.call(
            rig.list,
            "PageNum",
            "1",
            "PageSize",
            "100",
            "BeginCreateTime",
            noon,
            "EndCreateTime",
            noon);
    assertEquals(hourly.subList(6, 30).reversed(), taskNos(day));
    assertEquals(24, TaskRig.number(day, "TotalItemNum"));
    Tree.Obj until = rig.call(rig.list, "PageNum", "1", "PageSize", "1", "EndCreateTime", noon);
    assertEquals(30, TaskRig.number(until, "TotalItemNum"));
    Tree.Obj since = rig.call(rig.infoHistory, "PageSize", "100", "BeginCreateTime", noon);
    assertEquals(42, TaskRig.rows(since, "Objects").size());
  }

  @Test
  void refusesWhatIsMissingOrOutOfRange() {
    assertEquals(
        "MissingPageNum: PageNum is mandatory for this action.",
        rig.refused(rig.list, "PageSize", "1"));
    assertEquals(
        "MissingPageSize: PageSize is mandatory for this action.",
        rig.refused(rig.list, "PageNum", "1", "PageSize", ""));
    assertStarts("InvalidPageSize: ", rig.refused(rig.list, "PageNum", "1", "PageSize", "1001"));
    assertStarts("InvalidPageNum: ", rig.refused(rig.list, "PageNum", "0", "PageSize", "1"));
    assertStarts(
        "InvalidBeginCreateTime: ",
        rig.refused(rig.list, "PageNum", "1", "PageSize", "1", "BeginCreateTime", "yesterday"));
    assertStarts("MissingPageSize: ", rig.refused(rig.infoHistory));
    assertStarts("InvalidPageSize: ", rig.refused(rig.infoHistory, "PageSize", "0"));
    assertStarts(
        "InvalidCreateTimeCursor: ",
        rig.refused(rig.infoHistory, "PageSize", "1", "CreateTimeCursor", "-1"));
    assertEquals(
        "ParameterIllegal: Parameter illegal. TaskNoCursor: there is no such task.",
        rig.refused(rig.infoHistory, "PageSize", "1", "TaskNoCursor", "unknown"));
  }

  @Test
  void theHistoryIsWalkedByCursorsForwardAndBack() {
    List<String> newestFirst = submit(7).reversed();
    rig.submit(TaskRig.OTHER, "other.test");
    Tree.Obj page = rig.call(rig.infoHistory, "PageSize", "3");
    assertEquals(newestFirst.subList(0, 3), objects(page));
    assertEquals(newestFirst.get(0), cursor(page, "CurrentPageCursor"));
    assertEquals("", cursor(page, "PrePageCursor"));
    assertEquals(newestFirst.get(3), cursor(page, "NextPageCursor"));

    Tree.Obj second = follow(page, "NextPageCursor");
    assertEquals(newestFirst.subList(3, 6), objects(second));
    assertEquals(newestFirst.get(0), cursor(second, "PrePageCursor"));
    Tree.Obj third = follow(second, "NextPageCursor");
    assertEquals(newestFirst.subList(6, 7), objects(third));
    assertEquals("", cursor(third, "NextPageCursor"));
    assertEquals(newestFirst.subList(3, 6), objects(follow(third, "PrePageCursor")));
    assertEquals(newestFirst.subList(0, 3), objects(follow(second, "PrePageCursor")));
  }

  @Test
  void aTaskSubmittedMeanwhileShiftsNoPageOfTheHistory() {
    List<String> newestFirst = submit(4).reversed();
    Tree.Obj page = rig.call(rig.infoHistory, "PageSize", "2");
    rig.submit(TaskRig.OWNER, "late.test");
    assertEquals(newestFirst.subList(2, 4), objects(follow(page, "NextPageCursor")));
  }

  @Test
  void aTimeAloneIsACursorToo() {
    List<String> tasks = submit(3);
    rig.clock.advance(Duration.ofMinutes(1));
    String now = Long.toString(rig.clock.millis());
    rig.clock.advance(Duration.ofMinutes(1));
    rig.submit(TaskRig.OWNER, "later.test");
    Tree.Obj page = rig.call(rig.infoHistory, "PageSize", "10", "CreateTimeCursor", now);
    assertEquals(tasks.reversed(), objects(page));
    assertFalse(cursor(page, "PrePageCursor").isEmpty());
  }

  @Test
  void anEmptyHistoryHasEmptyCursors() {
    Tree.Obj page = rig.call(rig.infoHistory, "PageSize", "10");
    assertEquals(List.of(), objects(page));
    for (String cursor : List.of("CurrentPageCursor", "NextPageCursor", "PrePageCursor")) {
      assertEquals("", cursor(page, cursor));
    }
  }

  private List<String> submit(int count) {
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(rig.submit(TaskRig.OWNER, "t" + i + ".test"));
      rig.clock.advance(Duration.ofMillis(i % 2)); // some in the same millisecond
    }
    List<String> listed =
        taskNos(rig.call(rig.list, "PageNum", "1", "PageSize", "1000")).reversed();
    assertEquals(tasks.stream().sorted().toList(), listed.stream().sorted().toList());
    return listed;
  }

  private Tree.Obj follow(Tree.Obj page, String cursor) {
    Tree.Obj at = (Tree.Obj) Rig.field(page, cursor);
    return rig.call(
        rig.infoHistory,
        "PageSize",
        Long.toString(TaskRig.number(page, "PageSize")),
        "TaskNoCursor",
        Rig.text(at, "TaskNo"),
        "CreateTimeCursor",
        Long.toString(TaskRig.number(at, "CreateTimeLong")));
  }

  private static List<String> taskNos(Tree.Obj body) {
    return TaskRig.texts(TaskRig.rows(body, "Data", "TaskInfo"), "TaskNo");
  }

  private static List<String> objects(Tree.Obj body) {
    return TaskRig.texts(TaskRig.rows(body, "Objects"), "TaskNo");
  }

  /** The TaskNo of a cursor; empty where the cursor is. */
  private static String cursor(Tree.Obj body, String name) {
    Tree.Obj cursor = (Tree.Obj) Rig.field(body, name);
    return cursor.fields().isEmpty() ? "" : Rig.text(cursor, "TaskNo");
  }

  private static boolean flag(Tree.Obj body, String name) {
    return ((Tree.Bool) Rig.field(body, name)).value();
  }

  private static void assertStatus(Tree.Obj task, String status, int code, int domains) {
    assertEquals(status, Rig.text(task, "TaskStatus"));
    assertEquals(code, TaskRig.number(task, "TaskStatusCode"));
    assertEquals(domains, TaskRig.number(task, "TaskNum"));
  }

  private static void assertStarts(String start, String text) {
    assertTrue(text.startsWith(start), text);
  }
}
