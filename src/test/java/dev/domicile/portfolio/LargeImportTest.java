package dev.domicile.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeImportTest {

  static final int LINES = 100_000;

  @TempDir Path folder;

  @Test
  void aServiceOnTheSameFileGoesOnReadingAndWriting() throws Exception {
    Path file = file();
    String url = "sqlite:" + folder.resolve("test.db");
    Semaphore turns = new Semaphore(0);
    AtomicBoolean over = new AtomicBoolean();
    try (Database service = Database.open(url);
        Database command = Database.open(url);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> served = threads.submit(() -> serve(service, turns, over));
      ImportOutcome outcome;
      try {
        outcome =
            importer(command)
                .run(
                    file, 1, ImportDomains.Mode.UPSERT, "test", false, turnAfterEachPortion(turns));
      } finally {
        over.set(true);
        turns.release();
      }
      assertEquals(new ImportOutcome.Imported(LINES, 0, 0, 0, new TreeMap<>()), outcome);
      // a lock held throughout would leave one, and a wait of a second each some ten
      assertTrue(served.get() >= 20, "answered beside the import: " + served.get());
      Domains domains = new Domains(new Random(2));
      assertEquals(LINES, service.<Long>read(sql -> domains.count(sql, 1)));
    }
  }

  /** Reads and writes once for each portion, as a service under some load does. */
  private static int serve(Database service, Semaphore turns, AtomicBoolean over)
      throws InterruptedException {
    Domains domains = new Domains(new Random(2));
    int done = 0;
    turns.acquire();
    while (!over.get()) {
      int next = done++;
      DomainName name = new DomainName("name" + next + ".test");
      service.read(sql -> domains.holdings(sql, 1, List.of(name)));
      service.run(
          sql ->
              sql.update(
                  "INSERT INTO nonce (access_key_id, nonce, expires_at) VALUES ('k', ?, 1)",
                  "n" + next));
      turns.acquire();
    }
    return done;
  }

  private static ImportListener turnAfterEachPortion(Semaphore turns) {
    return new ImportListener() {
      @Override
      public void badLine(long line, String reason) {
        throw new AssertionError(line + ": " + reason);
      }

      @Override
      public void checked(long lines) {}

      @Override
      public void written(long domains, long all) {
        turns.release();
      }
    };
  }

  private static ImportDomains importer(Database database) {
    InstantSource clock = InstantSource.system();
    return new ImportDomains(
        database,
        new Domains(new Random(2)),
        new Audit(Ids.of(clock, new Random(1))),
        clock,
        ZoneOffset.UTC,
        Optional.empty());
  }

  private Path file() throws IOException {
    Path file = folder.resolve("large.csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.print("DomainName,InstanceId,RegistrationDate,ExpirationDate\n");
      for (int i = 0; i < LINES; i++) {
        out.print("name" + i + ".test,,2020-01-01,2027-01-01\n");
      }
    }
    return file;
  }
}
