package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.api.Answer;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two versions' SDKs have the same operations on tasks; some fields came with the later one.
 */
class TaskVersionsTest {

  @TempDir Path folder;

  @Test
  void theOlderVersionLacksTheFieldsThatItsSdksLack() {
    try (TaskRig rig = new TaskRig(folder)) {
      String taskNo = rig.submit(TaskRig.OWNER, "a.test");
      rig.work(Map.of());
      assertLacking(Set.of("TaskResult"), rig, rig.list, taskNo, "Data", "TaskInfo");
      assertLacking(
          Set.of("TaskResult", "FailReason"), rig, rig.detailList, taskNo, "Data", "TaskDetail");
      assertLacking(Set.of("TaskResult"), rig, rig.poll, taskNo, "Data", "TaskDetail");
      assertLacking(Set.of(), rig, rig.detailHistory, taskNo, "Objects");
      assertLacking(Set.of(), rig, rig.infoHistory, taskNo, "Objects");
      rig.all.forEach(
          operation ->
              assertEquals(Set.of(Version.values()), operation.versions(), operation.name()));
    }
  }

  private static void assertLacking(
      Set<String> lacking, TaskRig rig, Operation operation, String taskNo, String... path) {
    List<String> older = fields(rig, operation, Version.V2017_12_18, taskNo, path);
    List<String> later = fields(rig, operation, Version.V2018_01_29, taskNo, path);
    assertEquals(
        later.stream().filter(field -> !lacking.contains(field)).toList(), older, operation.name());
    assertEquals(later.size() - lacking.size(), older.size(), operation.name());
  }

  private static List<String> fields(
      TaskRig rig, Operation operation, Version version, String taskNo, String... path) {
    Map<String, String> parameters =
        TaskRig.parameters("TaskNo", taskNo, "PageNum", "1", "PageSize", "1");
    Answer answer = rig.answer(operation, TaskRig.OWNER, version, Lang.EN, parameters);
    Tree.Obj body = assertInstanceOf(Answer.Ok.class, answer).body();
    return TaskRig.rows(body, path).getFirst().fields().stream().map(Tree.Field::name).toList();
  }
}
