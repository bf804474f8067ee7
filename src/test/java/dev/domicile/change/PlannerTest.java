package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.Role;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  private static final String TRANSFER_LOCK = "clientTransferProhibited";
  private static final String UPDATE_LOCK = "clientUpdateProhibited";
  private static final DomainName NAME = DomainName.parse("a.test").orElseThrow();

  @Test
  void aRegistrantChangeNeedsNoKnowledgeOfTheOldOne() {
    Plan.Send send = send(held("OLD", Set.of("ok")), registrant("NEW", false));
    assertEquals("NEW", send.update().registrant());
    assertEquals(List.of(), send.update().addContacts());
    assertEquals(Set.of(), send.update().addStatuses());
    assertEquals("NEW", send.after().registrant());
    assertEquals(Set.of("ok"), send.after().statuses());
  }

  @Test
  void theTransferLockGoesInTheSameCommandAndOnlyWhenAbsent() {
    Plan.Send send = send(held("OLD", Set.of("ok")), registrant("NEW", true));
    assertEquals(Set.of(TRANSFER_LOCK), send.update().addStatuses());
    assertEquals(Set.of(TRANSFER_LOCK), send.after().statuses());
    Plan.Send present = send(held("OLD", Set.of(TRANSFER_LOCK)), registrant("NEW", true));
    assertEquals(Set.of(), present.update().addStatuses());
  }

  @Test
  void aDomainAsWantedNeedsNothingAndTheLockStillApplies() {
    assertInstanceOf(Plan.Nothing.class, plan(held("new", Set.of("ok")), registrant("NEW", false)));
    Plan.Send send = send(held("NEW", Set.of("ok")), registrant("NEW", true));
    assertNull(send.update().registrant());
    assertEquals(Set.of(TRANSFER_LOCK), send.update().addStatuses());
    assertInstanceOf(
        Plan.Nothing.class, plan(held("NEW", Set.of(TRANSFER_LOCK)), registrant("NEW", true)));
  }

  @Test
  void aRoleSwapRemovesWhatIsHeldAndAddsTheNewOne() {
    Plan.Send send =
        send(held("R", Set.of("ok")), new Wanted.Contact(ContactType.ADMIN, "NEW", false));
    assertEquals(List.of(new DomainUpdate.Link(Role.ADMIN, "NEW")), send.update().addContacts());
    assertEquals(List.of(new DomainUpdate.Link(Role.ADMIN, "ADM")), send.update().removeContacts());
    assertNull(send.update().registrant());
    assertEquals(List.of("NEW"), send.after().roles().get(Role.ADMIN));
    assertEquals(List.of("TEC"), send.after().roles().get(Role.TECH));
  }

  @Test
  void aRoleWithSeveralContactsIsLeftWithTheNewOneAlone() {
    DomainInfo two =
        new DomainInfo(
            NAME, "us", "R", Map.of(Role.TECH, List.of("T1", "new", "T2")), Set.of("ok"));
    Plan.Send send = send(two, new Wanted.Contact(ContactType.TECH, "NEW", false));
    assertEquals(List.of(), send.update().addContacts());
    assertEquals(2, send.update().removeContacts().size());
  }

  @Test
  void anEmptyRoleIsOnlyFilled() {
    Plan.Send send =
        send(held("R", Set.of("ok")), new Wanted.Contact(ContactType.BILLING, "NEW", false));
    assertEquals(List.of(), send.update().removeContacts());
    assertEquals(List.of(new DomainUpdate.Link(Role.BILLING, "NEW")), send.update().addContacts());
  }

  @ParameterizedTest
  @CsvSource({
    "clientUpdateProhibited, UPDATE_LOCK",
    "serverUpdateProhibited, SERVER_LOCK",
    "pendingTransfer, PENDING_ELSEWHERE",
    "pendingDelete, PENDING_ELSEWHERE",
    "pendingCreate, PENDING_ELSEWHERE"
  })
  void aStatusThatForbidsUpdatesBlocksWithItsReason(String status, Reason reason) {
    Plan plan = plan(held("OLD", Set.of(status)), registrant("NEW", false));
    assertEquals(reason, assertInstanceOf(Plan.Blocked.class, plan).reason());
  }

  @Test
  void aLockedDomainThatIsAsWantedIsNotBlocked() {
    assertInstanceOf(
        Plan.Nothing.class,
        plan(held("NEW", Set.of("clientUpdateProhibited")), registrant("NEW", false)));
  }

  @Test
  void aChangeThatTheRegistryIsDecidingOnIsWaitedFor() {
    assertInstanceOf(
        Plan.Undecided.class, plan(held("OLD", Set.of("pendingUpdate")), registrant("NEW", false)));
  }

  @Test
  void anotherRegistrarsDomainIsNotTouched() {
    DomainInfo foreign = new DomainInfo(NAME, "them", "OLD", Map.of(), Set.of("ok"));
    Plan plan = plan(foreign, registrant("NEW", false));
    assertEquals(Reason.NOT_SPONSORED, assertInstanceOf(Plan.Blocked.class, plan).reason());
  }

  @Test
  void aTransferLockGoesWithARegistrantOnly() {
    assertThrows(
        IllegalArgumentException.class, () -> new Wanted.Contact(ContactType.ADMIN, "NEW", true));
  }

  @Test
  void aLockIsSetWhereItIsAbsentAndNothingElseIsTouched() {
    Plan.Send send = send(held("OLD", Set.of("ok")), lock(ProhibitionLock.TRANSFER, true));
    assertEquals(Set.of(TRANSFER_LOCK), send.update().addStatuses());
    assertEquals(Set.of(), send.update().removeStatuses());
    assertEquals(List.of(), send.update().addContacts());
    assertNull(send.update().registrant());
    assertEquals(Set.of(TRANSFER_LOCK), send.after().statuses());
    assertEquals("OLD", send.after().registrant());
  }

  @Test
  void aLockIsLiftedWhereItIsPresentAndOkComesBackWhereNothingElseStands() {
    Plan.Send last =
        send(held("OLD", Set.of(TRANSFER_LOCK)), lock(ProhibitionLock.TRANSFER, false));
    assertEquals(Set.of(TRANSFER_LOCK), last.update().removeStatuses());
    assertEquals(Set.of(), last.update().addStatuses());
    assertEquals(Set.of("ok"), last.after().statuses());
    Plan.Send one =
        send(
            held("OLD", Set.of(TRANSFER_LOCK, "clientHold")),
            lock(ProhibitionLock.TRANSFER, false));
    assertEquals(Set.of("clientHold"), one.after().statuses());
  }

  @ParameterizedTest
  @CsvSource({"TRANSFER, clientTransferProhibited", "UPDATE, clientUpdateProhibited"})
  void aLockThatIsAsWantedNeedsNothing(ProhibitionLock lock, String status) {
    assertInstanceOf(Plan.Nothing.class, plan(held("OLD", Set.of(status)), lock(lock, true)));
    assertInstanceOf(Plan.Nothing.class, plan(held("OLD", Set.of("ok")), lock(lock, false)));
    assertInstanceOf(
        Plan.Nothing.class,
        plan(held("OLD", Set.of(status, "serverUpdateProhibited")), lock(lock, true)));
  }

  @Test
  void underAnUpdateLockOnlyThatLockCanBeLifted() {
    DomainInfo locked = held("OLD", Set.of(UPDATE_LOCK, TRANSFER_LOCK));
    Plan.Send send = send(locked, lock(ProhibitionLock.UPDATE, false));
    assertEquals(Set.of(UPDATE_LOCK), send.update().removeStatuses());
    assertEquals(Set.of(TRANSFER_LOCK), send.after().statuses());
    Plan other = plan(locked, lock(ProhibitionLock.TRANSFER, false));
    assertEquals(Reason.UPDATE_LOCK, assertInstanceOf(Plan.Blocked.class, other).reason());
    Plan serverToo =
        plan(
            held("OLD", Set.of(UPDATE_LOCK, "serverUpdateProhibited")),
            lock(ProhibitionLock.UPDATE, false));
    assertEquals(Reason.SERVER_LOCK, assertInstanceOf(Plan.Blocked.class, serverToo).reason());
  }

  private static Wanted.Lock lock(ProhibitionLock lock, boolean on) {
    return new Wanted.Lock(lock, on);
  }

  private static Plan plan(DomainInfo now, Wanted wanted) {
    return Planner.plan(now, wanted, "US", false);
  }

  @Test
  void anUpdateLockIsLiftedInTheCommandOfTheChangeWhereThatIsAllowed() {
    DomainInfo now = held("OLD", Set.of(UPDATE_LOCK));
    Plan plan = Planner.plan(now, registrant("NEW", true), "US", true);
    Plan.Send send = assertInstanceOf(Plan.Send.class, plan);
    assertEquals(Set.of(UPDATE_LOCK), send.update().removeStatuses());
    assertEquals(Set.of(TRANSFER_LOCK), send.update().addStatuses());
    assertEquals("NEW", send.update().registrant());
    assertEquals(true, send.lifts());
    Plan.Send back = Planner.putBack(send.after()).orElseThrow();
    assertEquals(Set.of(UPDATE_LOCK), back.update().addStatuses());
    assertEquals(Set.of(UPDATE_LOCK, TRANSFER_LOCK), back.after().statuses());
    assertEquals(java.util.Optional.empty(), Planner.putBack(back.after()));
  }

  @Test
  void whatIsAsWantedOrUnderAServerLockLiftsNothing() {
    assertInstanceOf(
        Plan.Nothing.class,
        Planner.plan(held("NEW", Set.of(UPDATE_LOCK)), registrant("NEW", false), "US", true));
    Plan plan =
        Planner.plan(
            held("OLD", Set.of(UPDATE_LOCK, "serverUpdateProhibited")),
            registrant("NEW", false),
            "US",
            true);
    assertEquals(Reason.SERVER_LOCK, assertInstanceOf(Plan.Blocked.class, plan).reason());
    DomainInfo locked = held("OLD", Set.of(UPDATE_LOCK));
    Plan own = Planner.plan(locked, lock(ProhibitionLock.UPDATE, false), "US", true);
    assertEquals(false, assertInstanceOf(Plan.Send.class, own).lifts());
  }

  private static Plan.Send send(DomainInfo now, Wanted wanted) {
    return assertInstanceOf(Plan.Send.class, plan(now, wanted));
  }

  private static Wanted.Contact registrant(String handle, boolean lock) {
    return new Wanted.Contact(ContactType.REGISTRANT, handle, lock);
  }

  private static DomainInfo held(String registrant, Set<String> statuses) {
    return new DomainInfo(
        NAME,
        "us",
        registrant,
        Map.of(Role.ADMIN, List.of("ADM"), Role.TECH, List.of("TEC")),
        statuses);
  }
}
