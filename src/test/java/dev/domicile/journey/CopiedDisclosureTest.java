package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldContact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code disclose: copy}: who was hidden stays hidden, and who was shown is shown. */
class CopiedDisclosureTest {

  private static final String HIDDEN = "0 name/int org/int addr/int voice email";
  private static final String HIDES_EMAIL = "0 email";
  private static final String SHOWS_ORGANIZATION = "1 org/int";

  @TempDir Path folder;
  private final AtomicInteger updates = new AtomicInteger();
  private volatile Map<Integer, Fault> faults = Map.of();
  private volatile Fault ofCreate = new Fault.None();
  private Lab near;
  private Service service;
  private List<String> names;

  @BeforeEach
  void start() {
    near =
        Lab.start(folder, "near", List.of("test", "example"), how -> how.withFaults(this::fault))
            .key("disclose", "copy")
            .key("readBack", "off");
    service = Service.start(folder, near);
    names = oneForEachRegistrant();
  }

  private Fault fault(Fault.Asked asked) {
    return switch (asked.command()) {
      case "contact:create" -> ofCreate;
      case "domain:update" -> faults.getOrDefault(updates.getAndIncrement(), new Fault.None());
      default -> new Fault.None();
    };
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void contactsThatDifferInWhatTheyHideAreReplacedByContactsThatDo() {
    old(names.get(0), held -> held.withDisclose(HIDES_EMAIL));
    old(names.get(1), held -> held.withDisclose(SHOWS_ORGANIZATION));
    old(names.get(2), held -> held.withDisclose(null));
    old(names.get(3), held -> held.withDisclose(HIDES_EMAIL));
    String first = near.handle(names.get(0), "registrant");
    change("registrant", names.subList(0, 4));
    assertNotEquals(first, near.handle(names.get(0), "registrant"));
    assertEquals(HIDES_EMAIL, shown(names.get(0)));
    assertEquals(SHOWS_ORGANIZATION, shown(names.get(1)));
    assertEquals(null, shown(names.get(2)));
    assertEquals(near.handle(names.get(0), "registrant"), near.handle(names.get(3), "registrant"));
    assertEquals(3, near.commands("contact:create"));
    assertEquals(4, near.commands("contact:info"));
  }

  @Test
  void anOldContactOfAnotherRegistrarHidesAll() {
    old(names.get(0), held -> held.withDisclose(SHOWS_ORGANIZATION).withSponsor("registrar2"));
    change("registrant", names.subList(0, 1));
    assertEquals(HIDDEN, shown(names.get(0)));
  }

  @Test
  void theOldContactOfARoleIsThatRolesOwn() {
    String name = names.get(0);
    old(name, held -> held.withDisclose(HIDES_EMAIL));
    near.sandbox()
        .changeContact(near.handle(name, "tech"), held -> held.withDisclose(SHOWS_ORGANIZATION));
    change("tech", List.of(name));
    HeldContact made = near.sandbox().contact(near.handle(name, "tech")).orElseThrow();
    assertEquals(SHOWS_ORGANIZATION, made.disclose());
  }

  @Test
  void anAnswerThatIsLostMakesNoSecondContact() {
    faults = Map.of(0, new Fault.CloseAfter());
    old(names.get(0), held -> held.withDisclose(HIDES_EMAIL));
    change("registrant", names.subList(0, 1));
    assertEquals(HIDES_EMAIL, shown(names.get(0)));
    assertEquals(1, near.commands("contact:create"));
    assertEquals(1, near.commands("domain:update"));
    assertEquals(1, near.commands("contact:info"));
  }

  @Test
  void askedAgainNothingIsMadeAnew() {
    old(names.get(0), held -> held.withDisclose(HIDES_EMAIL));
    change("registrant", names.subList(0, 1));
    assertEquals("ALREADY_AS_WANTED", change("registrant", names.subList(0, 1)));
    assertEquals(1, near.commands("contact:create"));
  }

  @Test
  void aRegistryThatRefusesTheElementIsToldWithTheKeyThatLeavesItOut() {
    old(names.get(0), held -> held.withDisclose(HIDES_EMAIL));
    ofCreate = new Fault.Refuse(2306);
    Map<String, String> row =
        service
            .ended(service.accepted(service.submit("registrant", names.subList(0, 1))))
            .getFirst();
    assertEquals("EXECUTE_FAILURE", row.get("TaskStatus"));
    assertTrue(row.get("FailReason").contains("disclose: registryDefault"), row::toString);
  }

  private void old(String name, UnaryOperator<HeldContact> change) {
    near.sandbox().changeContact(near.handle(name, "registrant"), change);
  }

  private String change(String type, List<String> domains) {
    List<Map<String, String>> rows = service.ended(service.accepted(service.submit(type, domains)));
    rows.forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
    return rows.getFirst().get("TaskResult");
  }

  private String shown(String name) {
    return near.sandbox().contact(near.handle(name, "registrant")).orElseThrow().disclose();
  }

  /** Domains whose old contacts are not the same. */
  private List<String> oneForEachRegistrant() {
    Map<String, String> byHandle = new TreeMap<>();
    near.sandbox().domains().stream()
        .filter(held -> held.name().endsWith(".test") || held.name().endsWith(".example"))
        .forEach(held -> byHandle.putIfAbsent(held.registrant(), held.name()));
    return List.copyOf(byHandle.values());
  }
}
