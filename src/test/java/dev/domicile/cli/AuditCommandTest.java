package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.app.App;
import dev.domicile.app.Config;
import dev.domicile.docs.ShownCommand;
import dev.domicile.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AuditCommandTest {

  @TempDir Path folder;
  private Path config;
  private Commands commands;

  /** Two accounts were made, and the service has run since. */
  @BeforeEach
  void chainSome() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            """
            listen: 127.0.0.1:0
            admin: 127.0.0.1:0
            registries: [{name: lab, tlds: [test], connector: none}]
            """);
    commands = new Commands(config, false);
    commands.run("account", "create", "acme").succeeded();
    commands.run("account", "create", "other").succeeded();
    assertEquals(4, verify(0).get("Unchained").asInt());
    try (App app = new App(Config.load(config), InstantSource.system())) {
      Await.until("the audit is chained", () -> chained() == 4);
      assertFalse(app.operations().toString().isEmpty());
    }
  }

  private long chained() {
    try (Database database = database()) {
      return database.read(
          sql -> sql.number("SELECT count(*) AS n FROM audit_entry WHERE place IS NOT NULL"));
    }
  }

  private Database database() {
    return Database.open("sqlite:" + folder.resolve("data/domicile.db"));
  }

  private JsonNode verify(int exit, String... more) {
    List<String> line = new java.util.ArrayList<>(List.of("audit", "verify", "--json"));
    line.addAll(List.of(more));
    Commands.Ran ran = commands.run(line.toArray(new String[0]));
    assertEquals(exit, ran.exit(), ran.out() + ran.err());
    return ran.json();
  }

  @Test
  void theCommandsOfTheDocumentsTellThatAllIsSoundAndWhatIsNot() {
    for (ShownCommand shown : List.of(ShownCommand.AUDIT_VERIFY, ShownCommand.AUDIT_VERIFY_HEAD)) {
      String head = verify(0).get("Head").asText();
      String line =
          shown
              .line()
              .replace("./domicile ", "")
              .replace(" --config domicile.yaml", "")
              .replaceFirst("[0-9]+:[0-9a-f]{64}", head);
      Commands.Ran ran = commands.run(line.split(" ")).succeeded();
      assertEquals("entries: 4\nhead: " + head + "\nThe audit is as it was written.\n", ran.out());
      assertEquals("100%  4 of 4 entries checked\n", ran.err());
    }
    try (Database database = database()) {
      database.run(sql -> sql.update("UPDATE audit_entry SET actor = 'me' WHERE place = 2"));
    }
    Commands.Ran ran = commands.run("audit", "verify");
    assertEquals(1, ran.exit());
    assertTrue(ran.out().startsWith("entry 2 is not what entry 3 was chained to"), ran.out());
    assertTrue(ran.out().endsWith("THE AUDIT IS NOT AS IT WAS WRITTEN.\n"), ran.out());
  }

  @Test
  void jsonTellsFindingsAndAKeptHeadThatIsNotInTheChain() {
    String head = verify(0).get("Head").asText();
    String other = "4:" + "0".repeat(64);
    JsonNode result = verify(1, "--head", head, "--head", other);
    assertFalse(result.get("Sound").asBoolean());
    assertEquals(
        "entry 4 has another digest than the one that is known",
        result.get("Findings").get(0).asText());
    assertEquals(1, commands.run("audit", "verify", "--head", "4:abc").exit());
  }
}
