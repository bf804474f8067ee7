package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.FaultCard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that the sandbox knows, at a registrant change and at an admin change, through the
 * whole service over TLS: what the task says in the end is what the registry holds.
 */
class FaultTableTest {

  private static final String NEW = "zhang.san@mail.example";

  /** Faults that must end as failures with nothing changed; all others end as successes. */
  private static final Set<String> FAILS =
      Set.of(
          "denied", "ignored", "2001", "2102", "2103", "2003", "2004", "2005", "2201", "2202",
          "2300", "2302", "2304", "2305", "2306", "2308");

  /** The same where the fault comes every time, beside those of {@link #FAILS}. */
  private static final Set<String> FAILS_AT_LAST = Set.of("2303", "2400");

  /** Faults that, coming every time, leave the change undone for good: it must wait, not fail. */
  private static final Set<String> WAITS =
      Set.of("drop", "hang", "2101", "2104", "2200", "2307", "2500", "2501", "2502", "lostdenied");

  /** Failures where the fault is at the look before the change. */
  private static final Set<String> FAILS_AT_A_LOOK = Set.of("2303", "done2306");

  /**
   * Faults whose rows fail: {@code ignored} is told as a success until what was changed is read
   * back.
   */
  private static final Set<String> NOT_YET = Set.of();

  @TempDir static Path folder;
  private static Lab lab;
  private static Service service;

  /** One fault at one change. */
  record Row(FaultCard card, String marker, String contactType, boolean succeeds) {

    String domain() {
      return "f-" + card.name() + marker + "-" + contactType + ".test";
    }

    @Override
    public String toString() {
      return card.name() + marker + " " + contactType + (succeeds ? " succeeds" : " fails");
    }
  }

  static List<Row> once() {
    return rows("", FaultCard.cards().stream(), FAILS);
  }

  static List<Row> always() {
    Stream<FaultCard> ending =
        FaultCard.cards().stream()
            .filter(card -> !WAITS.contains(card.name()) && !(card.fault() instanceof Fault.Meet));
    return rows("-always", ending, with(FAILS_AT_LAST));
  }

  static List<Row> neverEnding() {
    return rows(
        "-always",
        FaultCard.cards().stream()
            .filter(card -> WAITS.contains(card.name()) || card.fault() instanceof Fault.Meet),
        Set.of());
  }

  static List<Row> atALook() {
    Stream<FaultCard> cards =
        FaultCard.cards().stream()
            .filter(card -> !(card.fault() instanceof Fault.Postpone))
            .filter(card -> !(card.fault() instanceof Fault.PostponeUntold))
            .filter(card -> !(card.fault() instanceof Fault.Ignore));
    return rows("-info", cards, with(FAILS_AT_A_LOOK));
  }

  private static Set<String> with(Set<String> more) {
    return Stream.concat(FAILS.stream(), more.stream()).collect(Collectors.toSet());
  }

  private static List<Row> rows(String marker, Stream<FaultCard> cards, Set<String> fails) {
    return cards
        .flatMap(
            card ->
                Stream.of("registrant", "admin")
                    .map(type -> new Row(card, marker, type, !fails.contains(card.name()))))
        .filter(row -> row.marker.equals("-info") || !NOT_YET.contains(row.card.name()))
        .toList();
  }

  @BeforeAll
  static void start() {
    lab =
        Lab.start(
                folder,
                "near",
                List.of("test", "example"),
                options ->
                    options.withRules(
                        options
                            .rules()
                            .withPolicy(
                                policy ->
                                    policy.withTimes(
                                        Duration.ofMillis(100), Duration.ofMillis(200)))))
            .key("sessions", "1")
            .key("timeout", "2s");
    service = Service.start(folder, lab);
    service.hold(
        "owner",
        Stream.of(once(), always(), neverEnding(), atALook())
            .flatMap(List::stream)
            .map(Row::domain)
            .toList());
  }

  @AfterAll
  static void stop() {
    service.close();
    lab.close();
  }

  @ParameterizedTest
  @MethodSource("once")
  void aFaultThatComesOnceEndsAsTheRegistryHasIt(Row row) {
    String taskNo = submit(row);
    if (row.card.fault().equals(new Fault.Postpone(Fault.Decision.OPEN))) {
      awaitPending(taskNo, row);
    }
    assertTrueOutcome(row, taskNo);
  }

  @ParameterizedTest
  @MethodSource("always")
  void aFaultThatComesEveryTimeEndsAsTheRegistryHasIt(Row row) {
    String taskNo = submit(row);
    if (row.card.fault().equals(new Fault.Postpone(Fault.Decision.OPEN))) {
      awaitPending(taskNo, row);
    }
    assertTrueOutcome(row, taskNo);
  }

  @ParameterizedTest
  @MethodSource("neverEnding")
  void aFaultThatLeavesTheChangeUndoneIsNoFailureHoweverOftenItComes(Row row) {
    long updates = lab.commands("domain:update");
    String taskNo = submit(row);
    Await.until("it is tried again", () -> lab.commands("domain:update") >= updates + 3);
    Map<String, String> told = service.list(taskNo).send().rows().getFirst();
    assertTrue(
        Set.of("WAITING_EXECUTE", "EXECUTING").contains(told.get("TaskStatus")), told::toString);
    assertEquals("", told.get("FailReason"));
    assertEquals(0, lab.domain(row.domain()).updates());
    lab.sandbox().heal(row.domain());
    assertTrueOutcome(row, taskNo);
  }

  @ParameterizedTest
  @MethodSource("atALook")
  void aFaultAtTheLookBeforeTheChangeEndsAsTheRegistryHasIt(Row row) {
    assertTrueOutcome(row, submit(row));
  }

  private static String submit(Row row) {
    return service.accepted(service.submit(row.contactType, List.of(row.domain())));
  }

  /** It stays until the registry decides. */
  private static void awaitPending(String taskNo, Row row) {
    Await.until(
        "the registry has it to decide",
        () ->
            lab.sandbox()
                .domain(row.domain())
                .filter(held -> held.statuses().contains("pendingUpdate"))
                .isPresent());
    long looks = lab.commands("domain:info");
    Await.until("it is looked at", () -> lab.commands("domain:info") > looks + 2);
    assertEquals("", service.list(taskNo).send().rows().getFirst().get("FailReason"));
    lab.sandbox().decide(row.domain(), true);
  }

  private static void assertTrueOutcome(Row row, String taskNo) {
    Map<String, String> told = service.ended(taskNo).getFirst();
    boolean changed = lab.card(row.domain(), row.contactType).email().equals(NEW);
    String other = row.contactType.equals("admin") ? "registrant" : "admin";
    assertAll(
        () -> assertEquals(row.succeeds, changed, () -> "the registry's truth; told: " + told),
        () ->
            assertEquals(
                changed ? "EXECUTE_SUCCESS" : "EXECUTE_FAILURE",
                told.get("TaskStatus"),
                () -> (changed ? "changed: " : "not changed: ") + told),
        () ->
            assertTrue(
                changed
                    || !row.card.name().matches("[0-9]+")
                    || told.get("ErrorMsg").contains(row.card.name()),
                () -> "the registry's code is told: " + told),
        () -> assertTrue(!lab.card(row.domain(), other).email().equals(NEW), "the other role"),
        () -> assertEquals(Set.of("ok"), lab.domain(row.domain()).statuses()),
        () -> assertEquals(0, lab.sandbox().repeatedClTrids(), "no clTRID is sent twice"));
  }
}
