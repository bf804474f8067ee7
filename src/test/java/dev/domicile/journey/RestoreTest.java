package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.audit.Audit;
import dev.domicile.audit.AuditCheck;
import dev.domicile.change.OpenEpoch;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.store.Dialect;
import dev.domicile.store.Ids;
import dev.domicile.store.StartRefused;
import dev.domicile.task.Epochs;
import dev.domicile.task.TaskDetailNo;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database is put back from a backup, and its registry has gone on since. The registry refuses
 * every clTRID that it has seen before, so each of these also shows that none comes again.
 */
class RestoreTest {

  private static final String NAME = "sample-0004.test";
  private static final String TRANSFER = "clientTransferProhibited";

  @TempDir Path folder;
  private volatile boolean updatesFail;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() {
    near =
        Lab.start(
            folder,
            "near",
            List.of("test", "example"),
            how ->
                how.withFaults(
                    asked ->
                        updatesFail && asked.command().equals("domain:update")
                            ? new Fault.CloseBefore()
                            : new Fault.None()));
    service = Service.start(folder, near);
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void aChangeUnderWayInTheBackupDoesNotComeBackOverWhatFollowedIt() {
    String toB = submitInDoubt();
    Backup backup = Backup.of(service, folder);
    updatesFail = false;
    assertEquals("EXECUTE_SUCCESS", service.ended(toB).getFirst().get("TaskStatus"));
    change("wang wu");
    String c = near.handle(NAME, "registrant");
    restored(backup);
    awaitSaid(toB, "changed at the registry after the backup");
    assertTrue(epoch().release("test"));
    awaitLooks(toB);
    assertEquals(c, near.handle(NAME, "registrant"));
    assertEquals(2, near.domain(NAME).updates());

    // only a person's word makes it the older one
    goOn(toB);
    assertEquals("EXECUTE_SUCCESS", service.ended(toB).getFirst().get("TaskStatus"));
    Sample.assertHeld(Sample.contact("registrant"), near.card(NAME, "registrant"));
  }

  @Test
  void aChangeThatOnlyWaitedInTheBackupDoesNotComeBackEither() {
    near.stop();
    String toB = service.accepted(service.submit("registrant", List.of(NAME)));
    Backup backup = Backup.of(service, folder);
    near.start();
    assertEquals("EXECUTE_SUCCESS", service.ended(toB).getFirst().get("TaskStatus"));
    change("wang wu");
    String c = near.handle(NAME, "registrant");
    restored(backup);
    awaitSaid(toB, "Nothing tells whether");
    assertTrue(epoch().release("test"));
    awaitLooks(toB);
    // what anybody asks meanwhile is no knowledge of the backup
    service
        .call("QueryContactInfo")
        .with("DomainName", NAME)
        .with("ContactType", "registrant")
        .send();
    awaitLooks(toB);
    assertEquals(c, near.handle(NAME, "registrant"));
    assertEquals(2, near.domain(NAME).updates());
  }

  @Test
  void whatIsAsItWasGoesOnOnceItIsReleasedAndNotBefore() {
    String toB = submitInDoubt();
    Backup backup = Backup.of(service, folder);
    restored(
        () -> {
          updatesFail = false;
          backup.putBack();
        });
    awaitSaid(toB, "nothing is sent until that is released");
    String fresh = service.accepted(service.submit("admin", List.of("sample-0009.test")));
    awaitSaid(fresh, "nothing is sent until that is released");
    awaitLooks(toB);
    assertEquals(0, near.domain(NAME).updates());
    assertEquals(0, near.domain("sample-0009.test").updates());
    assertTrue(epoch().release("test"));
    assertEquals("EXECUTE_SUCCESS", service.ended(toB).getFirst().get("TaskStatus"));
    assertEquals("EXECUTE_SUCCESS", service.ended(fresh).getFirst().get("TaskStatus"));
    assertEquals(1, near.domain(NAME).updates());
    assertFalse(epoch().release("test"), "it was released");
  }

  @Test
  void whatWasDoneAfterTheBackupIsFoundDoneWithoutAnythingBeingSent() {
    String toB = submitInDoubt();
    Backup backup = Backup.of(service, folder);
    updatesFail = false;
    service.awaitEnd(toB);
    restored(backup);
    Map<String, String> row = service.ended(toB).getFirst();
    assertEquals(1, near.domain(NAME).updates(), row::toString);
    assertEquals("DONE", row.get("TaskResult"), row::toString);
  }

  @Test
  void aLockIsNotLiftedByAnEndThatMayHaveBeenPutOff() {
    service.awaitEnd(
        service.accepted(
            service.submit("registrant", List.of(NAME)).with("TransferOutProhibited", "true")));
    Backup backup = Backup.of(service, folder);
    restored(backup);
    assertTrue(near.domain(NAME).statuses().contains(TRANSFER));
    long ours =
        service
            .database()
            .read(sql -> sql.number("SELECT count(*) AS n FROM transfer_lock WHERE set_by_us = 1"));
    assertEquals(0, ours);
  }

  @Test
  void theAuditGoesOnFromTheBackupAndSaysSo() {
    change("wang wu");
    Backup backup = Backup.of(service, folder);
    restored(backup);
    Await.until(
        "the chain has it all",
        () ->
            service
                    .database()
                    .read(
                        sql ->
                            sql.number("SELECT count(*) AS n FROM audit_entry WHERE place IS NULL"))
                == 0);
    Config config = Config.loadForCommands(folder.resolve("domicile.yaml"));
    AuditCheck check = new AuditCheck(service.database(), Seals.open(config, service.database()));
    assertEquals(List.of(), check.run(List.of(), all -> {}, done -> {}).findings());
    long told =
        service
            .database()
            .read(
                sql ->
                    sql.number(
                        "SELECT count(*) AS n FROM audit_entry WHERE kind = 'database.restored'"));
    assertEquals(1, told);
  }

  /** With its before-image and its contact made, and the update that never arrives. */
  private String submitInDoubt() {
    updatesFail = true;
    String taskNo = service.accepted(service.submit("registrant", List.of(NAME)));
    awaitSaid(taskNo, "gave no answer");
    return taskNo;
  }

  private void change(String holder) {
    String taskNo =
        service.accepted(
            service
                .call(SignedCall.SUBMIT)
                .with(Sample.contact("registrant", holder))
                .withNames(List.of(NAME)));
    assertEquals("EXECUTE_SUCCESS", service.ended(taskNo).getFirst().get("TaskStatus"));
  }

  private void restored(Backup backup) {
    service.stopAnd(backup::putBack);
    if (service.database().dialect() == Dialect.SQLITE) {
      StartRefused refused = assertThrows(StartRefused.class, service::restart);
      assertTrue(refused.getMessage().contains("domicile database restored"), refused::toString);
    }
    Await.until(
        "what worked on it counts as gone",
        () -> epoch().run("test") instanceof OpenEpoch.Outcome.Opened);
    assertInstanceOf(OpenEpoch.Outcome.OpenAlready.class, epoch().run("test"));
    service.restart();
  }

  private OpenEpoch epoch() {
    InstantSource clock = InstantSource.system();
    Ids ids = Ids.system(clock);
    return new OpenEpoch(service.database(), new Audit(ids), ids, clock);
  }

  private void goOn(String taskNo) {
    TaskDetailNo number = TaskDetailNo.parse(row(taskNo).get("TaskDetailNo")).orElseThrow();
    Await.until(
        "the word is taken",
        () -> epoch().release(number, "asked there", "test") instanceof Epochs.Released.GoesOn);
  }

  private void awaitSaid(String taskNo, String text) {
    Await.until(text, () -> String.valueOf(row(taskNo).get("ErrorMsg")).contains(text));
  }

  /** Until it has been looked at several times more. */
  private void awaitLooks(String taskNo) {
    int before = tries(taskNo);
    Await.until("looked at", () -> tries(taskNo) > before + 3);
  }

  private int tries(String taskNo) {
    return Integer.parseInt(row(taskNo).get("TryCount"));
  }

  private Map<String, String> row(String taskNo) {
    return service.list(taskNo).send().rows().getFirst();
  }
}
