package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that wait for the registry's decision, and the messages, over restarts. */
class DecisionsTest {

  private static final Duration DECIDES = Duration.ofMinutes(10);
  private static final String REQUEST = "<poll op=\"req\"/>";

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Lab.NOW);
  private SandboxOptions options;

  @BeforeEach
  void configure() {
    options =
        Lab.options(folder)
            .withClock(now::get)
            .withRules(Lab.rules().withPolicy(policy -> policy.withTimes(DECIDES, Duration.ZERO)));
  }

  @Test
  void whatIsPendingIsDecidedWhenItIsTimeWhoeverRunsThen() throws Exception {
    try (Sandbox sandbox = Sandbox.start(options);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1001, update("f-pending-001.test"));
      client.expect(1001, update("f-denied-001.test"));
      client.expect(2304, update("f-pending-001.test"));
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      assertEquals(Set.of("pendingUpdate"), held(sandbox, "f-pending-001.test").statuses());
      assertEquals("SHCARD", held(sandbox, "f-pending-001.test").registrant());
      now.updateAndGet(time -> time.plus(DECIDES));
      assertEquals("SH0002", held(sandbox, "f-pending-001.test").registrant());
      assertEquals(1, held(sandbox, "f-pending-001.test").updates());
      assertEquals("SHCARD", held(sandbox, "f-denied-001.test").registrant());
      assertEquals(Set.of("ok"), held(sandbox, "f-denied-001.test").statuses());
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      assertEquals("SH0002", held(sandbox, "f-pending-001.test").registrant());
      assertEquals(2, sandbox.messages().size());
    }
  }

  @Test
  void messagesStayUntilTheyAreAcknowledged() throws Exception {
    try (Sandbox sandbox = Sandbox.start(options)) {
      sandbox.tell("Maintenance on Sunday");
      sandbox.tell("Maintenance is over");
    }
    try (Sandbox sandbox = Sandbox.start(options);
        RawClient client = RawClient.loggedIn(sandbox)) {
      String first = client.expect(1301, REQUEST);
      assertTrue(first.contains("<msgQ count=\"2\" id=\"1\">"), first);
      assertTrue(first.contains(">Maintenance on Sunday<"), first);
      assertEquals(first(first), first(client.expect(1301, REQUEST)), "still there");
      String acknowledged = client.expect(1000, "<poll op=\"ack\" msgID=\"1\"/>");
      assertTrue(acknowledged.contains("<msgQ count=\"1\" id=\"2\""), acknowledged);
    }
    try (Sandbox sandbox = Sandbox.start(options);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2303, "<poll op=\"ack\" msgID=\"1\"/>");
      client.expect(1000, "<poll op=\"ack\" msgID=\"2\"/>");
      client.expect(1300, REQUEST);
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      sandbox.tell("a new one");
      assertEquals(
          List.of(3L), sandbox.messages().stream().map(Message::id).toList(), "never again 1");
    }
  }

  @Test
  void anOpenDecisionIsTheRegistrys() throws Exception {
    try (Sandbox sandbox = Sandbox.start(options);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1001, update("f-undecided-001.test"));
      now.updateAndGet(time -> time.plus(Duration.ofDays(30)));
      client.expect(2304, update("f-undecided-001.test"));
      sandbox.decide("f-undecided-001.test", false);
      assertThrows(
          IllegalArgumentException.class, () -> sandbox.decide("f-undecided-001.test", true));
      String message = client.expect(1301, REQUEST);
      assertTrue(message.contains("paResult=\"0\">f-undecided-001.test<"), message);
      client.expect(1000, update("f-undecided-001.test"));
    }
  }

  private static String update(String name) {
    return EppText.domainUpdate(name, EppText.registrant("SH0002"));
  }

  private static HeldDomain held(Sandbox sandbox, String name) {
    return sandbox.domain(name).orElseThrow();
  }

  private static String first(String message) {
    return message.substring(message.indexOf("<msgQ"), message.indexOf("<trID>"));
  }
}
