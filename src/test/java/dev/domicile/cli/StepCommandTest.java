package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.docs.ShownCommand;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.task.NewTask;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskDetailNo;
import dev.domicile.task.TaskQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCommandTest {

  @TempDir Path folder;
  private Path config;
  private long task;

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void submit() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "registries: [{name: lab, tlds: [test], connector: none}]\n");
    try (Database database = database()) {
      TaskQueue queue = new TaskQueue(Ids.system(InstantSource.system()), InstantSource.system());
      List<NewTask.Step> steps =
          List.of(new NewTask.Step("lab", "a.test"), new NewTask.Step("lab", "b.test"));
      Submitted submitted =
          database.write(sql -> queue.submit(sql, new NewTask(1, "CHG_HOLDER", "", steps)));
      task = ((Submitted.Accepted) submitted).taskId();
    }
  }

  private Database database() {
    return Database.open("sqlite:" + folder.resolve("data/domicile.db"));
  }

  private void set(String phase, int leased) {
    try (Database database = database()) {
      database.run(
          sql ->
              sql.update(
                  "UPDATE active SET phase = ?, leased = ?, attempt = 1 WHERE seq = 1",
                  phase,
                  leased));
      database.run(sql -> sql.update("UPDATE task_block SET begun = 1"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DOUBT, done, 2, RESOLVED_DONE, 1, 0",
    "PENDING, done, 2, RESOLVED_DONE, 1, 0",
    "DOUBT, failed, 3, RESOLVED_FAILED, 0, 1"
  })
  void aStepInDoubtOrPendingEndsByAPersonsWord(
      String phase, String as, int status, String reason, int ok, int failed) {
    set(phase, 0);
    Ran ran = resolve(number(1), as, "seen in the registry's web pages");
    assertEquals(0, ran.exit, ran.err);
    assertEquals("a.test was in phase " + phase + ", and is " + as + " now.", ran.out.strip());
    try (Database database = database()) {
      database.run(
          sql -> {
            assertEquals(
                status + " " + reason + " seen in the registry's web pages",
                sql.row(
                        "SELECT status, reason, note FROM step WHERE seq = 1",
                        row ->
                            row.number("status")
                                + " "
                                + row.text("reason")
                                + " "
                                + row.text("note"))
                    .orElseThrow());
            assertEquals(
                ok + " " + failed,
                sql.row(
                        "SELECT ok, failed FROM task_block",
                        row -> row.number("ok") + " " + row.number("failed"))
                    .orElseThrow());
            assertEquals(
                1, sql.number("SELECT count(*) AS n FROM active"), "the domain is free again");
            assertEquals(1, sql.number("SELECT count(*) AS n FROM audit_entry"));
          });
    }
    assertRefused("the step has ended already", resolve(number(1), as, "again"));
  }

  @Test
  void theCommandOfTheRunbookEndsAStepInDoubt() {
    set("DOUBT", 0);
    String words =
        ShownCommand.STEP_RESOLVE
            .line()
            .replace("./domicile ", "")
            .replace("TASKDETAILNO", number(1))
            .replace("domicile.yaml", config.toString());
    Ran ran = run(List.of(words.split(" ")));
    assertEquals(0, ran.exit, ran.err);
    assertEquals("a.test was in phase DOUBT, and is done now.", ran.out.strip());
  }

  @Test
  void whatWasNeverSentIsBeingWorkedOnOrIsNotThereIsNotResolved() {
    set("FRESH", 0);
    assertRefused("nothing was sent", resolve(number(1), "done", "x"));
    set("DOUBT", 1);
    assertRefused("is being worked on", resolve(number(1), "done", "x"));
    assertRefused("there is no step", resolve(number(3), "done", "x"));
    assertRefused("is no TaskDetailNo", resolve("17", "done", "x"));
    set("DOUBT", 0);
    assertRefused("1 to 200 characters", resolve(number(1), "done", "two\nlines"));
    try (Database database = database()) {
      long left = database.read(sql -> sql.number("SELECT count(*) AS n FROM active"));
      assertEquals(2, left);
    }
  }

  private static void assertRefused(String reason, Ran ran) {
    assertTrue(ran.exit != 0, ran.out);
    assertTrue(ran.err.contains(reason), ran.err);
  }

  private String number(int seq) {
    return new TaskDetailNo(task, seq).toString();
  }

  private Ran resolve(String number, String as, String reason) {
    return run(
        List.of(
            "step",
            "resolve",
            number,
            "--as",
            as,
            "--reason",
            reason,
            "--config",
            config.toString()));
  }

  private static Ran run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(words, new Streams(print(out), print(err), false));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
