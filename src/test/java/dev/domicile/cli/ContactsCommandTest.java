package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.docs.ShownCommand;
import dev.domicile.store.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsCommandTest {

  @TempDir Path folder;
  private Path config;

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void loseOne() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "registries: [{name: lab, tlds: [test], connector: none}]\n");
    try (Database database = database()) {
      database.run(
          sql ->
              sql.update(
                  """
                  INSERT INTO registry_contact
                    (registry, account_id, digest, contact_id, handle, state, created_at)
                  VALUES ('lab', 1, 'd1', 1, 'DLOST1', 'LOST', 0), ('lab', 1, 'd2', 2, 'DLIVE1', 'LIVE', 0)
                  """));
    }
  }

  @Test
  void listsTheLostAndNoOthers() {
    assertEquals("lab DLOST1 1970-01-01T00:00:00Z", run("lost").out.strip());
    assertEquals(
        "{\"Registry\":\"lab\",\"Name\":\"DLOST1\",\"Since\":\"1970-01-01T00:00:00Z\"}",
        run("lost", "--json").out.strip());
  }

  @Test
  void theCommandsOfTheRunbookListTheLostAndSettleThem() {
    assertEquals("lab DLOST1 1970-01-01T00:00:00Z", shown(ShownCommand.CONTACTS_LOST).out.strip());
    assertEquals(0, shown(ShownCommand.CONTACTS_RESOLVE).exit);
    assertEquals("no contact is lost", shown(ShownCommand.CONTACTS_LOST).out.strip());
  }

  private Ran shown(ShownCommand command) {
    String words =
        command.line().replace("./domicile contacts ", "").replace(" --config domicile.yaml", "");
    return run(words.split(" "));
  }

  @Test
  void aHandleThatWasFoundIsToBeLookedUp() {
    Ran ran = run("resolve", "lab", "DLOST1", "--handle", "REG-7", "--reason", "seen");
    assertEquals(0, ran.exit, ran.err);
    assertEquals(List.of("DLIVE1 LIVE", "REG-7 DOUBTED"), rows());
    assertEquals("no contact is lost", run("lost").out.strip());
  }

  @Test
  void whatWasNotMadeIsToBeMade() {
    Ran ran = run("resolve", "lab", "DLOST1", "--not-made", "--reason", "not there");
    assertEquals(0, ran.exit, ran.err);
    assertEquals(List.of("DLIVE1 LIVE", "DLOST1 CHOSEN"), rows());
  }

  @Test
  void refusesWhatIsNotLostAndAWordThatSaysBothOrNothing() {
    assertEquals(1, run("resolve", "lab", "DLIVE1", "--not-made", "--reason", "r").exit);
    assertEquals(2, run("resolve", "lab", "DLOST1", "--reason", "r").exit);
    assertEquals(
        2, run("resolve", "lab", "DLOST1", "--not-made", "--handle", "H-1", "--reason", "r").exit);
    assertEquals(List.of("DLIVE1 LIVE", "DLOST1 LOST"), rows());
  }

  private List<String> rows() {
    try (Database database = database()) {
      return database.read(
          sql ->
              sql.rows(
                  "SELECT handle, state FROM registry_contact ORDER BY handle",
                  row -> row.text("handle") + " " + row.text("state")));
    }
  }

  private Database database() {
    return Database.open("sqlite:" + folder.resolve("data/domicile.db"));
  }

  private Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(print(out), print(err), false);
    List<String> all =
        Stream.of(Stream.of("contacts"), Stream.of(words), Stream.of("--config", config.toString()))
            .flatMap(part -> part)
            .toList();
    return new Ran(
        Main.run(all, streams),
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
