package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.api.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole answers, octet for octet but for the RequestId that the gateway puts in front, beside files
 * under src/test/resources/change. {@code mvn test -Dtest=TaskOperationsGoldenTest -Dgolden=write}
 * writes them; the difference is then to be read.
 */
class TaskOperationsGoldenTest {

  @TempDir Path folder;
  TaskRig rig;
  String first;

  @BeforeEach
  void start() {
    rig = new TaskRig(folder);
    first =
        rig.submit(TaskRig.OWNER, "a.test", "xn--eqrt2g.test", "c.test", "d.closed", "e.closed");
    rig.clock.advance(Duration.ofMinutes(1));
    rig.submit(TaskRig.OWNER, "f.closed", "g.closed");
    rig.clock.advance(Duration.ofMinutes(1));
    rig.submit(TaskRig.OWNER, "h.test");
    rig.work(Map.of("xn--eqrt2g.test", TaskRig.LOCKED, "c.test", TaskRig.UNKNOWN));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void writesAListOfTasks() throws IOException {
    assertGolden("QueryTaskList", rig.list, "PageNum", "1", "PageSize", "2");
  }

  @Test
  void writesAListOfDetailsWithACancelledOne() throws IOException {
    rig.call(rig.cancel, "TaskNo", first);
    assertGolden(
        "QueryTaskDetailList", rig.detailList, "TaskNo", first, "PageNum", "1", "PageSize", "10");
  }

  @Test
  void writesAHistoryOfDetailsInItsMiddle() throws IOException {
    Tree.Obj page = rig.call(rig.detailHistory, "TaskNo", first, "PageSize", "1");
    String next = Rig.text((Tree.Obj) Rig.field(page, "NextPageCursor"), "TaskDetailNo");
    assertGolden(
        "QueryTaskDetailHistory",
        rig.detailHistory,
        "TaskNo",
        first,
        "PageSize",
        "2",
        "TaskDetailNoCursor",
        next);
  }

  @Test
  void writesAHistoryOfTasks() throws IOException {
    assertGolden("QueryTaskInfoHistory", rig.infoHistory, "PageSize", "2");
  }

  @Test
  void writesHistoriesWithNothingInThem() throws IOException {
    String[] nothing = {"TaskNo", first, "PageSize", "2", "DomainName", "elsewhere.test"};
    assertGolden("QueryTaskDetailHistory-empty", rig.detailHistory, nothing);
    rig.database.run(sql -> sql.update("DELETE FROM task"));
    assertGolden("QueryTaskInfoHistory-empty", rig.infoHistory, "PageSize", "2");
  }

  @Test
  void writesResultsThatNobodyHasAcknowledged() throws IOException {
    assertGolden("PollTaskResult", rig.poll, "PageNum", "1", "PageSize", "2");
    assertGolden(
        "PollTaskResult-empty", rig.poll, "PageNum", "1", "PageSize", "2", "DomainName", "x.test");
  }

  @Test
  void writesAnAcknowledgementAndACancelling() throws IOException {
    Tree.Obj poll = rig.call(rig.poll, "PageNum", "1", "PageSize", "1");
    String number = Rig.text(TaskRig.rows(poll, "Data", "TaskDetail").getFirst(), "TaskDetailNo");
    assertGolden(
        "AcknowledgeTaskResult", TaskRig.OWNER, rig.acknowledge, Lang.EN, "TaskDetailNo.1", number);
    assertGolden("CancelTask", TaskRig.OWNER, rig.cancel, Lang.EN, "TaskNo", first);
  }

  private void assertGolden(String name, Operation operation, String... parameters)
      throws IOException {
    for (Lang lang : Lang.values()) {
      String file = name + "-" + lang.name().toLowerCase(Locale.ROOT);
      assertGolden(file, TaskRig.OWNER, operation, lang, parameters);
    }
  }

  private void assertGolden(
      String file, Caller caller, Operation operation, Lang lang, String... parameters)
      throws IOException {
    Answer answer =
        rig.answer(operation, caller, Version.V2018_01_29, lang, TaskRig.parameters(parameters));
    Tree.Obj body = assertInstanceOf(Answer.Ok.class, answer, () -> TaskRig.told(answer)).body();
    compare(file + ".json", Written.json(body));
    compare(file + ".xml", Written.xml(operation.name(), body));
  }

  private static void compare(String file, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/change", file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, file);
  }
}
