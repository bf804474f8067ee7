package dev.domicile.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries to a file. */
class FileTest {

  @TempDir Path folder;
  private Path file;
  private Post post;

  @BeforeEach
  void start() {
    file = folder.resolve("feed.jsonl");
    post = new Post(folder);
  }

  @AfterEach
  void stop() {
    post.close();
  }

  private Destination here() {
    return new Destination.OfFile(file);
  }

  @Test
  void eachDeliveryIsALineInAFileOfItsOwnersAlone() throws Exception {
    String[] owners = IntStream.range(0, 300).mapToObj(i -> "1/" + i).toArray(String[]::new);
    for (String owner : owners) {
      post.add(owner + ".com", owner, "{\"of\":\"" + owner + "张\"}");
    }
    post.start(here()).awaitTaken(owners);
    assertEquals(
        IntStream.range(0, 300).mapToObj(i -> "{\"of\":\"1/" + i + "张\"}").toList(), lines());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aFileThatWasMovedAwayIsBegunAnew() throws Exception {
    post.add("a.com", "1/1", "{\"n\":1}").start(here()).awaitTaken("1/1");
    Path old = folder.resolve("feed.jsonl.1");
    Files.move(file, old);
    post.add("a.com", "2/1", "{\"n\":2}").awaitTaken("2/1");
    assertEquals(List.of("{\"n\":1}"), Files.readAllLines(old));
    assertEquals(List.of("{\"n\":2}"), lines());
  }

  @Test
  void aLineThatWasCutShortSpoilsNoOther() throws Exception {
    Files.writeString(file, "{\"n\":0}\n{\"n\":1");
    post.add("a.com", "2/1", "{\"n\":2}").start(here()).awaitTaken("2/1");
    assertEquals(List.of("{\"n\":0}", "{\"n\":1", "{\"n\":2}"), lines());
  }

  @Test
  void aFileThatCannotBeWrittenIsWaitedFor() throws Exception {
    Files.createDirectory(file);
    post.add("a.com", "1/1", "{\"n\":1}").start(here());
    Await.until("it was tried", () -> post.results.size() > 2);
    Progress.Waiting waiting =
        assertInstanceOf(Progress.Waiting.class, post.progress("1/1").orElseThrow());
    assertTrue(waiting.note().startsWith("file: "), waiting::note);
    Files.delete(file);
    post.awaitTaken("1/1");
    assertEquals(List.of("{\"n\":1}"), lines());
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }
}
