package dev.domicile.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share the slots of a queue on one PostgreSQL. */
@Timeout(120)
class NodeTest {

  private static final String QUEUE = "lab";
  private static final int ALL = 6;

  @TempDir Path folder;
  private String url = "";
  private final List<AutoCloseable> open = new ArrayList<>();

  private final class Process implements AutoCloseable {
    final Database database = Database.open(url);
    final Node node;
    final QueueSlots slots;
    final List<QueueSlots.Slot> taken = new ArrayList<>();

    Process(String name) {
      node =
          new Node(
              database,
              InstantSource.system(),
              new NodeLease(name, Duration.ofMinutes(1)),
              Duration.ofMillis(5));
      slots = node.slots(QUEUE, ALL);
      node.start();
      open.add(this);
    }

    /** Keeps wanting so many, and uses what it gets, until it has so many. */
    void has(int wanted, int count) {
      Await.until(
          "has " + count,
          Duration.ofSeconds(30),
          () -> {
            slots.want(wanted);
            for (int i = slots.surplus(); i > 0; i--) {
              taken.removeLast().giveBack();
            }
            QueueSlots.Slot slot = slots.take();
            if (slot != null) {
              taken.add(slot);
            }
            return taken.size() == count && slots.held() == count;
          });
    }

    @Override
    public void close() {
      node.close();
      database.close();
    }
  }

  @BeforeEach
  void open() {
    url = TestDatabases.postgres(folder);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void whoIsAloneGetsAllAndGivesHalfToOneThatJoins() {
    Process one = new Process("one");
    one.has(ALL, ALL);
    assertNull(one.slots.take(), "no more than there are");
    Process two = new Process("two");
    two.slots.want(ALL);
    one.has(ALL, ALL / 2);
    two.has(ALL, ALL / 2);
    assertEquals(ALL, rows(one, "SELECT count(*) AS n FROM queue_slot"));
    assertEquals(2, one.slots.sharers());
  }

  @Test
  void aSlotInUseIsNobodyElsesUntilItIsGivenBack() {
    Process one = new Process("one");
    one.has(ALL, ALL);
    Process two = new Process("two");
    Await.until(
        "three are to go",
        () -> {
          one.slots.want(ALL);
          two.slots.want(ALL);
          return one.slots.surplus() == ALL / 2;
        });
    assertEquals(0, two.slots.held());
    assertTrue(one.taken.stream().allMatch(QueueSlots.Slot::holds));
    one.taken.removeLast().giveBack();
    two.has(ALL, 1);
    assertEquals(ALL / 2 - 1, one.slots.surplus());
  }

  @Test
  void whoWantsNoMoreKeepsNothingFromTheOthers() {
    Process one = new Process("one");
    one.has(ALL, ALL);
    one.taken.forEach(QueueSlots.Slot::giveBack);
    assertEquals(ALL, one.slots.held(), "as long as nobody wants them");
    one.taken.clear();
    Process two = new Process("two");
    two.has(ALL, ALL);
    assertEquals(0, one.slots.held());
    assertNull(one.slots.take());
  }

  @Test
  void whoLeavesGivesAllBackAndIsForgotten() throws Exception {
    Process one = new Process("one");
    one.has(ALL, ALL);
    Process two = new Process("two");
    two.slots.want(ALL);
    open.remove(one);
    one.close();
    two.has(ALL, ALL);
    assertEquals(0, rows(two, "SELECT count(*) AS n FROM queue_want WHERE node = 'one'"));
    assertEquals(0, rows(two, "SELECT count(*) AS n FROM node WHERE id = 'one'"));
  }

  @Test
  void whatOthersHaveTakenFromADeadProcessIsLostToItAtOnceIfItLives() {
    Process one = new Process("one");
    one.has(ALL, ALL);
    QueueSlots.Slot slot = one.taken.getFirst();
    assertNotNull(slot);
    assertTrue(slot.holds());
    one.database.run(sql -> SlotRows.forget(sql, "one"));
    Await.until("it knows", () -> !slot.holds());
    Await.until("all are", () -> one.taken.stream().noneMatch(QueueSlots.Slot::holds));
    slot.giveBack();
    assertFalse(slot.holds());
  }

  @Test
  void aProcessThatCountsAsDeadTakesNothing() {
    Process one = new Process("one");
    one.database.run(sql -> Nodes.alive(sql, "one", 1));
    one.slots.want(ALL);
    Process two = new Process("two");
    two.has(ALL, ALL);
    assertEquals(0, one.slots.held());
  }

  @Test
  void turnsOfARateAreNobodyTwice() {
    try (Database first = Database.open(url);
        Database second = Database.open(url)) {
      InstantSource still = () -> java.time.Instant.parse("2026-12-01T00:00:00Z");
      Duration interval = Duration.ofMillis(10);
      QueueRate one = new QueueRate(first, still, QUEUE, interval, Duration.ofMillis(20));
      QueueRate two = new QueueRate(second, still, QUEUE, interval, Duration.ofMillis(20));
      assertEquals(Duration.ZERO, one.take(5).orElseThrow(), "nothing is saved up at the start");
      assertEquals(Duration.ofMillis(50), two.take(1).orElseThrow());
      assertEquals(Duration.ofMillis(60), one.take(2).orElseThrow());
      InstantSource later = InstantSource.offset(still, Duration.ofMinutes(1));
      QueueRate again = new QueueRate(second, later, QUEUE, interval, Duration.ofMillis(20));
      assertEquals(Duration.ofMillis(-20), again.take(3).orElseThrow(), "two were saved up");
      assertEquals(Duration.ofMillis(10), again.take(1).orElseThrow());
    }
  }

  private static long rows(Process process, String text) {
    return process.database.read(sql -> sql.number(text));
  }
}
