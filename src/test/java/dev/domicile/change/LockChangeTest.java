package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Lang;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockChangeTest {

  private static final String LOCK = "clientTransferProhibited";
  private static final int DOMAINS = 20;

  @TempDir Path folder;
  volatile Duration ahead = Duration.ZERO;
  final InstantSource clock = () -> Instant.now().plus(ahead);
  final List<String> names = SampleDomains.names(DOMAINS);
  final String free = names.getFirst();
  final String locked = names.get(9);
  volatile Fault.Plan plan = Fault.Plan.none();
  Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig(folder, clock, DOMAINS, asked -> plan.of(asked));
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void eachDomainIsReadAndChangedOnceAndWhatIsAsWantedIsNotWritten() {
    rig.start();
    assertTrue(domain(locked).statuses().contains(LOCK), "sample");
    assertDone(lock(names, true));
    names.forEach(name -> assertEquals(Set.of(LOCK), domain(name).statuses(), name));
    assertEquals(DOMAINS, rig.sandbox.commands().get("domain:info"));
    assertEquals(DOMAINS - 2, rig.sandbox.commands().get("domain:update"), "two had it already");
    assertDone(lock(names, false));
    names.forEach(name -> assertEquals(Set.of("ok"), domain(name).statuses(), name));
    assertEquals(DOMAINS, rig.sandbox.commands().get("domain:info"), "every reading was fresh");
    assertEquals(2 * DOMAINS - 2, rig.sandbox.commands().get("domain:update"));
  }

  @Test
  void thatALockStandsIsSaidOnlyOfADomainThatWasLookedAt() {
    rig.start();
    assertDone(lock(List.of(free), true));
    rig.sandbox.change(free, held -> held.withStatuses(Set.of()));
    assertDone(lock(List.of(free), true));
    assertEquals(Set.of(LOCK), domain(free).statuses());
  }

  @Test
  void anOutdatedReadingIsFoundOutByTheRegistrysRefusal() {
    rig.start();
    assertDone(lock(List.of(free), true));
    rig.sandbox.change(free, held -> held.withStatuses(Set.of()));
    assertDone(lock(List.of(free), false));
    assertEquals(Set.of("ok"), domain(free).statuses());
    assertEquals(1, domain(free).updates());
  }

  @Test
  void aLockWhoseAnswerWasLostIsSettledByALookAndNotSentAgain() {
    plan = first("domain:update", new Fault.CloseAfter());
    rig.start();
    List<Tree.Obj> rows = assertDone(lock(List.of(free), true));
    assertEquals(new Tree.Num(2), Rig.field(rows.getFirst(), "TryCount"));
    assertEquals(Set.of(LOCK), domain(free).statuses());
    assertEquals(1, domain(free).updates());
    assertEquals(2, rig.sandbox.commands().get("domain:info"));
  }

  @Test
  void aLockThatNeverArrivedIsSentAgain() {
    plan = first("domain:update", new Fault.CloseBefore());
    rig.start();
    assertDone(lock(List.of(locked), false));
    assertEquals(Set.of("ok"), domain(locked).statuses());
    assertEquals(1, domain(locked).updates());
    assertEquals(2, rig.sandbox.commands().get("domain:update"));
  }

  @Test
  void whatADeadWorkerHadSentIsFoundByALookAndNotSentAgain() {
    String taskNo = lock(List.of(free, names.get(1)), true);
    claimAsADeadWorker();
    rig.sandbox.change(free, held -> held.withStatuses(Set.of(LOCK)));
    rig.start();
    assertDone(taskNo, 2);
    assertEquals(0, domain(free).updates(), "it was carried out before the worker died");
    assertEquals(1, domain(names.get(1)).updates(), "it was not");
    assertEquals(2, rig.sandbox.commands().get("domain:info"));
  }

  @Test
  void aTransferLockThatAChangeOfRegistrantBroughtStaysToItsEnd() {
    rig.start();
    Map<String, String> change = Rig.sample("registrant", List.of(free));
    change.put("TransferOutProhibited", "true");
    assertDone(rig.submitted(change), 1);

    String end = new ApiTime(ZoneId.of("Asia/Shanghai")).text(running(free).endsAt());
    Refusal refusal = refused(List.of(free, locked), false);
    assertEquals("ParameterIllegal", refusal.codeText());
    assertEquals(
        "Parameter illegal. Status: transfer locks that cannot be lifted before their end (1): "
            + free
            + " until "
            + end,
        refusal.message(Lang.EN));
    assertEquals("参数错误。Status：转移锁到期前不能解除 (1): " + free + " 到期时间 " + end, refusal.message(Lang.ZH));
    assertEquals(Set.of(LOCK), domain(locked).statuses(), "one bad name refuses the batch");

    assertDone(lock(List.of(free), true));
    assertEquals(false, running(free).setByUs(), "from here on it is the holder's own");
    ahead = Duration.ofDays(60);
    assertDone(lock(List.of(free), false));
    assertEquals(Set.of("ok"), domain(free).statuses());
  }

  @Test
  void underAnUpdateLockTheTransferLockStaysAsItIs() {
    rig.sandbox.change(free, held -> held.withStatuses(Set.of("clientUpdateProhibited")));
    rig.sandbox.change(names.get(1), held -> held.withStatuses(Set.of("serverUpdateProhibited")));
    rig.sandbox.change(names.get(2), held -> held.withSponsor("other-registrar"));
    rig.start();
    List<Tree.Obj> rows = rig.ended(lock(names.subList(0, 3), true), 3);
    assertEquals(
        List.of("UPDATE_LOCK", "SERVER_LOCK", "NOT_SPONSORED"),
        rows.stream().map(row -> Rig.text(row, "FailReason").split(":")[0]).toList());
    assertEquals(0, rig.sandbox.commands().getOrDefault("domain:update", 0L));
  }

  private String lock(List<String> domains, boolean on) {
    return rig.accepted(rig.lock, parameters(domains, on));
  }

  private Refusal refused(List<String> domains, boolean on) {
    Answer answer = rig.call(rig.lock, Rig.OWNER, parameters(domains, on));
    return assertInstanceOf(Answer.Refused.class, answer).refusal();
  }

  private static Map<String, String> parameters(List<String> domains, boolean on) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("Status", Boolean.toString(on));
    for (int i = 0; i < domains.size(); i++) {
      parameters.put("DomainName." + (i + 1), domains.get(i));
    }
    return parameters;
  }

  private List<Tree.Obj> assertDone(String taskNo) {
    return assertDone(taskNo, rig.rows(taskNo).size());
  }

  private List<Tree.Obj> assertDone(String taskNo, int count) {
    List<Tree.Obj> rows = rig.ended(taskNo, count);
    rows.forEach(
        row ->
            assertEquals(
                "EXECUTE_SUCCESS", Rig.text(row, "TaskStatus"), Rig.text(row, "FailReason")));
    return rows;
  }

  /** As a process leaves them that was killed with all steps under way. */
  private void claimAsADeadWorker() {
    rig.database.run(
        sql ->
            sql.update(
                "UPDATE active SET leased = 1, attempt = 1, owner = 'dead', lease_until = ?",
                clock.millis() + 60_000));
  }

  private static Fault.Plan first(String command, Fault fault) {
    AtomicInteger seen = new AtomicInteger();
    return asked ->
        asked.command().equals(command) && seen.getAndIncrement() == 0 ? fault : new Fault.None();
  }

  private HeldDomain domain(String name) {
    return rig.sandbox.domain(name).orElseThrow();
  }

  private TransferLock running(String name) {
    return rig.database.read(sql -> rig.locks.get(sql, new DomainName(name))).orElseThrow();
  }
}
