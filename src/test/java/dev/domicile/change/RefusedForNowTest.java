package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.api.Tree;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that say "not now", say nothing, or take their time, at one domain's updates. */
class RefusedForNowTest {

  @TempDir Path folder;
  final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  final InstantSource clock = () -> Instant.now().plus(ahead.get());
  final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  final String name = SampleDomains.names(1).getFirst();
  Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, clock, 1, this::fault);
    rig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private Fault fault(Fault.Asked asked) {
    Fault next = asked.command().equals("domain:update") ? faults.poll() : null;
    return next == null ? new Fault.None() : next;
  }

  @Test
  void lostAnswersAreNoneOfTheFiveRefusals() {
    faults.addAll(Collections.nCopies(7, new Fault.CloseBefore()));
    faults.addAll(Collections.nCopies(4, new Fault.Refuse(2400)));
    Tree.Obj row = ended();
    assertEquals("EXECUTE_SUCCESS", Rig.text(row, "TaskStatus"), row.toString());
    assertEquals(12, rig.sandbox.commands().get("domain:update"));
  }

  @Test
  void theFifthRefusalIsAFailureOnceALookHasShownThatNothingWasDone() {
    faults.addAll(Collections.nCopies(5, new Fault.Refuse(2400)));
    Tree.Obj row = ended();
    assertTrue(Rig.text(row, "FailReason").startsWith("REGISTRY_BUSY: "), row.toString());
    assertTrue(Rig.text(row, "FailReason").contains("2400 x 5"), row.toString());
    assertEquals(5, rig.sandbox.commands().get("domain:update"));
    assertEquals(6, rig.sandbox.commands().get("domain:info"));
  }

  @Test
  void theFifthRefusalOfWhatWasDoneAllTheSameIsASuccess() {
    faults.addAll(Collections.nCopies(4, new Fault.Refuse(2400)));
    faults.add(new Fault.DoneBut(2400));
    assertEquals("EXECUTE_SUCCESS", Rig.text(ended(), "TaskStatus"));
  }

  @Test
  void a2306ToWhatWasCarriedOutIsFoundOutByALook() {
    faults.add(new Fault.DoneBut(2306));
    assertEquals("EXECUTE_SUCCESS", Rig.text(ended(), "TaskStatus"));
    assertEquals(1, rig.sandbox.commands().get("domain:update"));
  }

  @Test
  void aRefusalByPolicyIsLookedAtOnceAndNotSentAgain() {
    faults.add(new Fault.Refuse(2306));
    Tree.Obj row = ended();
    assertTrue(Rig.text(row, "FailReason").startsWith("POLICY_REFUSED: "), row.toString());
    assertEquals(1, rig.sandbox.commands().get("domain:update"));
    assertEquals(2, rig.sandbox.commands().get("domain:info"));
  }

  @Test
  void aDecisionThatIsLongInComingIsToldAndNeverBecomesAFailure() {
    faults.add(new Fault.Postpone(Fault.Decision.OPEN));
    String taskNo = rig.submitted(Rig.sample("registrant", List.of(name)));
    Await.until(
        "the registry has it to decide",
        () ->
            rig.rows(taskNo).stream()
                .allMatch(row -> Rig.text(row, "ErrorMsg").contains("since " + day(clock))));
    assertEquals(0, rig.overdueLooks.get());
    Instant began = clock.instant();
    ahead.set(Duration.ofDays(4));
    Await.until("it is told", () -> rig.overdueLooks.get() > 0);
    assertTrue(rig.workersOldestPending().orElseThrow().isBefore(began.plusSeconds(1)));
    assertEquals("EXECUTING", Rig.text(rig.rows(taskNo).getFirst(), "TaskStatus"));
    rig.sandbox.decide(name, true);
    ahead.set(Duration.ofDays(5));
    assertEquals("EXECUTE_SUCCESS", Rig.text(rig.ended(taskNo, 1).getFirst(), "TaskStatus"));
    assertTrue(rig.workersOldestPending().isEmpty());
  }

  private static String day(InstantSource clock) {
    return clock.instant().toString().substring(0, 10);
  }

  private Tree.Obj ended() {
    return rig.ended(rig.submitted(Rig.sample("registrant", List.of(name))), 1).getFirst();
  }
}
