package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry's word that a domain is changed, held against what it holds. */
class ReadBackTest {

  private static final List<String> NAMES =
      SampleDomains.names(Lab.DOMAINS).stream().filter(name -> name.endsWith(".test")).toList();

  @TempDir Path folder;
  private final AtomicInteger updates = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private Lab near;
  private Service service;

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  /**
   * @param fault by the command and how many of its kind came before
   */
  private void start(String mode, BiFunction<String, Integer, Fault> fault) {
    near =
        Lab.start(
                folder,
                "near",
                List.of("test", "example"),
                how ->
                    how.withFaults(
                        asked ->
                            switch (asked.command()) {
                              case "domain:update" ->
                                  fault.apply("update", updates.getAndIncrement());
                              case "domain:info" -> fault.apply("info", looks.getAndIncrement());
                              default -> new Fault.None();
                            }))
            .key("readBack", mode);
    service = Service.start(folder, near);
  }

  private static Fault ignore(String command) {
    return command.equals("update") ? new Fault.Ignore() : new Fault.None();
  }

  private List<Map<String, String>> change() {
    return service.ended(service.accepted(service.submit("admin", NAMES)));
  }

  @Test
  void theFirstChangeOfEachTaskIsReadBack() {
    start("first", (command, before) -> new Fault.None());
    assertTrue(change().stream().allMatch(row -> row.get("TaskResult").equals("DONE")));
    assertEquals(NAMES.size() + 1, near.commands("domain:info"));
    assertEquals(NAMES.size(), near.commands("domain:update"));
  }

  @Test
  void allChangesAreReadBackWhereThatIsAskedFor() {
    start("all", (command, before) -> new Fault.None());
    assertTrue(change().stream().allMatch(row -> row.get("TaskResult").equals("DONE")));
    assertEquals(2 * NAMES.size(), near.commands("domain:info"));
  }

  @Test
  void aRoleThatTheRegistryLeavesOutIsASuccessOfNoDomain() {
    start("first", (command, before) -> ignore(command));
    for (Map<String, String> row : change()) {
      assertEquals("EXECUTE_FAILURE", row.get("TaskStatus"), row::toString);
      assertTrue(row.get("FailReason").startsWith("NOT_APPLIED_BY_REGISTRY: "), row::toString);
    }
    assertEquals(2 * NAMES.size(), near.commands("domain:info"));
  }

  @Test
  void whatTheRegistryDidChangeIsASuccessBesideWhatItLeftOut() {
    start(
        "all",
        (command, before) ->
            command.equals("update") && before % 2 == 0 ? new Fault.Ignore() : new Fault.None());
    for (Map<String, String> row : change()) {
      boolean changed =
          near.card(row.get("DomainName"), "admin")
              .email()
              .equals(Sample.contact("admin").get("Email"));
      assertEquals(
          changed ? "EXECUTE_SUCCESS" : "EXECUTE_FAILURE", row.get("TaskStatus"), row::toString);
    }
  }

  @Test
  void aReadingBackThatIsNotAnsweredComesAgainBeforeASuccessIsTold() {
    start(
        "first",
        (command, before) ->
            command.equals("info") && before >= NAMES.size() && before < NAMES.size() + 3
                ? new Fault.CloseAfter()
                : new Fault.None());
    assertTrue(change().stream().allMatch(row -> row.get("TaskStatus").equals("EXECUTE_SUCCESS")));
    assertEquals(NAMES.size(), near.commands("domain:update"));
  }

  @Test
  void aTransferLockThatStaysOfALeftOutChangeHasEndedAndIsOursToLift() {
    start("first", (command, before) -> ignore(command));
    String name = NAMES.getFirst();
    String taskNo =
        service.accepted(
            service.submit("registrant", List.of(name)).with("TransferOutProhibited", "true"));
    assertEquals("EXECUTE_FAILURE", service.ended(taskNo).getFirst().get("TaskStatus"));
    assertEquals(Set.of("clientTransferProhibited"), near.domain(name).statuses());
    long now = System.currentTimeMillis();
    assertEquals(
        List.of(name),
        service
            .database()
            .read(sql -> new TransferLocks().ended(sql, now, now, 10))
            .values()
            .stream()
            .flatMap(List::stream)
            .map(DomainName::ascii)
            .toList());
  }

  @Test
  void nothingIsReadBackWhereThatIsSwitchedOff() {
    start("off", (command, before) -> ignore(command));
    assertTrue(change().stream().allMatch(row -> row.get("TaskResult").equals("DONE")));
    assertEquals(NAMES.size(), near.commands("domain:info"));
  }
}
