package dev.domicile.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.SettableClock;
import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a PostgreSQL, and the one of them that has a duty. */
class DutiesTest {

  private static final Duration LEASE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T00:00:00Z"));

  @Test
  void oneProcessHasADutyAndAnotherTakesItWhenThatIsSilentOrLetsGo() {
    try (Database database = Database.open(TestDatabases.postgres(folder))) {
      Duties one = new Duties(database, "one", LEASE, clock);
      Duties two = new Duties(database, "two", LEASE, clock);
      assertTrue(one.hold("poll lab"));
      assertFalse(two.hold("poll lab"));
      assertTrue(two.hold("poll other"), "each duty by itself");
      for (int i = 0; i < 5; i++) {
        clock.advance(LEASE.dividedBy(2));
        assertTrue(one.hold("poll lab"));
        assertFalse(two.hold("poll lab"), "it is renewed by being held");
      }
      clock.advance(LEASE.plusMillis(1));
      assertTrue(two.hold("poll lab"), "the first was not heard of");
      assertFalse(one.hold("poll lab"));
      one.release("poll lab");
      assertFalse(one.hold("poll lab"), "nobody lets go of another's");
      two.release("poll lab");
      assertTrue(one.hold("poll lab"), "at once");
    }
  }

  @Test
  void onSqliteTheOneProcessHasEveryDutyAndAskNothing() {
    try (Database database = Database.open("sqlite:" + folder.resolve("test.db"))) {
      assertTrue(new Duties(database, "one", LEASE, clock).hold("poll lab"));
      assertTrue(new Duties(database, "after a crash", LEASE, clock).hold("poll lab"));
      long rows = database.read(sql -> sql.number("SELECT count(*) AS n FROM duty"));
      assertEquals(0, rows);
    }
  }
}
