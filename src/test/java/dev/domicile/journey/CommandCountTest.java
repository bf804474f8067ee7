package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing is overwritten unseen, and nothing is asked that is known: commands at the registry,
 * before-images and readings. The registry closes the session on a clTRID that it has seen, so a
 * repeated one would show as a further try.
 */
class CommandCountTest {

  private static final List<String> NAMES =
      SampleDomains.names(Lab.DOMAINS).stream().filter(name -> name.endsWith(".test")).toList();

  @TempDir Path folder;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() {
    near = Lab.near(folder).key("readBack", "off");
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void aBatchCostsTwoCommandsForEachDomainAndOneMore() {
    service = Service.start(folder, near);
    Map<String, HeldDomain> before = heldNow();
    String taskNo = change("registrant", "first");
    assertCommands(NAMES.size(), 1, NAMES.size());
    assertBeforeImages(taskNo, before);
    assertReadingsAreAsHeld();

    before = heldNow();
    taskNo = change("registrant", "second");
    assertCommands(NAMES.size(), 2, 2 * NAMES.size());
    assertBeforeImages(taskNo, before);
    assertReadingsAreAsHeld();

    before = heldNow();
    taskNo = change("admin", "second");
    assertCommands(NAMES.size(), 2, 3 * NAMES.size());
    assertBeforeImages(taskNo, before);

    // as wanted by the readings: nothing is sent that the registry would judge, so it is asked
    taskNo = change("admin", "second");
    assertCommands(2 * NAMES.size(), 2, 3 * NAMES.size());
    assertBeforeImages(taskNo, heldNow());
  }

  /** Each role has domains of its own: a change of one makes what is read of all roles fresh. */
  @ParameterizedTest
  @CsvSource({"off, 0", "first, 1", "all, 3"})
  void eachRoleCostsOneCommandADomainAndOneMoreWhereItIsKnownAndTheReadBacks(
      String readBack, int readBacks) {
    near.key("readBack", readBack);
    service = Service.start(folder, near);
    List<String> roles = List.of("registrant", "admin", "tech", "billing");
    int n = NAMES.size() / roles.size();
    for (int i = 0; i < roles.size(); i++) {
      String role = roles.get(i);
      List<String> own = NAMES.subList(i * n, (i + 1) * n);
      assertCosts(n + readBacks, n, () -> change(role, role + " one", own));
      assertCosts(readBacks, n, () -> change(role, role + " two", own));
    }
  }

  @Test
  void readingsAndContactsAreKnownAfterARestart() {
    service = Service.start(folder, near);
    change("tech", "first");
    service.restart();
    change("tech", "second");
    service.restart();
    change("tech", "first");
    assertCommands(NAMES.size(), 2, 3 * NAMES.size());
  }

  @Test
  void withNoFreshnessEveryDomainIsReadEachTime() {
    service =
        new Service(folder, java.time.InstantSource.system(), near).key("freshFor", "0").begin();
    change("registrant", "first");
    change("registrant", "second");
    assertCommands(2 * NAMES.size(), 2, 2 * NAMES.size());
  }

  @Test
  void anOutdatedReadingIsFoundOutAndReadAgain() {
    service = Service.start(folder, near);
    change("billing", "first");
    String name = NAMES.getFirst();
    HeldDomain held = near.domain(name);
    Map<String, String> others = new HashMap<>(held.contacts());
    others.put("billing", "SH0001");
    near.sandbox().change(name, now -> now.withContacts(now.registrant(), others));

    change("billing", "second");
    assertEquals(NAMES.size() + 1, near.commands("domain:info"));
    assertEquals(near.handle(NAMES.getLast(), "billing"), near.handle(name, "billing"));
  }

  private String change(String type, String contact) {
    return change(type, contact, NAMES);
  }

  private String change(String type, String contact, List<String> names) {
    String taskNo = service.accepted(service.submit(type, names).with("RegistrantName", contact));
    for (Map<String, String> row : service.ended(taskNo)) {
      assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
      assertEquals("1", row.get("TryCount"), row::toString);
    }
    return taskNo;
  }

  private void assertCommands(int reads, int creates, int updates) {
    assertEquals(reads, near.commands("domain:info"), "domain:info");
    assertEquals(creates, near.commands("contact:create"), "contact:create");
    assertEquals(updates, near.commands("domain:update"), "domain:update");
    assertEquals(0, near.commands("contact:info") + near.commands("contact:check"));
  }

  /** And one contact:create. */
  private void assertCosts(int reads, int updates, Runnable change) {
    Map<String, Long> before = near.sandbox().commands();
    change.run();
    Map<String, Long> costs = new HashMap<>(near.sandbox().commands());
    before.forEach((kind, count) -> costs.merge(kind, -count, Long::sum));
    costs.keySet().removeIf(kind -> !kind.contains(":"));
    costs.values().removeIf(count -> count == 0);
    Map<String, Long> wanted =
        new HashMap<>(Map.of("contact:create", 1L, "domain:update", (long) updates));
    if (reads > 0) {
      wanted.put("domain:info", (long) reads);
    }
    assertEquals(wanted, costs);
  }

  private Map<String, HeldDomain> heldNow() {
    Map<String, HeldDomain> held = new HashMap<>();
    NAMES.forEach(name -> held.put(name, near.domain(name)));
    return held;
  }

  private void assertBeforeImages(String taskNo, Map<String, HeldDomain> held) {
    Readings readings = readings();
    List<Reading> kept =
        service
            .database()
            .read(
                sql ->
                    sql.rows(
                        """
                        SELECT b.task_id, b.seq, b.sealed, b.read_at
                        FROM before_image b JOIN task t ON t.id = b.task_id WHERE t.task_no = ?
                        """,
                        row ->
                            readings.open(
                                row.bytes("sealed"),
                                row.number("read_at"),
                                "before-image " + row.number("task_id") + " " + row.number("seq")),
                        taskNo));
    assertEquals(NAMES.size(), kept.size());
    kept.forEach(reading -> assertSame(held.get(reading.info().name().ascii()), reading));
  }

  private void assertReadingsAreAsHeld() {
    Readings readings = readings();
    for (String name : NAMES) {
      Reading reading =
          service.database().read(sql -> readings.latest(sql, new DomainName(name))).orElseThrow();
      assertSame(near.domain(name), reading);
    }
  }

  private static void assertSame(HeldDomain held, Reading reading) {
    assertEquals(held.registrant(), reading.info().registrant());
    assertEquals(held.sponsor(), reading.info().sponsor());
    assertEquals(held.statuses(), reading.info().statuses());
    Map<String, String> roles = new HashMap<>();
    reading
        .info()
        .roles()
        .forEach(
            (role, handles) ->
                roles.put(role.name().toLowerCase(java.util.Locale.ROOT), handles.getFirst()));
    assertEquals(held.contacts(), roles);
  }

  private Readings readings() {
    return new Readings(
        Seal.open(MasterKey.open(service.data().resolve("master.key"), false), service.database()));
  }
}
