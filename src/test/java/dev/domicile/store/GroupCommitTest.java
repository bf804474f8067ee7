package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {

  @TempDir Path folder;
  Database database;

  @BeforeEach
  void open() {
    database = Database.open(url());
    database.run(sql -> sql.update("CREATE TABLE note (n BIGINT NOT NULL PRIMARY KEY)"));
  }

  String url() {
    return "sqlite:" + folder.resolve("test.db");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anErrorInOneWriteReachesItsCallerAndStopsNoOther() {
    GroupCommit group = new GroupCommit(database, 10);
    assertThrows(
        StackOverflowError.class,
        () ->
            within(
                () ->
                    group.write(
                        sql -> {
                          throw new StackOverflowError("one");
                        })));
    int changed = within(() -> group.write(sql -> sql.update("INSERT INTO note VALUES (1)")));
    assertEquals(1, changed);
    group.close();
  }

  @Test
  void everyWriteAtTheTimeOfACloseEitherHappensOrIsRefused() throws Exception {
    for (int round = 0; round < 300; round++) {
      GroupCommit group = new GroupCommit(database, 4);
      AtomicInteger happened = new AtomicInteger();
      CountDownLatch begin = new CountDownLatch(1);
      int base = round * 100;
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int n = base + i;
        writers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        begin.await();
                        group.write(sql -> sql.update("INSERT INTO note VALUES (?)", n));
                        happened.incrementAndGet();
                      } catch (StoreException | InterruptedException refused) {
                        // as it may be
                      }
                    }));
      }
      begin.countDown();
      group.close();
      for (Thread writer : writers) {
        assertTrue(writer.join(Duration.ofSeconds(5)), "a write hangs, round " + round);
      }
      long stored =
          database.read(sql -> sql.number("SELECT count(*) AS n FROM note WHERE n >= ?", base));
      assertEquals(happened.get(), stored);
    }
  }

  @Test
  void aClosedDatabaseRefusesAndDoesNotHang() {
    database.close();
    assertThrows(
        StoreException.class,
        () -> within(() -> database.read(sql -> sql.number("SELECT 1 AS n"))));
    assertThrows(
        StoreException.class,
        () -> within(() -> database.write(sql -> sql.number("SELECT 1 AS n"))));
  }

  private static <T> T within(org.junit.jupiter.api.function.ThrowingSupplier<T> call) {
    return assertTimeoutPreemptively(Duration.ofSeconds(10), call);
  }
}
