package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four lock operations, from the request to the registry's statuses. */
class LockTest {

  private static final String TRANSFER = "clientTransferProhibited";
  private static final String UPDATE = "clientUpdateProhibited";
  private static final String BATCH_TRANSFER = "SaveBatchTaskForTransferProhibitionLock";
  private static final String BATCH_UPDATE = "SaveBatchTaskForUpdateProhibitionLock";
  private static final String SINGLE_TRANSFER = "SaveSingleTaskForTransferProhibitionLock";

  private static final Hold HOLD = new Hold();

  @TempDir static Path folder;
  private static Lab near;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.start(folder, "near", List.of("test", "example"), how -> how.withFaults(HOLD));
    service = Service.start(folder, near);
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SaveSingleTaskForTransferProhibitionLock, DomainName, sample-0004.test, "
        + "SET_TRANSFER_PROHIBITED, Change of the transfer lock, 设置禁止转移锁, "
        + TRANSFER,
    "SaveBatchTaskForTransferProhibitionLock, DomainName.1, sample-0005.example, "
        + "SET_TRANSFER_PROHIBITED, Change of the transfer lock, 设置禁止转移锁, "
        + TRANSFER,
    "SaveSingleTaskForUpdateProhibitionLock, DomainName, sample-0009.test, "
        + "SET_UPDATE_PROHIBITED, Change of the update lock, 设置禁止更新锁, "
        + UPDATE,
    "SaveBatchTaskForUpdateProhibitionLock, DomainName.1, sample-0014.test, "
        + "SET_UPDATE_PROHIBITED, Change of the update lock, 设置禁止更新锁, "
        + UPDATE,
  })
  void aLockIsSetAndLifted(
      String operation,
      String naming,
      String name,
      String taskType,
      String en,
      String zh,
      String status) {
    for (String version : List.of("2018-01-29", "2017-12-18")) {
      for (boolean on : List.of(true, false)) {
        String taskNo =
            service.accepted(
                service
                    .call(operation)
                    .with("Version", version)
                    .with(naming, name)
                    .with("Status", Boolean.toString(on)));
        Map<String, String> row = service.ended(taskNo).getFirst();
        assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
        assertEquals(taskType, row.get("TaskType"));
        assertEquals(en, row.get("TaskTypeDescription"));
        Reply chinese = service.list(taskNo).with("Lang", "zh").send();
        assertEquals(zh, chinese.rows().getFirst().get("TaskTypeDescription"));
        assertEquals(Set.of(on ? status : "ok"), near.domain(name).statuses());
      }
    }
  }

  @Test
  void anUpdateLockStandsInTheWayOfAllButItsOwnEnd() {
    List<String> names = List.of("sample-0015.example", "sample-0019.test");
    assertDone(lock(BATCH_UPDATE, names, true));
    long written = near.commands("domain:update");

    for (SignedCall call :
        List.of(
            service.submit("registrant", names),
            lock(BATCH_TRANSFER, names, true),
            lock(BATCH_TRANSFER, names, true).with("Lang", "zh"))) {
      for (Map<String, String> row : service.ended(service.accepted(call))) {
        assertEquals("EXECUTE_FAILURE", row.get("TaskStatus"), row::toString);
        assertTrue(row.get("ErrorMsg").startsWith("UPDATE_LOCK: "), row::toString);
        assertTrue(row.get("ErrorMsg").contains("clientUpdateProhibited"), row::toString);
        assertEquals(row.get("ErrorMsg"), row.get("FailReason"));
      }
    }
    assertDone(lock(BATCH_UPDATE, names, true));
    assertEquals(written, near.commands("domain:update"), "nothing was sent meanwhile");

    assertDone(lock(BATCH_UPDATE, names, false));
    assertDone(service.submit("registrant", names));
    names.forEach(name -> assertEquals(Set.of("ok"), near.domain(name).statuses()));
  }

  @Test
  void theHoldersOwnTransferLockHasNoEnd() {
    String name = "sample-0024.test";
    assertDone(lock(BATCH_TRANSFER, List.of(name), true));
    assertDone(lock(BATCH_TRANSFER, List.of(name), true));
    assertEquals(1, near.domain(name).updates(), "as wanted: nothing is written");
    assertDone(lock(BATCH_TRANSFER, List.of(name), false));
    assertEquals(Set.of("ok"), near.domain(name).statuses());
  }

  @Test
  void aRunningLockOfSixtyDaysIsRefusedWithItsEndAndNothingIsStored() {
    String name = "sample-0025.example";
    assertDone(service.submit("registrant", List.of(name)).with("TransferOutProhibited", "true"));
    Map<String, Long> before = service.tables().counts();
    for (String operation : List.of(BATCH_TRANSFER, SINGLE_TRANSFER)) {
      for (String format : List.of("JSON", "XML")) {
        SignedCall call =
            service
                .call(operation)
                .with("Format", format)
                .with("DomainName", name)
                .with("Status", "false");
        Reply reply = call.send();
        assertEquals("ParameterIllegal", reply.field("Code"), reply::text);
        assertTrue(
            reply
                .field("Message")
                .matches(
                    "Parameter illegal\\. Status: transfer locks that cannot be lifted before their"
                        + " end \\(1\\): sample-0025\\.example until"
                        + " \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
            reply.field("Message"));
      }
    }
    assertEquals(before, service.tables().counts());
    assertEquals(Set.of(TRANSFER), near.domain(name).statuses());
  }

  @ParameterizedTest
  @CsvSource({
    "DomainName, '', MissingDomainName",
    "DomainName, not a name, ParameterIllegal",
    "DomainName, nobodys.test, DomainNotExist",
    "DomainName, unserved.nowhere, DomainNotExist",
    "Status, '', MissingStatus",
    "Status, on, InvalidStatus",
  })
  void eachParameterIsChecked(String parameter, String value, String code) {
    for (String operation : List.of(SINGLE_TRANSFER, BATCH_UPDATE)) {
      Reply reply =
          service
              .call(operation)
              .with("DomainName", "sample-0029.test")
              .with("Status", "true")
              .with(parameter, value)
              .send();
      assertEquals(code, reply.field("Code"), reply::text);
    }
  }

  @Test
  void anotherAccountsDomainIsNotThere() {
    Reply reply =
        service
            .call(Service.OTHER, SINGLE_TRANSFER)
            .with("DomainName", "sample-0029.test")
            .with("Status", "true")
            .send();
    assertEquals("DomainNotExist", reply.field("Code"), reply::text);
  }

  @Test
  void locksAndContactChangesShareOneBusyMark() {
    List<String> names = List.of("sample-0034.test");
    HOLD.updateOf(names.getFirst());
    String first = service.accepted(lock(BATCH_TRANSFER, names, true));
    HOLD.awaitArrival();
    Reply second = service.submit("tech", names).send();
    Reply third = lock(BATCH_UPDATE, names, true).send();
    HOLD.letGo();
    assertEquals("TaskIsBeingProcessed", second.field("Code"), second::text);
    assertEquals("TaskIsBeingProcessed", third.field("Code"), third::text);
    service.awaitEnd(first);
  }

  private static SignedCall lock(String operation, List<String> names, boolean on) {
    return service.call(operation).withNames(names).with("Status", Boolean.toString(on));
  }

  private static void assertDone(SignedCall submit) {
    service
        .ended(service.accepted(submit))
        .forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
  }
}
