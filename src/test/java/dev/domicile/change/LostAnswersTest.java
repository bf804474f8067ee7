package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Tree;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldContact;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that end before or after a command was carried out: every outcome told is true. */
class LostAnswersTest {

  private static final int DOMAINS = 60;
  private static final String LOCK = "clientTransferProhibited";

  @TempDir Path folder;
  final List<String> names = SampleDomains.names(DOMAINS);
  final AtomicLong cut = new AtomicLong();
  final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
  volatile Fault.Plan plan = Fault.Plan.none();
  Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, InstantSource.system(), DOMAINS, this::fault);
    rig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void anUpdateWhoseAnswerWasLostIsSettledByALookAndNotSentAgain() {
    Map<String, HeldDomain> before = held();
    plan = at("domain:update", Set.of(2, 7, 8, 31), new Fault.CloseAfter());
    List<Tree.Obj> rows = carryOut(with("TransferOutProhibited", "true"));
    checkChangedOnce(before);
    assertEquals(DOMAINS, commands("domain:update"));
    assertEquals(DOMAINS + 4, commands("domain:info"));
    assertEquals(4, rows.stream().filter(row -> tries(row) == 2).count());
    for (String name : names) {
      assertTrue(held().get(name).statuses().contains(LOCK));
      assertEquals(
          !before.get(name).statuses().contains(LOCK),
          lock(name).setByUs(),
          "what the lost command had set is ours: " + name);
    }
  }

  @Test
  void anUpdateThatNeverArrivedIsSentAgainUnderAnotherClTrid() {
    Map<String, HeldDomain> before = held();
    plan = at("domain:update", Set.of(1, 20, 21, 60), new Fault.CloseBefore());
    carryOut(Map.of());
    checkChangedOnce(before);
    assertEquals(DOMAINS + 4, commands("domain:update"));
    assertEquals(DOMAINS + 4, commands("domain:info"));
  }

  @Test
  void aLookThatIsNotAnsweredIsRepeated() {
    Map<String, HeldDomain> before = held();
    plan = at("domain:info", Set.of(1, 5, 40), new Fault.CloseAfter());
    carryOut(Map.of());
    checkChangedOnce(before);
    assertEquals(DOMAINS, commands("domain:update"));
    assertEquals(DOMAINS + 3, commands("domain:info"));
  }

  @Test
  void aContactWhoseAnswerWasLostIsFoundAndNotMadeTwice() {
    Map<String, HeldDomain> before = held();
    plan = at("contact:create", Set.of(1), new Fault.CloseAfter());
    carryOut(Map.of());
    checkChangedOnce(before);
    assertEquals(1, commands("contact:create"));
    assertEquals(1, commands("contact:info"));
  }

  @Test
  void aContactThatNeverArrivedIsMadeUnderTheHandleThatWasChosen() {
    Map<String, HeldDomain> before = held();
    plan = at("contact:create", Set.of(1), new Fault.CloseBefore());
    carryOut(Map.of());
    checkChangedOnce(before);
    assertEquals(2, commands("contact:create"));
    assertEquals(1, ours().size());
  }

  @Test
  void aCommandThatTheRegistryCarriesOutLateIsFoundDoneAndNotReportedAsRefused() {
    String name = names.getFirst();
    plan =
        asked -> {
          if (!asked.command().equals("domain:update") || !name.equals(asked.object())) {
            return new Fault.None();
          }
          if (count("late") == 1) {
            return new Fault.CloseBefore();
          }
          rig.sandbox.change(name, domain -> withAdmin(domain, ours().getFirst().handle()));
          return new Fault.None();
        };
    List<Tree.Obj> rows = rig.ended(rig.submitted(Rig.sample("admin", List.of(name))), 1);
    assertEquals("EXECUTE_SUCCESS", Rig.text(rows.getFirst(), "TaskStatus"), rows.toString());
    assertEquals(ours().getFirst().handle(), held().get(name).contacts().get("admin"));
  }

  @Test
  void whateverConnectionsEndEveryDomainIsChangedOnce() {
    long seed = Long.getLong("domicile.seed", System.nanoTime());
    System.out.println("to repeat: -Ddomicile.seed=" + seed);
    Random random = new Random(seed);
    for (String type : List.of("registrant", "admin", "tech")) {
      Map<String, HeldDomain> before = held();
      plan = asked -> storm(random.nextInt(100));
      List<Tree.Obj> rows =
          rig.ended(
              rig.submitted(with(Rig.sample(type, names), "RegistrantName", "of " + type)),
              DOMAINS);
      plan = Fault.Plan.none();
      for (Tree.Obj row : rows) {
        assertEquals("EXECUTE_SUCCESS", Rig.text(row, "TaskStatus"), Rig.text(row, "FailReason"));
      }
      held()
          .forEach(
              (name, domain) ->
                  assertEquals(before.get(name).updates() + 1, domain.updates(), name));
      assertTrue(rig.sandbox.contactsByContent().values().stream().allMatch(count -> count == 1));
    }
    assertEquals(3, ours().size());
    assertEquals(0, refusedForTheirClTrid());
  }

  @Test
  void whatAnOutdatedReadingSaidIsNoBeforeImageAndMakesNoLockOurs() {
    carryOut(Map.of("ContactType", "tech"));
    String name = names.getFirst();
    rig.sandbox.change(name, domain -> domain.withStatuses(Set.of(LOCK)));
    String registrant = held().get(name).registrant();
    String taskNo =
        rig.submitted(
            with(
                with(Rig.sample("registrant", List.of(name)), "TransferOutProhibited", "true"),
                "RegistrantName",
                "li si"));
    List<Tree.Obj> rows = rig.ended(taskNo, 1);
    assertEquals("EXECUTE_SUCCESS", Rig.text(rows.getFirst(), "TaskStatus"));
    assertFalse(registrant.equals(held().get(name).registrant()));
    assertFalse(lock(name).setByUs(), "somebody else had set it after our reading");
  }

  private Fault fault(Fault.Asked asked) {
    Fault fault = plan.of(asked);
    if (fault instanceof Fault.CloseBefore || fault instanceof Fault.CloseAfter) {
      cut.incrementAndGet();
    }
    return fault;
  }

  /** At the nth commands of a kind. */
  private Fault.Plan at(String command, Set<Integer> ordinals, Fault fault) {
    return asked ->
        asked.command().equals(command) && ordinals.contains(count(command))
            ? fault
            : new Fault.None();
  }

  private int count(String what) {
    return seen.computeIfAbsent(what, any -> new AtomicInteger()).incrementAndGet();
  }

  private static Fault storm(int percent) {
    if (percent < 5) {
      return new Fault.CloseBefore();
    }
    return percent < 10 ? new Fault.CloseAfter() : new Fault.None();
  }

  private List<Tree.Obj> carryOut(Map<String, String> different) {
    Map<String, String> parameters = Rig.sample("registrant", names);
    parameters.putAll(different);
    List<Tree.Obj> rows = rig.ended(rig.submitted(parameters), DOMAINS);
    for (Tree.Obj row : rows) {
      assertEquals("EXECUTE_SUCCESS", Rig.text(row, "TaskStatus"), Rig.text(row, "FailReason"));
    }
    assertEquals(0, refusedForTheirClTrid());
    return rows;
  }

  private static long tries(Tree.Obj row) {
    return ((Tree.Num) Rig.field(row, "TryCount")).value();
  }

  private void checkChangedOnce(Map<String, HeldDomain> before) {
    String handle = ours().getFirst().handle();
    assertEquals(1, ours().size());
    held()
        .forEach(
            (name, domain) -> {
              assertEquals(1, domain.updates(), name);
              assertEquals(handle, domain.registrant());
              assertEquals(before.get(name).contacts(), domain.contacts());
            });
  }

  private Map<String, HeldDomain> held() {
    Map<String, HeldDomain> held = new TreeMap<>();
    rig.sandbox.domains().forEach(domain -> held.put(domain.name(), domain));
    return held;
  }

  /** Contacts that the service made: the sample's handles begin otherwise. */
  private List<HeldContact> ours() {
    return rig.sandbox.contacts().stream().filter(c -> c.handle().startsWith("D")).toList();
  }

  private long commands(String kind) {
    return rig.sandbox.commands().getOrDefault(kind, 0L);
  }

  /** Left without an answer, and not by the plan: a clTRID was used before. */
  private long refusedForTheirClTrid() {
    Map<String, Long> asked = new HashMap<>(rig.sandbox.commands());
    asked.remove("hello");
    long answered = rig.sandbox.answers().values().stream().mapToLong(Long::longValue).sum();
    return asked.values().stream().mapToLong(Long::longValue).sum() - answered - cut.get();
  }

  private TransferLock lock(String name) {
    return rig.database
        .read(sql -> rig.locks.get(sql, DomainName.parse(name).orElseThrow()))
        .orElseThrow();
  }

  private static HeldDomain withAdmin(HeldDomain was, String handle) {
    Map<String, String> contacts = new HashMap<>(was.contacts());
    contacts.put("admin", handle);
    return new HeldDomain(
        was.name(),
        was.roid(),
        was.sponsor(),
        was.registrant(),
        contacts,
        was.statuses(),
        was.createdBy(),
        was.created(),
        was.updatedBy(),
        was.updated(),
        was.expires(),
        was.updates(),
        was.authInfo());
  }

  private static Map<String, String> with(
      Map<String, String> parameters, String name, String value) {
    parameters.put(name, value);
    return parameters;
  }

  private static Map<String, String> with(String name, String value) {
    return Map.of(name, value);
  }
}
