package dev.domicile.journey;

import static dev.domicile.ScriptedEndpoint.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.ScriptedEndpoint;
import dev.domicile.registry.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A registry's messages over TLS: stored, republished, and only then acknowledged. */
class PollInboxTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NAME = "sample-0004.test";
  private static final String POLL_TAKEN =
      "domicile_deliveries_total{result=\"taken\",stream=\"poll near\"} ";

  @TempDir Path folder;
  private final AtomicInteger polls = new AtomicInteger();
  private volatile Map<Integer, Fault> pollFaults = Map.of();
  private volatile Fault updateFault = new Fault.None();
  private ScriptedEndpoint endpoint;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() throws Exception {
    endpoint = ScriptedEndpoint.start(post -> status(200));
    near =
        Lab.start(folder, "near", List.of("test", "example"), how -> how.withFaults(this::fault))
            .key("poll", "all")
            .key("pollTo", endpoint.address().toString())
            .key("pollSecret", "a-secret-of-the-registrar")
            .key("pollEvery", "10ms");
    service =
        new Service(folder, InstantSource.system(), near)
            .key("delivery", "{poll: 5ms, timeout: 500ms, backoff: {first: 5ms, most: 20ms}}");
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
    endpoint.close();
  }

  private Fault fault(Fault.Asked asked) {
    return switch (asked.command()) {
      case "poll" -> pollFaults.getOrDefault(polls.incrementAndGet(), new Fault.None());
      case "domain:update" -> updateFault;
      default -> new Fault.None();
    };
  }

  @Test
  void eachMessageIsTakenByTheReceiverInItsOrderBeforeItIsAcknowledged() {
    AtomicInteger acknowledgedEarly = new AtomicInteger();
    endpoint.script(
        post -> {
          String id = JSON.readTree(post.body()).path("messageId").stringValue();
          if (near.sandbox().messages().stream().noneMatch(m -> id.equals("" + m.id()))) {
            acknowledgedEarly.incrementAndGet();
          }
          return status(200);
        });
    IntStream.rangeClosed(1, 20).forEach(i -> near.sandbox().tell("message " + i));
    service.begin();
    Await.until("the queue is empty", () -> near.sandbox().messages().isEmpty());
    assertEquals(0, acknowledgedEarly.get());
    List<JsonNode> records = endpoint.posts().stream().map(p -> JSON.readTree(p.body())).toList();
    assertEquals(
        IntStream.rangeClosed(1, 20).mapToObj(i -> "message " + i).toList(),
        records.stream().map(record -> record.path("text").stringValue()).toList());
    JsonNode first = records.getFirst();
    assertEquals("poll.message", first.path("type").stringValue());
    assertEquals("near", first.path("registry").stringValue());
    assertTrue(first.path("xml").stringValue().contains("message 1"));
    assertEquals(first.path("id").stringValue(), endpoint.posts().getFirst().delivery());
    Await.until("it is noticed", () -> service.tables().count("outbox") == 0);
    assertTrue(service.admin("/metrics").contains(POLL_TAKEN + "20"));
    assertTrue(service.admin("/metrics").contains("domicile_poll_waiting{registry=\"near\"} 0"));
  }

  @Test
  void whatTheReceiverDoesNotTakeStaysAtTheRegistryOverARestart() {
    endpoint.script(post -> status(post.body().contains("first") ? 422 : 200));
    near.sandbox().tell("first");
    near.sandbox().tell("second");
    service.begin();
    Await.until("it was offered again", () -> endpoint.posts().size() > 3);
    assertEquals(2, near.sandbox().messages().size());
    service.restart();
    int before = endpoint.posts().size();
    Await.until("and again", () -> endpoint.posts().size() > before + 2);
    assertEquals(2, near.sandbox().messages().size());
    assertEquals(1, deliveries(), "under the one id, and nothing overtakes it");
    assertEquals(1, service.tables().count("outbox"));
    endpoint.script(post -> status(200));
    Await.until("the queue is empty", () -> near.sandbox().messages().isEmpty());
    assertEquals(2, deliveries());
  }

  @Test
  void aLostAcknowledgementIsRepeatedAndTheMessageIsNotTakenTwice() {
    // the first look, then twice an acknowledgement of which no answer comes: done, and not done
    pollFaults = Map.of(2, new Fault.CloseAfter(), 5, new Fault.CloseBefore());
    near.sandbox().tell("first");
    near.sandbox().tell("second");
    service.begin();
    Await.until(
        "both are acknowledged", () -> near.sandbox().messages().isEmpty() && deliveries() == 2);
    assertEquals(2, endpoint.posts().size());
  }

  @Test
  void aLostLookLosesNoMessage() {
    pollFaults = Map.of(1, new Fault.CloseAfter(), 2, new Fault.Reset());
    near.sandbox().tell("first");
    service.begin();
    Await.until("it is acknowledged", () -> near.sandbox().messages().isEmpty());
    assertEquals(1, endpoint.posts().size());
  }

  @Test
  void aDecisionIsLookedAtAtOnce() {
    updateFault = new Fault.Postpone(Fault.Decision.OPEN);
    service.key(
        "engine",
        "{lease: 4s, poll: 1h, stopTimeout: 5s, gate: {first: 5ms, most: 25ms}, pendingCheck:"
            + " {first: 12h, most: 12h}}");
    service.begin();
    String approved = service.accepted(service.submit("registrant", List.of(NAME)));
    String other = "sample-0005.example";
    String denied = service.accepted(service.submit("registrant", List.of(other)));
    Await.until("both are pending", () -> pending(approved) && pending(denied));
    long looks = near.commands("domain:info");
    near.sandbox().decide(NAME, true);
    near.sandbox().decide(other, false);
    assertEquals("DONE", done(service.ended(approved).getFirst()));
    String reason = service.ended(denied).getFirst().get("FailReason");
    assertTrue(reason.startsWith("DECLINED: "), reason);
    assertEquals(looks + 2, near.commands("domain:info"), "one look each");
    Await.until("the queue is empty", () -> near.sandbox().messages().isEmpty());
    JsonNode data = JSON.readTree(endpoint.posts().getFirst().body()).path("data");
    assertEquals("domain.decided", data.path("kind").stringValue());
    assertEquals(NAME, data.path("domain").stringValue());
    assertTrue(data.path("accepted").booleanValue());
    assertTrue(data.path("clTrid").stringValue().startsWith("S-"));
  }

  private static String done(Map<String, String> row) {
    String result = row.get("TaskResult");
    return result.equals("ALREADY_AS_WANTED") ? "DONE" : result;
  }

  private boolean pending(String taskNo) {
    return service.list(taskNo).send().rows().stream()
        .allMatch(
            row ->
                row.get("ErrorMsg").contains("pending") || row.get("ErrorMsg").contains("decide"));
  }

  @Test
  void aMessageLiesSealedUntilItIsTaken() {
    endpoint.script(post -> status(503));
    near.sandbox().tell("about zhang san");
    service.begin();
    Await.until("it was offered", () -> !endpoint.posts().isEmpty());
    AtomicLong length = new AtomicLong();
    service
        .database()
        .run(
            sql ->
                sql.rows(
                    "SELECT sealed FROM outbox",
                    row -> {
                      length.set(row.bytes("sealed").length);
                      return assertFalseContains(row.bytes("sealed"));
                    }));
    assertTrue(length.get() > 0);
  }

  private static boolean assertFalseContains(byte[] sealed) {
    assertFalse(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1).contains("zhang"));
    return true;
  }

  @Test
  void aFileTakesMessagesAsLines() throws Exception {
    near.key("pollTo", "messages.jsonl").without("pollSecret");
    IntStream.rangeClosed(1, 3).forEach(i -> near.sandbox().tell("message " + i));
    service.begin();
    Await.until("the queue is empty", () -> near.sandbox().messages().isEmpty());
    assertEquals(
        List.of("message 1", "message 2", "message 3"),
        Files.readAllLines(folder.resolve("messages.jsonl")).stream()
            .map(line -> JSON.readTree(line).path("text").stringValue())
            .toList());
  }

  @Test
  void withoutThePollKeyTheQueueIsLeftToOthers() {
    near.without("poll").without("pollTo").without("pollSecret").without("pollEvery");
    near.sandbox().tell("for another system");
    service.begin();
    service.ended(service.accepted(service.submit("registrant", List.of(NAME))));
    assertEquals(0, near.commands("poll"));
    assertEquals(1, near.sandbox().messages().size());
  }

  private long deliveries() {
    return endpoint.posts().stream().map(ScriptedEndpoint.Post::delivery).distinct().count();
  }
}
