package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.app.ExampleCall;
import dev.domicile.portfolio.Readings;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of what changes data outside of any task. */
class UpkeepCrashTest {

  private static final int DOMAINS = 300;
  private static final int KILLS = 3;
  private static final long OLD = Duration.ofDays(20).toMillis();

  @TempDir Path folder;
  final Random random = Stage.random();

  @Test
  void aChangeOfTheMasterKeyThatIsKilledLeavesAllReadableAndIsEndedByTheNext() throws Exception {
    try (Stage stage = changed("")) {
      Path key = stage.installation.file.resolveSibling("data/master.key");
      long size = Files.size(key);
      for (int i = 0; i < KILLS; i++) {
        boolean early = random.nextBoolean();
        try (Program rotation = rotation(stage)) {
          if (early) {
            until("a second key is in the file", () -> size(key) > size);
          } else {
            rotation.awaitErrLine(line -> line.contains("%"));
          }
          rotation.kill();
        }
        assertAllOpens(stage);
        Program service = stage.serve();
        Client client = stage.client(service);
        stage.awaitSuccess(
            client,
            client.submit(
                Client.parameters(
                    stage.names,
                    Map.of("ContactType", "tech", "RegistrantName", "wang wu" + " er".repeat(i)))),
            2 + i);
        service.kill();
      }
      try (Program last = rotation(stage)) {
        assertEquals(0, last.awaitEnd(), () -> String.join("\n", last.errLinesSoFar()));
      }
      assertTrue(size(key) < size * 3 / 2, "one key is left");
      assertAllOpens(stage);
    }
  }

  @Test
  void anErasureThatIsKilledIsDoneOrNotBegunAndTheNextEndsIt() throws Exception {
    try (Stage stage = changed("")) {
      long contacts = number(stage, "SELECT count(*) AS n FROM set_contact");
      assertEquals(DOMAINS, contacts);
      Path log = stage.installation.file.resolveSibling("data/domicile.db-wal");
      for (int i = 0; i < KILLS; i++) {
        long before = size(log);
        try (Program erasure = erasure(stage)) {
          until("it writes, or has ended", () -> size(log) != before || !erasure.isAlive());
          erasure.kill();
        }
        long left = number(stage, "SELECT count(*) AS n FROM set_contact");
        long told =
            number(stage, "SELECT count(*) AS n FROM audit_entry WHERE kind = 'contact.erased'");
        assertEquals(told == 0 ? DOMAINS : 0, left);
        assertEquals(
            told == 0 ? 1 : 0, number(stage, "SELECT count(*) AS n FROM contact"), "versions");
      }
      try (Program last = erasure(stage)) {
        last.awaitEnd(); // 1 where one of the killed ones had done it
      }
      assertEquals(0, number(stage, "SELECT count(*) AS n FROM contact"));
      assertEquals(0, number(stage, "SELECT count(*) AS n FROM set_contact"));
      assertEquals(
          1, number(stage, "SELECT count(*) AS n FROM audit_entry WHERE kind = 'contact.erased'"));
      assertAuditIsSound(stage);
    }
  }

  @Test
  void aRetentionRunThatIsKilledGoesOnAndTakesNothingElse() throws Exception {
    String keys = "retention: {tasks: 10d, beforeImages: 10d, every: 20ms, pause: 5ms, piece: 7}\n";
    try (Stage stage = changed(keys)) {
      Program service = stage.serve();
      Client client = stage.client(service);
      String young =
          client.submit(
              Client.parameters(
                  stage.names, Map.of("ContactType", "tech", "RegistrantName", "li si")));
      stage.awaitSuccess(client, young, 2);
      service.terminate();
      assertEquals(0, service.awaitEnd());
      makeOld(stage, young);
      for (int i = 1; i <= KILLS; i++) {
        int enough = random.nextInt(DOMAINS / KILLS) + (KILLS - i) * DOMAINS / KILLS;
        Program running = stage.serve();
        running.awaitReady();
        Await.until(
            "no more than " + enough + " old rows are left",
            Stage.DEADLINE,
            () -> oldRows(stage) <= enough);
        running.kill();
      }
      Client again = stage.client(stage.serve());
      Await.until("all that is old is gone", Stage.DEADLINE, () -> oldRows(stage) == 0);
      Await.until(
          "nothing is half removed",
          Stage.DEADLINE,
          () -> number(stage, "SELECT count(*) AS n FROM task_removal") == 0);
      assertEquals(DOMAINS, again.count(young, Client.SUCCEEDED));
      assertEquals(DOMAINS, number(stage, "SELECT count(*) AS n FROM step"));
      assertEquals(DOMAINS, number(stage, "SELECT count(*) AS n FROM before_image"));
      assertEquals(1, number(stage, "SELECT count(*) AS n FROM task"));
      assertEquals(
          2, number(stage, "SELECT count(*) AS n FROM contact"), "domains have both of them");
      assertAllOpens(stage);
      assertAuditIsSound(stage);
    }
  }

  /** Every domain was changed once, and its service is stopped. */
  private Stage changed(String keys) throws IOException {
    Stage stage = new Stage(folder, DOMAINS, Stage.DEADLINE, yaml -> keys + yaml);
    Program program = stage.serve();
    Client client = stage.client(program);
    stage.awaitSuccess(client, client.submit(Client.parameters(stage.names, Map.of())), 1);
    program.terminate();
    assertEquals(0, program.awaitEnd());
    return stage;
  }

  private static void makeOld(Stage stage, String young) {
    String others = " task_id IN (SELECT id FROM task WHERE task_no <> '" + young + "')";
    stage.installation.alter(
        "UPDATE step SET updated_at = updated_at - " + OLD + " WHERE" + others);
    stage.installation.alter(
        "UPDATE before_image SET read_at = read_at - " + OLD + " WHERE" + others);
    stage.installation.alter("UPDATE contact SET created_at = created_at - " + OLD);
    stage.installation.alter(
        "UPDATE task SET created_at = created_at - " + OLD + " WHERE task_no <> '" + young + "'");
  }

  private static long oldRows(Stage stage) {
    return number(stage, "SELECT count(*) AS n FROM step") - DOMAINS;
  }

  private static Program rotation(Stage stage) {
    return Program.start(
        "masterkey", "rotate", "--settle", "0", "--config", stage.installation.file.toString());
  }

  private static Program erasure(Stage stage) {
    return Program.start(
        "erase",
        "--account",
        "crash",
        "--email",
        ExampleCall.parameters(List.of()).get("Email"),
        "--yes",
        "--config",
        stage.installation.file.toString());
  }

  private static void assertAuditIsSound(Stage stage) {
    try (Program check =
        Program.start("audit", "verify", "--config", stage.installation.file.toString())) {
      assertEquals(0, check.awaitEnd(), () -> String.join("\n", check.errLinesSoFar()));
    }
  }

  private static void assertAllOpens(Stage stage) {
    long opened =
        stage.installation.look(
            (sql, seal) ->
                stage.names.stream()
                    .filter(
                        name -> new Readings(seal).latest(sql, new DomainName(name)).isPresent())
                    .count());
    assertEquals(DOMAINS, opened);
  }

  private static void until(String what, BooleanSupplier condition) {
    Await.until(what, Stage.DEADLINE, condition);
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(Stage stage, String query) {
    return stage.installation.look((sql, seal) -> sql.number(query));
  }
}
