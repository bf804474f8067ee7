package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Tree;
import dev.domicile.task.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskDetailHistoryTest {

  @TempDir Path folder;
  TaskRig rig;

  /** By place: 0 waits, 1 in doubt, 2 done, 3 failed, and so on. */
  final List<String> names =
      IntStream.range(0, 20).mapToObj(i -> "d" + i + (i % 4 == 0 ? ".closed" : ".test")).toList();

  String taskNo;

  @BeforeEach
  void start() {
    rig = new TaskRig(folder);
    taskNo = rig.submit(TaskRig.OWNER, names.toArray(String[]::new));
    Map<String, StepResult> results = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (i % 4 == 1) {
        results.put(names.get(i), TaskRig.UNKNOWN);
      } else if (i % 4 == 3) {
        results.put(names.get(i), TaskRig.LOCKED);
      }
    }
    rig.work(results);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theCursorsLeadThroughAllDetailsAndBack() {
    assertWalk(names, 3);
    assertWalk(names, 20);
    assertWalk(names, 1000);
  }

  @Test
  void theCursorsLeadThroughTheDetailsOfOneStatus() {
    for (int status = 0; status < 4; status++) {
      int one = status;
      List<String> expected =
          IntStream.range(0, 20).filter(i -> i % 4 == one).mapToObj(names::get).toList();
      assertWalk(expected, 2, "TaskStatus", Integer.toString(status));
      assertWalk(expected, 5, "TaskStatus", Integer.toString(status));
    }
  }

  @Test
  void aCursorHoldsWhatItsDetailHolds() {
    Tree.Obj page = page(2);
    assertEquals(TaskRig.rows(page, "Objects").getFirst(), Rig.field(page, "CurrentPageCursor"));
    Tree.Obj next = (Tree.Obj) Rig.field(page, "NextPageCursor");
    assertEquals("d2.test", Rig.text(next, "DomainName"));
    assertEquals("EXECUTE_SUCCESS", Rig.text(next, "TaskStatus"));
    assertEquals(rig.instanceId("d2.test"), Rig.text(next, "InstanceId"));
    assertEquals(taskNo, Rig.text(next, "TaskNo"));
    assertTrue(next.fields().stream().noneMatch(f -> f.name().equals("TaskResult")));
  }

  @Test
  void aDomainNameAloneIsACursorToo() {
    Tree.Obj page = page(3, "DomainNameCursor", "D7.test.");
    assertEquals(names.subList(7, 10), domainNames(page));
    Tree.Obj filtered = page(3, "DomainNameCursor", "d7.test", "TaskStatus", "2");
    assertEquals(List.of("d10.test", "d14.test", "d18.test"), domainNames(filtered));
  }

  @Test
  void listsOneDomainByNameOrInstanceId() {
    assertEquals(List.of("d7.test"), domainNames(page(3, "DomainName", "d7.test")));
    assertEquals(List.of("d7.test"), domainNames(page(3, "InstanceId", rig.instanceId("d7.test"))));
    for (String[] nothing :
        new String[][] {
          {"DomainName", "elsewhere.test"},
          {"InstanceId", "S1"},
          {"DomainName", "d7.test", "InstanceId", rig.instanceId("d8.closed")},
          {"DomainName", "d7.test", "TaskStatus", "2"}
        }) {
      Tree.Obj page = page(3, nothing);
      assertEquals(List.of(), domainNames(page));
      assertEquals(0, ((Tree.Obj) Rig.field(page, "CurrentPageCursor")).fields().size());
      assertEquals(0, ((Tree.Obj) Rig.field(page, "NextPageCursor")).fields().size());
      assertEquals(0, ((Tree.Obj) Rig.field(page, "PrePageCursor")).fields().size());
    }
  }

  @Test
  void refusesWhatIsMissingOrNotOfThisTask() {
    assertStarts("MissingTaskNo: ", rig.refused(rig.detailHistory, "PageSize", "1"));
    assertStarts("MissingPageSize: ", rig.refused(rig.detailHistory, "TaskNo", taskNo));
    assertStarts("InvalidPageSize: ", refused("PageSize", "1001"));
    assertStarts("InvalidTaskStatus: ", refused("TaskStatus", "4"));
    String otherTask = rig.submit(TaskRig.OWNER, "e.test");
    Tree.Obj other = rig.call(rig.detailHistory, "TaskNo", otherTask, "PageSize", "1");
    String number = Rig.text(TaskRig.rows(other, "Objects").getFirst(), "TaskDetailNo");
    for (String cursor : List.of(number, "nonsense")) {
      assertEquals(
          "ParameterIllegal: Parameter illegal. TaskDetailNoCursor: the task has no such detail.",
          refused("TaskDetailNoCursor", cursor));
    }
    for (String cursor : List.of("e.test", "..")) {
      assertEquals(
          "ParameterIllegal: Parameter illegal. DomainNameCursor: the task has no such detail.",
          refused("DomainNameCursor", cursor));
    }
  }

  /** Forward to the end by NextPageCursor, then back to the start by PrePageCursor. */
  private void assertWalk(List<String> expected, int size, String... filter) {
    List<String> seen = new ArrayList<>();
    List<List<String>> pages = new ArrayList<>();
    Tree.Obj page = page(size, filter);
    while (true) {
      pages.add(domainNames(page));
      seen.addAll(domainNames(page));
      Tree.Obj next = (Tree.Obj) Rig.field(page, "NextPageCursor");
      if (next.fields().isEmpty()) {
        break;
      }
      page = at(next, size, filter);
    }
    assertEquals(expected, seen);
    for (int i = pages.size() - 2; i >= 0; i--) {
      page = at((Tree.Obj) Rig.field(page, "PrePageCursor"), size, filter);
      assertEquals(pages.get(i), domainNames(page));
    }
    assertEquals(0, ((Tree.Obj) Rig.field(page, "PrePageCursor")).fields().size());
  }

  private Tree.Obj at(Tree.Obj cursor, int size, String... filter) {
    List<String> all = new ArrayList<>(List.of(filter));
    all.addAll(
        List.of(
            "TaskDetailNoCursor",
            Rig.text(cursor, "TaskDetailNo"),
            "DomainNameCursor",
            Rig.text(cursor, "DomainName")));
    return page(size, all.toArray(String[]::new));
  }

  private Tree.Obj page(int size, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("TaskNo", taskNo, "PageSize", Integer.toString(size)));
    return rig.call(rig.detailHistory, all.toArray(String[]::new));
  }

  private String refused(String name, String value) {
    return name.equals("PageSize")
        ? rig.refused(rig.detailHistory, "TaskNo", taskNo, name, value)
        : rig.refused(rig.detailHistory, "TaskNo", taskNo, "PageSize", "1", name, value);
  }

  private static List<String> domainNames(Tree.Obj page) {
    return TaskRig.texts(TaskRig.rows(page, "Objects"), "DomainName");
  }

  private static void assertStarts(String start, String text) {
    assertTrue(text.startsWith(start), text);
  }
}
