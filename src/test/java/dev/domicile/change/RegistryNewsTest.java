package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.PollData;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.NewTask;
import dev.domicile.task.PendingSteps;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry's messages do to steps and readings. */
class RegistryNewsTest {

  private static final DomainName NAME = new DomainName("a.test");
  private static final DomainInfo INFO =
      new DomainInfo(NAME, "registrar1", "H-1", Map.of(), Set.of("ok"));
  private static final long LATER = Long.MAX_VALUE / 2;

  @TempDir Path folder;
  private final InstantSource clock = InstantSource.system();
  private final List<String> woken = new ArrayList<>();
  private Database database;
  private Readings readings;
  private RegistryNews news;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    readings =
        new Readings(Seal.open(MasterKey.open(folder.resolve("master.key"), true), database));
    news = new RegistryNews(new PendingSteps(), readings, clock, woken::addAll);
    TaskQueue queue = new TaskQueue(Ids.system(clock), clock);
    database.run(
        sql -> {
          queue.submit(
              sql,
              new NewTask(1, "CHG_HOLDER", "", List.of(new NewTask.Step("lab", NAME.ascii()))));
          readings.save(sql, List.of(new Reading(INFO, 1)));
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void waiting(String phase) {
    database.run(sql -> sql.update("UPDATE active SET phase = ?, due_at = ?", phase, LATER));
  }

  private boolean isDue(PollData data, String registry) {
    database.run(sql -> news.heard(sql, registry, data));
    return database.read(sql -> sql.number("SELECT due_at AS n FROM active")) < LATER;
  }

  private boolean isKnown() {
    return database.read(sql -> readings.latest(sql, NAME)).isPresent();
  }

  @Test
  void aDecisionAndAStateOfADomainWakeItsStepAndForgetItsReading() {
    for (PollData data :
        List.of(
            new PollData.DomainDecided(NAME, false, null, null),
            new PollData.DomainSeen(INFO, false, "update"))) {
      waiting("PENDING");
      database.run(sql -> readings.save(sql, List.of(new Reading(INFO, 1))));
      assertTrue(isDue(data, "lab"));
      assertEquals(false, isKnown());
    }
    news.committed("lab");
    assertEquals(List.of("lab"), woken);
  }

  @Test
  void messagesAboutOthersAndStepsThatWereNotSentWakeNothing() {
    waiting("PENDING");
    assertEquals(false, isDue(new PollData.Other("trnData"), "lab"));
    assertEquals(false, isDue(new PollData.ContactDecided("H-1", true, null, null), "lab"));
    assertEquals(false, isDue(new PollData.DomainDecided(NAME, true, null, null), "elsewhere"));
    waiting("FRESH");
    assertEquals(false, isDue(new PollData.DomainDecided(NAME, true, null, null), "lab"));
  }
}
