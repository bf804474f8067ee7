package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.api.Answer;
import dev.domicile.api.Tree;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldContact;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step says of a domain that others change too, at a registry that answers badly. */
class DoubtTest {

  private static final String LOCK = "clientTransferProhibited";

  @TempDir Path folder;
  final String name = SampleDomains.names(1).getFirst();
  final AtomicReference<Fault.Plan> faults = new AtomicReference<>(Fault.Plan.none());
  Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, InstantSource.system(), 10, 10, asked -> faults.get().of(asked));
    rig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void aLockThatAnotherSetSinceTheLastReadingIsNotRememberedAsOurs() {
    change(Map.of());
    rig.sandbox.change(name, d -> d.withStatuses(Set.of(LOCK)));
    change(Map.of("RegistrantName", "li si", "TransferOutProhibited", "true"));
    assertTrue(domain().statuses().contains(LOCK));
    assertFalse(lock().setByUs());
  }

  @Test
  void aLockThatWasLiftedBetweenTwoAttemptsAndSetByUsIsRememberedAsOurs() {
    rig.sandbox.change(name, d -> d.withStatuses(Set.of(LOCK)));
    once(
        "domain:update",
        () -> {
          rig.sandbox.change(name, d -> d.withStatuses(Set.of()));
          return new Fault.Refuse(2400);
        });
    change(Map.of("TransferOutProhibited", "true"));
    assertTrue(domain().statuses().contains(LOCK));
    assertTrue(lock().setByUs());
  }

  @Test
  void aLockWhoseAnswerWasLostIsOurs() {
    once("domain:update", Fault.CloseAfter::new);
    change(Map.of("TransferOutProhibited", "true"));
    assertEquals(1, domain().updates());
    assertTrue(lock().setByUs());
  }

  @Test
  void theBeforeImageIsWhatWasOverwrittenNotWhatAnEarlierAttemptSaw() {
    String first = domain().registrant();
    String other = another();
    once(
        "domain:update",
        () -> {
          rig.sandbox.change(name, d -> d.withContacts(other, d.contacts()));
          return new Fault.Refuse(2400);
        });
    change(Map.of());
    assertEquals(other, beforeImage());
  }

  @Test
  void theBeforeImageOfAChangeWhoseAnswerWasLostStays() {
    String first = domain().registrant();
    once("domain:update", Fault.CloseAfter::new);
    change(Map.of());
    assertEquals(first, beforeImage());
  }

  @Test
  void aChangeThatWasMadeIsNoFailureHoweverOftenTheLookAtItIsRefusedForNow() {
    AtomicInteger looks = new AtomicInteger();
    faults.set(
        asked ->
            switch (asked.command()) {
              case "domain:update" -> new Fault.CloseAfter();
              case "domain:info" -> look(looks.incrementAndGet());
              default -> new Fault.None();
            });
    change(Map.of());
    assertEquals(1, domain().updates());
  }

  /** The first look is before the change; of those behind it only the last is answered. */
  private static Fault look(int ordinal) {
    if (ordinal == 1 || ordinal > 8) {
      return new Fault.None();
    }
    return new Fault.Refuse(ordinal % 2 == 0 ? 2400 : 2306);
  }

  @Test
  void aReadingFromBeforeIsNoProofThatNothingIsToBeDone() {
    change(Map.of());
    String wanted = domain().registrant();
    String other = another();
    rig.sandbox.change(name, d -> d.withContacts(other, d.contacts()));
    change(Map.of());
    assertEquals(wanted, domain().registrant());
  }

  @Test
  void aLookAtASubmitDoesNotPassForWhatTheRegistryHoldsAfterTheChangeThatItOvertook() {
    once(
        "domain:update",
        () -> {
          // as if it had grown too old meanwhile
          rig.database.run(sql -> rig.readings.forget(sql, domainName()));
          assertInstanceOf(
              Answer.Refused.class,
              rig.call(rig.submit, Rig.OWNER, Rig.sample("registrant", List.of(name))));
          return new Fault.None();
        });
    change(Map.of());
    assertEquals(
        domain().registrant(),
        rig.database
            .read(sql -> rig.readings.latest(sql, domainName()))
            .orElseThrow()
            .info()
            .registrant());
  }

  @Test
  void aDecisionThatIsSeenInDoubtMayBeAnothersAndItsEndDeclinesNothingOfOurs() {
    once(
        "domain:update",
        () -> {
          rig.sandbox.change(name, d -> d.withStatuses(Set.of("pendingUpdate")));
          return new Fault.CloseBefore();
        });
    String taskNo = submit(Map.of());
    Await.until("it waits", () -> told(taskNo).contains("decide"));
    rig.sandbox.change(name, d -> d.withStatuses(Set.of()));
    succeeds(taskNo);
    assertEquals(1, domain().updates());
  }

  @Test
  void aChangeThatIsShownBeforeItIsDecidedIsNoSuccessUntilItIs() {
    String before = domain().registrant();
    String[] wanted = new String[1];
    once("domain:update", () -> new Fault.Postpone(Fault.Decision.OPEN));
    String taskNo = submit(Map.of());
    Await.until("it is pending", () -> domain().statuses().contains("pendingUpdate"));
    wanted[0] = newest();
    rig.sandbox.change(name, d -> d.withContacts(wanted[0], d.contacts()));
    long looks = looks();
    Await.until("it is looked at", () -> looks() > looks + 2);
    assertEquals("EXECUTING", Rig.text(row(taskNo), "TaskStatus"));
    rig.sandbox.change(name, d -> d.withContacts(before, d.contacts()));
    rig.sandbox.decide(name, false);
    awaitEnd(taskNo);
    assertTrue(told(taskNo).startsWith("DECLINED: "), () -> told(taskNo));
  }

  @Test
  void aRefusedDecisionWhoseAnswerWasLostIsAskedForAgain() {
    once("domain:update", () -> new Fault.PostponeUntold(Fault.Decision.OPEN));
    String taskNo = submit(Map.of());
    Await.until("it waits", () -> told(taskNo).contains("decide"));
    rig.sandbox.decide(name, false);
    succeeds(taskNo);
  }

  @Test
  void aLockThatOnlyAnOldReadingHasIsSet() {
    change(Map.of("TransferOutProhibited", "true"));
    rig.sandbox.change(name, d -> d.withStatuses(Set.of()));
    change(Map.of("RegistrantName", "li si", "TransferOutProhibited", "true"));
    assertTrue(domain().statuses().contains(LOCK));
  }

  @Test
  void aRegistrantThatOnlyAnOldReadingHasIsSetWithTheLock() {
    change(Map.of());
    String wanted = domain().registrant();
    String other = another();
    rig.sandbox.change(name, d -> d.withContacts(other, d.contacts()));
    change(Map.of("TransferOutProhibited", "true"));
    assertEquals(wanted, domain().registrant());
  }

  /** The contact that was made last. */
  private String newest() {
    return rig.sandbox.contacts().stream()
        .max(java.util.Comparator.comparing(HeldContact::created))
        .orElseThrow()
        .handle();
  }

  private long looks() {
    return rig.sandbox.commands().getOrDefault("domain:info", 0L);
  }

  private DomainName domainName() {
    return DomainName.parse(name).orElseThrow();
  }

  private interface Trick {
    Fault play();
  }

  private void once(String command, Trick trick) {
    Set<String> played = new HashSet<>();
    faults.set(
        asked ->
            asked.command().equals(command) && played.add(command)
                ? trick.play()
                : new Fault.None());
  }

  /** Submits for the one domain and waits for success. */
  private void change(Map<String, String> with) {
    succeeds(submit(with));
  }

  private String submit(Map<String, String> with) {
    Map<String, String> parameters = Rig.sample("registrant", List.of(name));
    parameters.putAll(with);
    Answer answer = rig.call(rig.submit, Rig.OWNER, parameters);
    return Rig.text(assertInstanceOf(Answer.Ok.class, answer, answer.toString()).body(), "TaskNo");
  }

  private String told(String taskNo) {
    return Rig.text(row(taskNo), "ErrorMsg");
  }

  private void awaitEnd(String taskNo) {
    Await.until("task ended", () -> Rig.text(row(taskNo), "TaskStatus").startsWith("EXECUTE_"));
  }

  private void succeeds(String taskNo) {
    awaitEnd(taskNo);
    assertEquals(
        "EXECUTE_SUCCESS",
        Rig.text(row(taskNo), "TaskStatus"),
        () -> Rig.text(row(taskNo), "ErrorMsg"));
  }

  private Tree.Obj row(String taskNo) {
    Map<String, String> query = Map.of("TaskNo", taskNo, "PageNum", "1", "PageSize", "10");
    Tree.Obj body = assertInstanceOf(Answer.Ok.class, rig.call(rig.list, Rig.OWNER, query)).body();
    Tree.Rows rows = (Tree.Rows) Rig.field((Tree.Obj) Rig.field(body, "Data"), "TaskDetail");
    return (Tree.Obj) rows.rows().getFirst();
  }

  private HeldDomain domain() {
    return rig.sandbox.domain(name).orElseThrow();
  }

  /** A contact that the registry holds, and that is not the domain's registrant. */
  private String another() {
    return rig.sandbox.contacts().stream()
        .map(HeldContact::handle)
        .filter(handle -> !handle.equals(domain().registrant()))
        .findFirst()
        .orElseThrow();
  }

  private TransferLock lock() {
    return rig.database.read(sql -> rig.locks.get(sql, domainName())).orElseThrow();
  }

  /** The registrant of the only before-image there is. */
  private String beforeImage() {
    return rig.database
        .read(
            sql ->
                sql.row(
                    "SELECT task_id, seq, sealed, read_at FROM before_image",
                    row ->
                        rig.readings.open(
                            row.bytes("sealed"),
                            row.number("read_at"),
                            "before-image " + row.number("task_id") + " " + row.number("seq"))))
        .orElseThrow()
        .info()
        .registrant();
  }
}
