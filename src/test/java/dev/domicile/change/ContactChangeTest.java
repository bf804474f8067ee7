package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.SettableClock;
import dev.domicile.api.Tree;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactChangeTest {

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.now());
  final List<String> names = SampleDomains.names(100);
  Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, clock, 100);
    rig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void aBatchChangesTheRegistrantOfEveryDomainAtTheRegistryWithTwoCommandsEachAndOneContact() {
    String taskNo = rig.submitted(Rig.sample("registrant", names));
    rig.ended(taskNo, 100);
    String handle = domain(names.getFirst()).registrant();
    assertTrue(names.stream().allMatch(name -> domain(name).registrant().equals(handle)));
    assertEquals(1, rig.sandbox.commands().get("contact:create"));
    assertEquals(100, rig.sandbox.commands().get("domain:info"));
    assertEquals(100, rig.sandbox.commands().get("domain:update"));
    assertTrue(
        rig.sandbox.commands().keySet().stream().noneMatch(c -> c.equals("contact:info")),
        rig.sandbox.commands().toString());

    String second = rig.submitted(with(Rig.sample("registrant", names), "RegistrantName", "li si"));
    rig.ended(second, 100);
    assertEquals(100, rig.sandbox.commands().get("domain:info"), "every reading was fresh");
    assertEquals(2, rig.sandbox.commands().get("contact:create"));
    assertEquals(200, rig.sandbox.commands().get("domain:update"));
  }

  @Test
  void eachRoleIsSwappedAloneAndTheOthersStay() {
    for (String type : List.of("admin", "tech", "billing")) {
      HeldDomain before = domain(names.getFirst());
      rig.ended(rig.submitted(Rig.sample(type, names.subList(0, 5))), 5);
      HeldDomain after = domain(names.getFirst());
      assertEquals(before.registrant(), after.registrant());
      before
          .contacts()
          .forEach(
              (role, handle) ->
                  assertEquals(
                      role.equals(type), !handle.equals(after.contacts().get(role)), role));
    }
    assertEquals(1, rig.sandbox.commands().get("contact:create"), "one contact serves all roles");
  }

  @Test
  void theTransferLockIsSetWithTheChangeAndRememberedAsOursOnlyWhereItWasAbsent() {
    String free = names.get(0);
    String locked = names.get(9);
    assertTrue(domain(locked).statuses().contains("clientTransferProhibited"), "sample");
    rig.ended(
        rig.submitted(
            with(Rig.sample("registrant", List.of(free, locked)), "TransferOutProhibited", "true")),
        2);
    assertTrue(domain(free).statuses().contains("clientTransferProhibited"));
    assertEquals(1, domain(free).updates());
    long end = clock.millis() + Duration.ofDays(60).toMillis();
    assertEquals(end, lock(free).endsAt());
    assertTrue(lock(free).setByUs());
    assertEquals(end, lock(locked).endsAt());
    assertEquals(false, lock(locked).setByUs());
  }

  @Test
  void aDomainFoundAsWantedIsASuccessWithoutAWriteAndTheLockStillApplies() {
    List<String> one = names.subList(0, 1);
    rig.ended(rig.submitted(Rig.sample("registrant", one)), 1);
    rig.ended(rig.submitted(Rig.sample("registrant", one)), 1);
    assertEquals(1, domain(one.getFirst()).updates());
    rig.ended(rig.submitted(with(Rig.sample("registrant", one), "AddTransferLock", "true")), 1);
    assertEquals(2, domain(one.getFirst()).updates());
    assertTrue(lock(one.getFirst()).setByUs());
  }

  @Test
  void aRegistryThatIsBackIsUsedAgainAndTheReasonShowedMeanwhile() throws Exception {
    rig.sandbox.change(names.getFirst(), d -> d); // the sandbox stays; its client is refused below
    rig.close();
    rig = new Rig(folder, clock, 100);
    rig.sandbox.close();
    rig.start();
    String taskNo = rig.submitted(Rig.sample("registrant", names.subList(0, 3)));
    Await.until(
        "the reason shows",
        () ->
            rig.rows(taskNo).stream()
                .allMatch(r -> Rig.text(r, "ErrorMsg").contains("registry cannot be reached")));
    assertTrue(
        rig.rows(taskNo).stream().allMatch(r -> !Rig.text(r, "TaskStatus").startsWith("EXECUTE_")));
  }

  @Test
  void aLockedOrForeignOrUnknownDomainFailsWithItsReason() {
    rig.sandbox.change(
        names.get(0), d -> d.withStatuses(java.util.Set.of("clientUpdateProhibited")));
    rig.sandbox.change(
        names.get(1), d -> d.withStatuses(java.util.Set.of("serverUpdateProhibited")));
    rig.sandbox.change(names.get(2), d -> d.withSponsor("other-registrar"));
    String taskNo = rig.submitted(Rig.sample("registrant", names.subList(0, 4)));
    rig.ended(taskNo, 4);
    List<Tree.Obj> rows = rig.rows(taskNo);
    assertEquals(
        "UPDATE_LOCK: The domain name has an update lock. (clientUpdateProhibited) Remove"
            + " clientUpdateProhibited and submit the domain name again. To act: you.",
        Rig.text(rows.get(0), "ErrorMsg"));
    assertTrue(
        Rig.text(rows.get(1), "FailReason").startsWith("SERVER_LOCK: "),
        Rig.text(rows.get(1), "FailReason"));
    assertTrue(
        Rig.text(rows.get(2), "FailReason").startsWith("NOT_SPONSORED: "),
        Rig.text(rows.get(2), "FailReason"));
    assertEquals("EXECUTE_SUCCESS", Rig.text(rows.get(3), "TaskStatus"));
    assertEquals(0, domain(names.get(0)).updates());
  }

  private HeldDomain domain(String name) {
    return rig.sandbox.domain(name).orElseThrow();
  }

  private dev.domicile.portfolio.TransferLock lock(String name) {
    return rig.database
        .read(sql -> rig.locks.get(sql, DomainName.parse(name).orElseThrow()))
        .orElseThrow();
  }

  private static Map<String, String> with(
      Map<String, String> parameters, String name, String value) {
    parameters.put(name, value);
    return parameters;
  }
}
