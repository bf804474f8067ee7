package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.audit.Audit;
import dev.domicile.change.ResolveStep;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.seal.Seal;
import dev.domicile.store.Ids;
import dev.domicile.task.Resolutions;
import dev.domicile.task.TaskQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code liftUpdateLock}: whatever happens, the holder's lock is there at the end. */
class LiftedLockTest {

  private static final String UPDATE = "clientUpdateProhibited";
  private static final String TRANSFER = "clientTransferProhibited";
  private static final String NAME = "sample-0004.test";

  @TempDir Path folder;
  private final AtomicInteger updates = new AtomicInteger();
  private volatile Map<Integer, Fault> faults = Map.of();
  private volatile boolean looksFail;
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
                            looksFail && updates.get() > 0 && asked.command().equals("domain:info")
                                ? new Fault.CloseBefore()
                                : asked.command().equals("domain:update")
                                    ? faults.getOrDefault(
                                        updates.getAndIncrement(), new Fault.None())
                                    : new Fault.None()))
            .key("liftUpdateLock", "true");
    service = Service.start(folder, near);
    near.sandbox().change(NAME, held -> held.withStatuses(Set.of(UPDATE)));
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void aPersonsWordOnAChangeThatLiftedTheLockShowsItsContactAndPutsTheLockBack() {
    // the answer is lost, and so is every later look: nothing but a person can tell
    faults = Map.of(0, new Fault.CloseAfter());
    looksFail = true;
    String taskNo = service.accepted(service.submit("registrant", List.of(NAME)));
    // a command is counted before it is carried out
    Await.until("the lock is lifted", () -> near.domain(NAME).statuses().equals(Set.of("ok")));
    ResolveStep.Outcome.Resolved word = resolve(service.list(taskNo).send().rows().getFirst());
    looksFail = false;
    service.awaitEnd(Objects.requireNonNull(word.lockTask()));
    assertEquals(Set.of(UPDATE), near.domain(NAME).statuses());
    assertEquals("RESOLVED_DONE", service.ended(taskNo).getFirst().get("TaskResult"));
    assertEquals(
        Sample.contact("registrant").get("Email"),
        service
            .call("QueryContactInfo")
            .with("DomainName", NAME)
            .with("ContactType", "registrant")
            .send()
            .field("Email"));
  }

  private ResolveStep.Outcome.Resolved resolve(Map<String, String> row) {
    Config config = Config.loadForCommands(folder.resolve("domicile.yaml"));
    Seal seal = Seals.open(config, service.database());
    InstantSource clock = InstantSource.system();
    Ids ids = Ids.system(clock);
    ResolveStep resolution =
        new ResolveStep(
            service.database(),
            new Resolutions(clock),
            new Readings(seal),
            new TransferLocks(),
            new Outbox(seal),
            new TaskQueue(ids, clock),
            new Audit(ids),
            clock,
            Duration.ofDays(60));
    AtomicReference<ResolveStep.Outcome> word = new AtomicReference<>();
    Await.until(
        "the word is taken",
        () -> {
          word.set(resolution.run(row.get("TaskDetailNo"), true, "asked there", "operator"));
          return word.get() instanceof ResolveStep.Outcome.Resolved;
        });
    return (ResolveStep.Outcome.Resolved) word.get();
  }

  @Test
  void theLockIsLiftedInTheSameCommandAndPutBack() {
    Map<String, String> row =
        service
            .ended(
                service.accepted(
                    service
                        .submit("registrant", List.of(NAME))
                        .with("TransferOutProhibited", "true")))
            .getFirst();
    assertEquals("DONE", row.get("TaskResult"));
    assertChangedAndLocked(Set.of(UPDATE, TRANSFER), 2);
  }

  @Test
  void anAnswerLostAfterTheLiftLeavesTheLockOwed() {
    faults = Map.of(0, new Fault.CloseAfter());
    assertEquals("EXECUTE_SUCCESS", change().get("TaskStatus"));
    assertChangedAndLocked(Set.of(UPDATE), 2);
  }

  @Test
  void aLockWhoseReturnWasLostIsLookedAtAndPutBack() {
    faults = Map.of(1, new Fault.CloseBefore(), 2, new Fault.CloseAfter());
    assertEquals("EXECUTE_SUCCESS", change().get("TaskStatus"));
    assertChangedAndLocked(Set.of(UPDATE), 3);
  }

  @Test
  void aServiceThatDiesBetweenPutsTheLockBackAfterItsStartThoughTheOptionIsOffByThen() {
    faults = Map.of(1, new Fault.Hang(false));
    String taskNo = service.accepted(service.submit("admin", List.of(NAME)));
    Await.until("the lock is on its way back", () -> updates.get() == 2);
    assertEquals(Set.of("ok"), near.domain(NAME).statuses());
    near.key("liftUpdateLock", "false");
    service.key("engine", "{poll: 10ms, stopTimeout: 0, settle: {first: 5ms, most: 20ms}}");
    service.restart();
    assertEquals("EXECUTE_SUCCESS", service.ended(taskNo).getFirst().get("TaskStatus"));
    assertChangedAndLocked(Set.of(UPDATE), 3);
  }

  @Test
  void aRegistryThatDoesNotTakeTheLockBackIsTold() {
    faults = Map.of(1, new Fault.Refuse(2306), 2, new Fault.Refuse(2306));
    Map<String, String> row = change();
    assertEquals("DONE_UNLOCKED", row.get("TaskResult"));
    assertTrue(row.get("ErrorMsg").contains("2306"), row::toString);
  }

  @Test
  void aLockThatIsBackAlthoughTheRegistrySaysNoIsNoComplaint() {
    faults = Map.of(1, new Fault.DoneBut(2306));
    assertEquals("DONE", change().get("TaskResult"));
    assertChangedAndLocked(Set.of(UPDATE), 2);
  }

  @Test
  void aLockThatWasLiftedByItsHolderSinceTheLastReadingIsNotPutBack() {
    change();
    near.sandbox().change(NAME, held -> held.withStatuses(Set.of()));
    faults = Map.of(2, new Fault.CloseBefore());
    service.ended(
        service.accepted(
            service.submit("admin", List.of(NAME)).with("RegistrantName", "another holder")));
    assertEquals(Set.of("ok"), near.domain(NAME).statuses());
  }

  @Test
  void aChangeThatIsRefusedLeavesTheLockWhereItIs() {
    faults = Map.of(0, new Fault.Refuse(2308));
    Map<String, String> row = change();
    assertTrue(row.get("FailReason").startsWith("DATA_POLICY_REFUSED: "), row::toString);
    assertEquals(Set.of(UPDATE), near.domain(NAME).statuses());
    assertEquals(1, near.commands("domain:update"));
  }

  @Test
  void aChangeThatIsRefusedOnceTheLockIsLiftedFailsWithTheLockBack() {
    faults = Map.of(0, new Fault.Ignore());
    Map<String, String> row = change();
    assertTrue(row.get("FailReason").startsWith("NOT_APPLIED_BY_REGISTRY: "), row::toString);
    assertEquals(Set.of(UPDATE), near.domain(NAME).statuses());
  }

  @Test
  void aServerLockIsNotOursToLift() {
    near.sandbox()
        .change(NAME, held -> held.withStatuses(Set.of(UPDATE, "serverUpdateProhibited")));
    Map<String, String> row = change();
    assertTrue(row.get("FailReason").startsWith("SERVER_LOCK: "), row::toString);
    assertEquals(0, near.commands("domain:update"));
  }

  private Map<String, String> change() {
    return service.ended(service.accepted(service.submit("admin", List.of(NAME)))).getFirst();
  }

  private void assertChangedAndLocked(Set<String> statuses, int commands) {
    assertEquals(statuses, near.domain(NAME).statuses());
    assertEquals(commands, near.commands("domain:update"));
  }
}
