package dev.domicile.journey;

import static dev.domicile.ScriptedEndpoint.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.ScriptedEndpoint;
import dev.domicile.ScriptedEndpoint.Answer;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.audit.Audit;
import dev.domicile.change.ResolveStep;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.Policy;
import dev.domicile.store.Ids;
import dev.domicile.task.Resolutions;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Contacts that a registry does not hold, on their way to the registrar's own systems. */
class FeedTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FED = "STORED_LOCALLY_AND_FED";
  private static final List<String> NAMES =
      List.of("sample-0001.com", "sample-0006.com", "sample-0011.com");

  @TempDir Path folder;
  private Lab thin;
  private ScriptedEndpoint endpoint;
  private Service service;
  private final AtomicInteger updates = new AtomicInteger();
  private volatile int refuseAllUpdatesAfter = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws Exception {
    endpoint = ScriptedEndpoint.start(post -> status(200));
    thin =
        Lab.start(
                folder,
                "thin",
                List.of("com"),
                how ->
                    how.withFaults(this::fault)
                        .withRules(
                            how.rules()
                                .withPolicy(
                                    policy -> policy.withContacts(Policy.Contacts.NONE, Map.of()))))
            .key("contacts", "none")
            .key("feed", endpoint.address().toString())
            .key("feedSecret", "a-secret-of-the-registrar");
    service =
        new Service(folder, InstantSource.system(), thin)
            .key("delivery", "{poll: 5ms, timeout: 500ms, backoff: {first: 5ms, most: 20ms}}")
            .registry("  - {name: file, tlds: [net], connector: none, feed: feed.jsonl}\n")
            .registry("  - {name: apart, tlds: [org, test, example], connector: none}\n")
            .begin();
  }

  @AfterEach
  void stop() {
    service.close();
    thin.close();
    endpoint.close();
  }

  @Test
  void aContactIsDoneWhenTheEndpointHasTakenItAndTheLockIsSetAtTheRegistry() {
    SignedCall submit = service.submit("registrant", NAMES).with("TransferOutProhibited", "true");
    String taskNo = service.accepted(submit);
    for (Map<String, String> row : service.ended(taskNo)) {
      assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"));
      assertEquals(FED, row.get("TaskResult"));
    }
    assertEquals(3, endpoint.posts().size());
    for (ScriptedEndpoint.Post post : endpoint.posts()) {
      JsonNode record = JSON.readTree(post.body());
      assertEquals(post.delivery(), record.path("id").stringValue());
      assertEquals("contact.set", record.path("type").stringValue());
      assertEquals("thin", record.path("registry").stringValue());
      assertEquals("registrant", record.path("role").stringValue());
      assertEquals(taskNo, record.path("taskNo").stringValue());
      assertTrue(NAMES.contains(record.path("domain").stringValue()));
      assertEquals(
          Sample.contact("registrant").get("Email"),
          record.path("contact").path("email").stringValue());
    }
    for (String name : NAMES) {
      assertTrue(thin.domain(name).statuses().contains("clientTransferProhibited"));
      assertTrue(lockIsOurs(name));
      assertEquals(Sample.contact("registrant").get("Email"), shownEmail(name));
    }
    assertEquals(0, service.tables().count("outbox"), "what is noticed is forgotten");
    assertTrue(
        service
            .admin("/metrics")
            .contains("domicile_deliveries_total{result=\"taken\",stream=\"feed thin\"} 3"));
  }

  @Test
  void aContactThatTheEndpointDoesNotAcknowledgeIsNoSuccessYet() {
    endpoint.script(post -> status(503));
    String taskNo = service.accepted(service.submit("registrant", NAMES));
    Await.until("all were tried", () -> endpoint.posts().size() > 5);
    Await.until(
        "the cause shows",
        () ->
            service.list(taskNo).send().rows().stream()
                .allMatch(
                    row ->
                        row.get("TaskStatus").equals("EXECUTING")
                            && row.get("ErrorMsg").contains("still to acknowledge")));
    assertFalse(Sample.contact("registrant").get("Email").equals(shownEmail(NAMES.getFirst())));
    Reply busy = service.submit("admin", NAMES).send();
    assertEquals("TaskIsBeingProcessed", busy.field("Code"));
    endpoint.script(post -> status(200));
    service.ended(taskNo).forEach(row -> assertEquals(FED, row.get("TaskResult")));
  }

  @Test
  void anEndpointThatDropsAndHangsLosesNothingOverARestart() {
    endpoint.script(
        post -> endpoint.posts().size() % 2 == 0 ? new Answer.Drop() : new Answer.Hang());
    String taskNo = service.accepted(service.submit("registrant", NAMES));
    Await.until("all were tried", () -> ids() == 3);
    service.restart();
    endpoint.script(post -> status(200));
    service.ended(taskNo).forEach(row -> assertEquals(FED, row.get("TaskResult")));
    assertEquals(3, ids(), "a repetition has the id of the first");
    assertTrue(endpoint.posts().size() > 3);
  }

  @Test
  void aContactThatTheEndpointRefusesIsAFailureAndNotShownAsSet() {
    String refused = NAMES.getFirst();
    endpoint.script(post -> status(post.body().contains(refused) ? 422 : 200));
    String taskNo = service.accepted(service.submit("registrant", NAMES));
    Map<String, String> row =
        service.ended(taskNo).stream()
            .filter(r -> r.get("DomainName").equals(refused))
            .findFirst()
            .orElseThrow();
    assertEquals("EXECUTE_FAILURE", row.get("TaskStatus"));
    assertTrue(row.get("FailReason").startsWith("FEED_REFUSED: "), row::toString);
    assertTrue(row.get("FailReason").contains("HTTP 422, delivery "), row::toString);
    assertFalse(Sample.contact("registrant").get("Email").equals(shownEmail(refused)));
    assertEquals(Sample.contact("registrant").get("Email"), shownEmail(NAMES.getLast()));
    assertEquals(0, service.tables().count("outbox"));
  }

  @Test
  void withoutTheFeedAnyMoreTheRecordIsTheRegistrarsAlone() {
    endpoint.script(post -> status(500));
    String taskNo = service.accepted(service.submit("registrant", NAMES));
    Await.until("all were tried", () -> ids() == 3);
    service.stop();
    thin.without("feed").without("feedSecret");
    service.restart();
    service
        .ended(taskNo)
        .forEach(row -> assertEquals("STORED_LOCALLY_NOT_PUBLISHED", row.get("TaskResult")));
    assertEquals(0, service.tables().count("outbox"));
  }

  @Test
  void aRegistryWithoutAConnectionMayHaveAFileForItsFeed() throws Exception {
    List<String> names = List.of("sample-0002.net", "sample-0007.net");
    String taskNo = service.accepted(service.submit("billing", names));
    service.ended(taskNo).forEach(row -> assertEquals(FED, row.get("TaskResult")));
    List<String> lines = Files.readAllLines(folder.resolve("feed.jsonl"));
    assertEquals(
        names,
        lines.stream()
            .map(JSON::readTree)
            .map(r -> r.path("domain").stringValue())
            .sorted()
            .toList());
  }

  @Test
  void aLockThatWasLiftedIsBackBeforeTheFeedIsWaitedFor() {
    String name = NAMES.getFirst();
    thin.sandbox().change(name, held -> held.withStatuses(Set.of("clientUpdateProhibited")));
    service.stop();
    thin.key("liftUpdateLock", "true");
    endpoint.script(post -> status(503));
    service.restart();
    SignedCall submit =
        service.submit("registrant", List.of(name)).with("TransferOutProhibited", "true");
    String taskNo = service.accepted(submit);
    Await.until("the record is on its way", () -> ids() == 1);
    Set<String> locks = Set.of("clientUpdateProhibited", "clientTransferProhibited");
    assertEquals(locks, thin.domain(name).statuses());
    endpoint.script(post -> status(200));
    assertEquals(FED, service.ended(taskNo).getFirst().get("TaskResult"));
    assertEquals(locks, thin.domain(name).statuses());
    assertEquals(2, thin.commands("domain:update"));
  }

  @Test
  void aLockThatIsNotTakenBackIsToldWhenTheFeedHasTakenTheRecord() {
    String name = NAMES.getFirst();
    thin.sandbox().change(name, held -> held.withStatuses(Set.of("clientUpdateProhibited")));
    service.stop();
    thin.key("liftUpdateLock", "true");
    service.restart();
    refuseAllUpdatesAfter = 1;
    SignedCall submit =
        service.submit("registrant", List.of(name)).with("TransferOutProhibited", "true");
    Map<String, String> row = service.ended(service.accepted(submit)).getFirst();
    assertEquals("DONE_UNLOCKED", row.get("TaskResult"), row::toString);
    assertEquals(1, endpoint.posts().size());
    assertEquals(Sample.contact("registrant").get("Email"), shownEmail(name));
  }

  @Test
  void aPersonsWordEndsTheWaitAndNothingIsDeliveredAfterIt() {
    endpoint.script(post -> status(503));
    String taskNo = service.accepted(service.submit("registrant", NAMES.subList(0, 2)));
    Await.until("both were tried", () -> ids() == 2);
    List<Map<String, String>> rows = service.list(taskNo).send().rows();
    resolve(rows.get(0), true);
    resolve(rows.get(1), false);
    assertEquals(0, service.tables().count("outbox"));
    List<Map<String, String>> ended = service.ended(taskNo);
    assertEquals("RESOLVED_DONE", ended.get(0).get("TaskResult"));
    assertTrue(ended.get(1).get("FailReason").startsWith("RESOLVED_FAILED: "));
    String email = Sample.contact("registrant").get("Email");
    assertEquals(email, shownEmail(ended.get(0).get("DomainName")));
    assertFalse(email.equals(shownEmail(ended.get(1).get("DomainName"))));
  }

  /** A step may be looked at in this very moment; then the word is refused, and comes again. */
  private void resolve(Map<String, String> row, boolean done) {
    Config config = Config.loadForCommands(folder.resolve("domicile.yaml"));
    ResolveStep resolution =
        new ResolveStep(
            service.database(),
            new Resolutions(InstantSource.system()),
            new Readings(Seals.open(config, service.database())),
            new TransferLocks(),
            new Outbox(Seals.open(config, service.database())),
            new TaskQueue(Ids.system(InstantSource.system()), InstantSource.system()),
            new Audit(Ids.system(InstantSource.system())),
            InstantSource.system(),
            Duration.ofDays(60));
    Await.until(
        "the word is taken",
        () ->
            resolution.run(row.get("TaskDetailNo"), done, "asked there", "operator")
                instanceof ResolveStep.Outcome.Resolved);
  }

  private Fault fault(Fault.Asked asked) {
    return asked.command().equals("domain:update")
            && updates.getAndIncrement() >= refuseAllUpdatesAfter
        ? new Fault.Refuse(2306)
        : new Fault.None();
  }

  private long ids() {
    return endpoint.posts().stream().map(ScriptedEndpoint.Post::delivery).distinct().count();
  }

  private boolean lockIsOurs(String name) {
    return service
        .database()
        .read(sql -> new TransferLocks().get(sql, new DomainName(name)))
        .orElseThrow()
        .setByUs();
  }

  private String shownEmail(String domain) {
    Reply reply =
        service
            .call("QueryContactInfo")
            .with("DomainName", domain)
            .with("ContactType", "registrant")
            .send();
    return reply.status() == 200 ? reply.field("Email") : "";
  }
}
