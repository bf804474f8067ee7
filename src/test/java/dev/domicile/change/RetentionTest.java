package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.SettableClock;
import dev.domicile.audit.Audit;
import dev.domicile.audit.AuditChain;
import dev.domicile.audit.AuditCheck;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  private static final int DOMAINS = 30;
  private static final int PIECE = 7;

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.now());
  final List<String> names = SampleDomains.names(DOMAINS);
  Rig rig;
  Seal seal;
  AuditChain chain;
  Retention retention;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, clock, DOMAINS);
    rig.start();
    seal = Seal.open(MasterKey.open(folder.resolve("master.key"), false), rig.database);
    chain = new AuditChain(rig.database, seal, 100);
    retention =
        new Retention(
            rig.database,
            chain,
            new Audit(Ids.of(clock, new Random(1))),
            new RetentionSettings(
                Duration.ofDays(180), Duration.ofDays(30), Duration.ofDays(460), PIECE),
            clock);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private String change(String type, String name, List<String> domains) {
    Map<String, String> parameters = new HashMap<>(Rig.sample(type, domains));
    parameters.put("RegistrantName", name);
    String taskNo = rig.submitted(parameters);
    rig.ended(taskNo, domains.size());
    return taskNo;
  }

  private long count(String table) {
    return rig.database.read(sql -> sql.number("SELECT count(*) AS n FROM " + table));
  }

  private int round() {
    int pieces = 0;
    while (retention.tasks()) {
      pieces++;
    }
    while (retention.contacts()) {
      pieces++;
    }
    while (retention.beforeImages()) {
      pieces++;
    }
    while (retention.changes()) {
      pieces++;
    }
    return pieces;
  }

  @Test
  void beforeImagesGoThirtyDaysAfterTheEndAndTheirTaskStays() {
    change("admin", "zhang san", names);
    clock.advance(Duration.ofDays(29));
    change("admin", "li si", names.subList(0, 3));
    clock.advance(Duration.ofHours(23));
    round();
    assertEquals(DOMAINS + 3, count("before_image"));
    clock.advance(Duration.ofHours(2));
    assertTrue(round() >= DOMAINS / PIECE, "in pieces");
    assertEquals(3, count("before_image"));
    assertEquals(2, count("task"));
    assertEquals(DOMAINS + 3, count("step"));
  }

  @Test
  void finishedTasksGoInPiecesWithTheirContactsButForThoseThatDomainsHave() {
    change("registrant", "zhang san", names);
    change("registrant", "li si", names.subList(0, 20));
    change("registrant", "wang wu", names.subList(20, DOMAINS));
    assertEquals(3, count("contact"));
    clock.advance(Duration.ofDays(179));
    round();
    assertEquals(3, count("task"));
    assertEquals(3, count("contact"));

    clock.advance(Duration.ofDays(2));
    assertTrue(retention.tasks());
    assertEquals(2, count("task"), "the first is gone from the lists at once");
    assertEquals(1, count("task_removal"), "and the rest of it is known");
    round();
    for (String table :
        List.of("task", "task_block", "step", "contact_change", "before_image", "task_removal")) {
      assertEquals(0, count(table), table);
    }
    assertEquals(2, count("contact"), "li si and wang wu, which domains have");
    assertEquals(DOMAINS, count("set_contact"));

    change("registrant", "zhao liu", names);
    clock.advance(Duration.ofDays(181));
    round();
    assertEquals(1, count("contact"), "what was replaced goes although its task went before");
  }

  @Test
  void aTaskThatHasNotEndedStaysHoweverOldItIsAndWhatItNeedsWithIt() {
    change("registrant", "zhang san", names.subList(0, 1));
    change("registrant", "li si", names.subList(1, 3));
    rig.database.run(
        sql ->
            sql.update(
                """
                INSERT INTO active (queue, subject, account_id, task_id, seq, kind, leased, phase,
                  due_at, lease_until, owner, attempt, tries, reason, note, updated_at)
                SELECT 'away', s.subject, 1, s.task_id, s.seq, 'CHG_HOLDER', 0, 'PENDING',
                  0, 0, '', 1, 0, '', '', 0 FROM step s WHERE s.subject = ?\
                """,
                names.get(2)));
    rig.database.run(
        sql -> sql.update("UPDATE step SET status = 0 WHERE subject = ?", names.get(2)));
    clock.advance(Duration.ofDays(400));
    round();
    assertEquals(1, count("task"));
    assertEquals(2, count("step"));
    assertEquals(1, count("before_image"));
    assertEquals(2, count("contact"));

    rig.database.run(sql -> sql.update("DELETE FROM active"));
    rig.database.run(sql -> sql.update("UPDATE step SET status = 2"));
    round();
    assertEquals(0, count("step"));
  }

  @Test
  void theRecordOfChangesGoesAfterFifteenMonthsAndTheChainStaysSound() {
    change("registrant", "zhang san", names);
    chain.run();
    long entries = count("audit_entry");
    clock.advance(Duration.ofDays(459));
    round();
    assertEquals(entries, count("audit_entry"));
    clock.advance(Duration.ofDays(2));
    change("registrant", "li si", names.subList(0, 1));
    round();
    chain.run();
    AuditCheck.Result result =
        new AuditCheck(rig.database, seal).run(List.of(), all -> {}, done -> {});
    assertEquals(List.of(), result.findings());
    assertEquals(entries, result.removed());
    long told =
        rig.database.read(
            sql ->
                sql.number("SELECT count(*) AS n FROM audit_entry WHERE kind = 'audit.removed'"));
    assertEquals((entries + PIECE - 1) / PIECE, told, "each removal is told");
  }
}
