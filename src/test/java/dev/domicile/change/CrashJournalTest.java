package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of one change, ended after each of its moments and taken up by another process: every
 * commit and every command, in order, held against one golden file as a whole.
 */
class CrashJournalTest {

  private static final Path GOLDEN = Path.of("src/test/resources/crash/life-of-a-change.txt");
  private static final String NAME = SampleDomains.names(1).getFirst();

  @TempDir Path folder;

  @Test
  void whereverAChangeIsEndedItIsTakenUpAndMadeOnce() throws Exception {
    StringBuilder all = new StringBuilder("== without an end\n");
    CrashJournal whole = new CrashJournal(0);
    carryOut(whole, "whole");
    all.append(whole.text());
    assertTrue(whole.moments() > 8, whole::text);
    for (int k = 1; k <= whole.moments(); k++) {
      CrashJournal journal = new CrashJournal(k);
      carryOut(journal, "end-" + k);
      all.append("\n== ended after moment ").append(k).append('\n').append(journal.text());
    }
    compare(all.toString());
  }

  private void carryOut(CrashJournal journal, String name) throws Exception {
    Path place = Files.createDirectories(folder.resolve(name));
    boolean ends = !name.equals("whole");
    try (Rig first = rig(place, journal)) {
      first.start();
      if (ends) {
        endedInTheMiddle(first, journal);
      } else {
        first.ended(first.submitted(change()), 1);
      }
    }
    if (ends) {
      journal.startAgain();
      try (Rig second = rig(place, journal)) {
        second.start();
        assertMadeOnce(second);
      }
    }
  }

  private static void endedInTheMiddle(Rig rig, CrashJournal journal) throws InterruptedException {
    try {
      rig.submitted(change());
    } catch (RuntimeException ended) {
      assertEquals(0, journal.died().getCount(), ended::toString); // before the answer
    }
    assertTrue(journal.died().await(60, TimeUnit.SECONDS), journal::text);
  }

  private static void assertMadeOnce(Rig rig) {
    Await.until(
        "nothing is under way",
        () -> rig.database.read(sql -> sql.number("SELECT count(*) AS n FROM active")) == 0);
    HeldDomain domain = rig.sandbox.domain(NAME).orElseThrow();
    assertEquals(1, domain.updates());
    rig.sandbox
        .contactsByContent()
        .forEach((card, count) -> assertEquals(1, count, "contacts that say the same"));
    assertEquals(0, rig.sandbox.repeatedClTrids());
  }

  private static Map<String, String> change() {
    Map<String, String> change = new HashMap<>(Rig.sample("registrant", List.of(NAME)));
    change.put("TransferOutProhibited", "true");
    return change;
  }

  private static Rig rig(Path place, CrashJournal journal) throws Exception {
    return new Rig(
        place,
        InstantSource.system(),
        1,
        0,
        Fault.Plan.none(),
        "sqlite:" + place.resolve("domicile.db"),
        journal::around,
        journal::around);
  }

  private static void compare(String found) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, found);
    }
    assertEquals(Files.readString(GOLDEN), found);
  }

  @Test
  void aProcessThatEndedCommitsNothingMore() throws Exception {
    CrashJournal journal = new CrashJournal(1);
    try (Rig rig = rig(folder, journal)) {
      assertThrows(RuntimeException.class, () -> rig.submitted(change()));
      assertThrows(RuntimeException.class, () -> rig.database.run(sql -> {}));
      assertEquals(1, journal.moments());
    }
  }
}
