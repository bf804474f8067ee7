package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a new version does to the schema under an older process that still runs. */
class MigrationsTest {

  private static final Path FOLDER = Path.of("src/main/resources/migrations");

  /** The last one from before processes were upgraded one at a time. */
  private static final String BEFORE = "0024-node.sql";

  private static final Pattern TAKES_AWAY =
      Pattern.compile(
          "DROP\\s+(TABLE|COLUMN)|RENAME|ALTER\\s+COLUMN"
              + "|ADD\\s+COLUMN(?![^;]*DEFAULT)[^;]*NOT\\s+NULL|CREATE\\s+UNIQUE",
          Pattern.CASE_INSENSITIVE);

  @Test
  void whatAnOlderProcessKnowsStaysAsItIs() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files =
          all.filter(file -> file.getFileName().toString().compareTo(BEFORE) > 0).sorted().toList();
    }
    assertTrue(files.size() > 1, files.toString());
    for (Path file : files) {
      List<String> found =
          Stream.of(Files.readString(file).split(";"))
              .filter(statement -> TAKES_AWAY.matcher(statement).find())
              .toList();
      assertEquals(List.of(), found, file + ": a process of the version before may still run");
    }
  }

  @Test
  void whatWouldTakeSomethingAwayIsSeen() {
    for (String wrong :
        List.of(
            "DROP TABLE lane",
            "ALTER TABLE lane DROP COLUMN pass",
            "ALTER TABLE lane RENAME TO lanes",
            "ALTER TABLE lane ADD COLUMN weight BIGINT NOT NULL",
            "CREATE UNIQUE INDEX one ON lane (pass)")) {
      assertTrue(TAKES_AWAY.matcher(wrong).find(), wrong);
    }
  }
}
