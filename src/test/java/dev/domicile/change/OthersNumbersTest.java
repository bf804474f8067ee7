package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.api.Answer;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another account has is answered exactly as what nobody has. */
class OthersNumbersTest {

  private static final String NO_TASK = "65de2165-ca09-491f-9fe0-000000000001";
  private static final String NO_DETAIL = "00000000-0000-8000-8000-000000000001";
  private static final String NO_INSTANCE = "S20260000000000";

  private record Number(Operation operation, Map<String, String> others, Map<String, String> none) {

    static Number of(Operation operation, String parameter, String others, String none) {
      return new Number(operation, Map.of(parameter, others), Map.of(parameter, none));
    }
  }

  @TempDir Path folder;
  TaskRig rig;
  String own;
  String task;
  String detail;
  String instance;

  @BeforeEach
  void start() {
    rig = new TaskRig(folder);
    own = rig.submit(TaskRig.OWNER, "mine.test");
    task = rig.submit(TaskRig.OTHER, "done.test", "waits.closed");
    rig.work(Map.of());
    instance = rig.instanceId("done.test");
    Answer poll =
        rig.answer(
            rig.poll,
            TaskRig.OTHER,
            Version.V2018_01_29,
            Lang.EN,
            Map.of("PageNum", "1", "PageSize", "1"));
    Tree.Obj body = assertInstanceOf(Answer.Ok.class, poll).body();
    detail = Rig.text(TaskRig.rows(body, "Data", "TaskDetail").getFirst(), "TaskDetailNo");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void whatAnotherAccountHasIsNotThere() {
    for (Number number : numbers()) {
      for (Lang lang : Lang.values()) {
        String others = answer(number, number.others, lang);
        String none = answer(number, number.none, lang);
        assertEquals(none, others, number.operation.name() + " " + number.none.keySet());
      }
    }
    assertEquals(
        2, rig.number("SELECT count(*) AS n FROM step WHERE acknowledged = 0 AND status > 0"));
    assertEquals(0, rig.number("SELECT count(*) AS n FROM task WHERE cancel <> 0"));
    assertEquals(1, rig.number("SELECT count(*) AS n FROM active"));
  }

  private List<Number> numbers() {
    List<Number> all = new ArrayList<>();
    for (Operation operation : rig.all) {
      if (TaskRig.takes(operation, "TaskNo")) {
        all.add(Number.of(operation, "TaskNo", task, NO_TASK));
      }
      if (TaskRig.takes(operation, "InstanceId")) {
        all.add(Number.of(operation, "InstanceId", instance, NO_INSTANCE));
      }
    }
    all.add(Number.of(rig.acknowledge, "TaskDetailNo.1", detail, NO_DETAIL));
    all.add(Number.of(rig.detailHistory, "TaskDetailNoCursor", detail, NO_DETAIL));
    all.add(Number.of(rig.detailHistory, "DomainNameCursor", "done.test", "nobodys.test"));
    all.add(Number.of(rig.infoHistory, "TaskNoCursor", task, NO_TASK));
    return all;
  }

  /** The whole answer, with the number that was asked for left out of it. */
  private String answer(Number number, Map<String, String> asked, Lang lang) {
    Map<String, String> parameters =
        TaskRig.parameters("TaskNo", own, "PageNum", "1", "PageSize", "10");
    parameters.putAll(asked);
    Answer answer =
        rig.answer(number.operation, TaskRig.OWNER, Version.V2018_01_29, lang, parameters);
    String text =
        switch (answer) {
          case Answer.Ok(Tree.Obj body) -> dev.domicile.api.Written.json(body);
          case Answer.Refused(var refusal) -> refusal.codeText() + refusal.message(lang);
        };
    return text.replace(asked.values().iterator().next(), "NUMBER");
  }
}
