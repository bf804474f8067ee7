package dev.domicile.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditChainTest {

  private static final int PIECE = 7;

  @TempDir Path folder;
  Database database;
  Seal seal;
  Audit audit =
      new Audit(Ids.of(InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")), new Random(7)));

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void write(int from, int to) {
    database.run(
        sql ->
            audit.entries(
                sql,
                IntStream.rangeClosed(from, to)
                    .mapToObj(i -> new Audit.Entry(i, 1, "key" + i, "kind", "s" + i, "n=" + i))
                    .toList()));
  }

  private AuditChain chain() {
    return new AuditChain(database, seal, PIECE);
  }

  private AuditCheck.Result check(ChainPoint... known) {
    return new AuditCheck(database, seal).run(List.of(known), all -> {}, done -> {});
  }

  private void alter(String statement, Object... parameters) {
    database.run(sql -> assertTrue(sql.update(statement, parameters) > 0, statement));
  }

  @Test
  void chainsAllThatWaitsAndVouchesForIt() {
    write(1, 50);
    assertEquals(50, check().unchained());
    chain().run();
    write(51, 60);
    chain().run();
    AuditCheck.Result result = check();
    assertEquals(List.of(), result.findings());
    assertEquals(60, result.entries());
    assertEquals(0, result.unchained());
    assertEquals(60, result.head().place());
    assertEquals(Optional.of(result.head()), ChainPoint.parse(result.head().text()));
  }

  @Test
  void anEmptyAuditIsSound() {
    chain().run();
    assertEquals(List.of(), check().findings());
  }

  @Test
  void theFormOfADigestStays() {
    write(1, 2);
    chain().run();
    assertEquals(
        "2:70ea46c1e57c7445952095b0ecb0545e8c88b7fc88670666b975c0cd0f938484",
        check().head().text(),
        "databases in use are chained in this form");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at = at + 1",
        "account_id = 2",
        "actor = 'other'",
        "kind = 'kinds'",
        "subject = 's1'",
        "detail = ''",
        "id = 3"
      })
  void findsAnAlteredEntry(String change) {
    write(1, 20);
    chain().run();
    alter("UPDATE audit_entry SET " + change + " WHERE place = 9");
    assertEquals(
        List.of(
            "entry 9 is not what entry 10 was chained to: one of the two was altered, replaced or"
                + " moved"),
        check().findings());
  }

  @Test
  void findsMissingEntriesAtTheBeginningInTheMiddleAndAtTheEnd() {
    write(1, 20);
    chain().run();
    alter("DELETE FROM audit_entry WHERE place = 1 OR place BETWEEN 5 AND 6 OR place > 18");
    assertEquals(
        List.of(
            "entry 1 is missing",
            "entries 5 to 6 are missing",
            "entries 19 to 20 are missing, at the end of the chain"),
        check().findings());
  }

  @Test
  void findsEntriesThatChangedPlaces() {
    write(1, 20);
    chain().run();
    alter("UPDATE audit_entry SET place = 100 WHERE place = 9");
    alter("UPDATE audit_entry SET place = 9 WHERE place = 10");
    alter("UPDATE audit_entry SET place = 10 WHERE place = 100");
    assertEquals(3, check().findings().size(), check().findings()::toString);
  }

  @Test
  void findsAnEntryPutInBehindTheEnd() {
    write(1, 5);
    chain().run();
    write(6, 6);
    alter(
        "UPDATE audit_entry SET place = 6, previous = (SELECT digest FROM audit_chain) WHERE place"
            + " IS NULL");
    assertEquals(
        List.of("1 entries stand behind the recorded end of the chain"), check().findings());
  }

  @Test
  void findsAnEndThatWasMovedByWhoHasNotTheKey() {
    write(1, 20);
    chain().run();
    byte[] digest =
        database.read(
            sql ->
                sql.row(
                        "SELECT previous FROM audit_entry WHERE place = 19",
                        row -> row.bytes("previous"))
                    .orElseThrow());
    alter("DELETE FROM audit_entry WHERE place > 18");
    alter("UPDATE audit_chain SET place = 18, digest = ?", digest);
    assertEquals(
        List.of("the record of where the chain ends (entry 18) was not written by this service"),
        check().findings());
  }

  @Test
  void aHeadThatWasKeptTellsAChainThatWasWrittenAnewWithTheKey() {
    write(1, 20);
    chain().run();
    ChainPoint kept = check().head();
    write(21, 30);
    chain().run();
    assertEquals(List.of(), check(kept).findings());

    alter("UPDATE audit_entry SET detail = 'x' WHERE place = 3");
    alter("UPDATE audit_entry SET place = NULL, previous = NULL");
    alter("DELETE FROM audit_chain");
    chain().run();
    assertEquals(List.of(), check().findings());
    assertEquals(
        List.of("entry 20 has another digest than the one that is known"), check(kept).findings());
    alter("DELETE FROM audit_entry WHERE place > 10");
    alter("UPDATE audit_entry SET place = NULL, previous = NULL");
    alter("DELETE FROM audit_chain");
    chain().run();
    assertEquals(List.of("the chain ends before entry 20, which is known"), check(kept).findings());
  }

  @Test
  void whatIsRemovedAfterItsTimeLeavesASoundChain() {
    write(1, 40);
    chain().run();
    assertEquals(
        Optional.of(10L),
        database.write(sql -> chain().removeOlder(sql, 25, 10)).map(AuditChain.Removed::entries));
    assertEquals(
        Optional.of(14L),
        database.write(sql -> chain().removeOlder(sql, 25, 20)).map(AuditChain.Removed::entries));
    assertEquals(Optional.empty(), database.write(sql -> chain().removeOlder(sql, 25, 20)));
    AuditCheck.Result result = check();
    assertEquals(List.of(), result.findings());
    assertEquals(16, result.entries());
    assertEquals(24, result.removed());
    alter("DELETE FROM audit_entry WHERE place = 25");
    assertEquals(List.of("entry 25 is missing"), check().findings());
  }

  @Test
  void severalProcessesChainWithoutAForkWhileOthersWrite() throws Exception {
    int writers = 3;
    int each = 40;
    CountDownLatch written = new CountDownLatch(writers);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      Audit own = new Audit(Ids.of(InstantSource.system(), new Random(w)));
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> failures.add(e))
              .start(
                  () -> {
                    for (int i = 0; i < each; i++) {
                      int n = i;
                      database.run(sql -> own.entry(sql, n, 1, "a", "k", "s", "n=" + n));
                    }
                    written.countDown();
                  }));
    }
    for (int c = 0; c < 3; c++) {
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> failures.add(e))
              .start(
                  () -> {
                    while (written.getCount() > 0) {
                      chain().run();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    chain().run();
    assertEquals(List.of(), List.copyOf(failures));
    AuditCheck.Result result = check();
    assertEquals(List.of(), result.findings());
    assertEquals(writers * each, result.entries());
  }
}
