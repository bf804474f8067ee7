package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database does; the classes that extend this say which. */
abstract class DatabaseContract {

  @TempDir Path folder;
  Database database;

  @BeforeEach
  void open() {
    database = Database.open(url());
  }

  abstract String url();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatATransactionThrewLeavesNothingBehind() {
    assertThrows(
        IllegalStateException.class,
        () ->
            database.run(
                sql -> {
                  put(sql, "a", 1);
                  throw new IllegalStateException("no");
                }));
    assertEquals(0, count());
    database.run(sql -> put(sql, "a", 1));
    assertEquals(1, count());
  }

  @Test
  void aReaderSeesOnlyWhatIsCommittedAndCannotWrite() {
    database.run(sql -> put(sql, "a", 1));
    database.run(
        sql -> {
          put(sql, "b", 2);
          assertEquals(1, count());
        });
    assertEquals(2, count());
    assertThrows(StoreException.class, () -> database.read(sql -> sql.update("DELETE FROM lane")));
  }

  @Test
  void manyKeysAreFoundInPortions() {
    List<String> keys = IntStream.range(0, 1234).mapToObj(i -> "k" + i).toList();
    database.run(
        sql ->
            sql.batch(
                "INSERT INTO lane (queue, account_id, pass) VALUES (?, ?, ?)",
                keys.stream().map(k -> new Object[] {k, 1, 7}).toList()));
    List<String> wanted = keys.subList(3, 1100);
    List<String> found =
        database.read(
            sql ->
                sql.rowsForKeys(
                    "SELECT queue FROM lane WHERE account_id = ? AND queue IN (:keys)",
                    wanted,
                    r -> r.text("queue"),
                    1));
    assertEquals(wanted.size(), found.size());
    assertTrue(found.containsAll(wanted));
  }

  @Test
  void aGroupCommitKeepsEachWriteAllOrNothing() throws Exception {
    try (GroupCommit group = new GroupCommit(database, 50);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> writes =
          IntStream.range(0, 200).<Callable<Boolean>>mapToObj(i -> () -> write(group, i)).toList();
      int refused = 0;
      for (Future<Boolean> done : threads.invokeAll(writes)) {
        refused += done.get() ? 0 : 1;
      }
      assertEquals(20, refused);
    }
    assertEquals(180, count());
  }

  @Test
  void aDatabaseOfANewerVersionIsRefusedInOneLine() {
    database.run(sql -> sql.update("INSERT INTO schema_version (version) VALUES (9999)"));
    database.close();
    StartRefused refused = assertThrows(StartRefused.class, this::open);
    assertTrue(refused.getMessage().contains("newer than this program"), refused.getMessage());
    assertEquals(1, refused.getMessage().lines().count());
  }

  private static boolean write(GroupCommit group, int i) {
    try {
      group.write(
          sql -> {
            put(sql, "w" + i, i);
            if (i % 10 == 0) {
              throw new IllegalStateException("refused");
            }
            return true;
          });
      return true;
    } catch (IllegalStateException refused) {
      return false;
    }
  }

  private static void put(Sql sql, String queue, int pass) {
    sql.update("INSERT INTO lane (queue, account_id, pass) VALUES (?, ?, ?)", queue, 1, pass);
  }

  private long count() {
    return database.read(sql -> sql.number("SELECT count(*) AS n FROM lane"));
  }
}
