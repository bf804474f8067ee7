package dev.domicile.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

  @TempDir Path folder;
  Database database;
  Audit audit =
      new Audit(Ids.of(InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")), new Random(7)));

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsEveryPartOfAnEntry() {
    database.run(sql -> audit.entry(sql, 5, 7, "DOMabc", "account.created", "acme", "added=1"));
    List<String> rows =
        database.read(
            sql ->
                sql.rows(
                    "SELECT * FROM audit_entry",
                    r ->
                        r.number("at")
                            + " "
                            + r.number("account_id")
                            + " "
                            + r.text("actor")
                            + " "
                            + r.text("kind")
                            + " "
                            + r.text("subject")
                            + " "
                            + r.text("detail")));
    assertEquals(List.of("5 7 DOMabc account.created acme added=1"), rows);
  }

  @Test
  void manyEntriesOfOneMillisecondDoNotMeet() {
    for (int batch = 0; batch < 10; batch++) {
      database.run(
          sql ->
              audit.entries(
                  sql,
                  IntStream.range(0, 2000)
                      .mapToObj(i -> new Audit.Entry(i, 1, "a", "k", "s" + i, ""))
                      .toList()));
    }
    assertEquals(20_000, count());
  }

  @Test
  void isGoneWithTheTransactionThatItBelongsTo() {
    assertThrows(
        IllegalStateException.class,
        () ->
            database.run(
                sql -> {
                  audit.entry(sql, 1, 1, "a", "k", "s", "");
                  throw new IllegalStateException("no");
                }));
    assertEquals(0, count());
  }

  private long count() {
    return database.read(sql -> sql.number("SELECT count(*) AS n FROM audit_entry"));
  }
}
