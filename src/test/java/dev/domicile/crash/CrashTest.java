package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** SIGKILL at any moment: nothing is lost, nothing is done twice. */
class CrashTest {

  private static final String LOCK = "clientTransferProhibited";

  /** Restarts in the middle of a batch, and a last one that may end it. */
  private static final int KILLS = 3;

  private static final int DOMAINS = 300;

  @TempDir Path folder;
  final Random random = Stage.random();

  @Test
  void aRegistrantChangeIsMadeOnceAtEveryDomainHoweverOftenTheServiceIsKilled() throws Exception {
    try (Stage stage = new Stage(folder, DOMAINS)) {
      Map<String, HeldDomain> before = stage.held();
      long start = System.currentTimeMillis();
      Map<String, String> parameters =
          Client.parameters(stage.names, Map.of("TransferOutProhibited", "true"));
      Run run = carryOutThroughKills(stage, parameters, 1);

      String handle = onlyNewContact(stage, before);
      for (HeldDomain now : stage.held().values()) {
        assertEquals(1, now.updates(), now.toString());
        assertEquals(handle, now.registrant());
        assertEquals(before.get(now.name()).contacts(), now.contacts());
        assertTrue(now.statuses().contains(LOCK), now.toString());
      }
      checkTask(run);
      assertEquals(before, beforeImages(stage, run, before), "what was overwritten");
      checkLocks(stage, before, start);
      checkDomainsAreFree(stage, run, parameters);
    }
  }

  @Test
  void aRoleIsSwappedOnceAtEveryDomainThoughAllWasReadBeforeTheKills() throws Exception {
    try (Stage stage = new Stage(folder, DOMAINS)) {
      readAll(stage);
      long reads = stage.commands("domain:info");
      Map<String, HeldDomain> before = stage.held();
      Map<String, String> parameters =
          Client.parameters(
              stage.names,
              Map.of(
                  "ContactType", "admin",
                  "RegistrantName", "li si",
                  "TransferOutProhibited", "true"));
      Run run = carryOutThroughKills(stage, parameters, 2);

      String handle = onlyNewContact(stage, before);
      for (HeldDomain now : stage.held().values()) {
        HeldDomain was = before.get(now.name());
        assertEquals(was.updates() + 1, now.updates(), now.toString());
        assertEquals(was.registrant(), now.registrant());
        assertEquals(handle, now.contacts().get("admin"));
        assertEquals(was.contacts().get("tech"), now.contacts().get("tech"));
        assertEquals(was.contacts().get("billing"), now.contacts().get("billing"));
        assertEquals(was.statuses(), now.statuses(), "a lock goes with a registrant only");
      }
      assertTrue(
          stage.commands("domain:info") - reads < DOMAINS,
          "only what was under way at a kill is read again");
      checkTask(run);
      assertEquals(before, beforeImages(stage, run, before), "what was overwritten");
      checkDomainsAreFree(stage, run, parameters);
    }
  }

  @Test
  void aTaskAcceptedIsCarriedOutThoughTheServiceWasKilledBeforeItsFirstCommand() throws Exception {
    try (Stage stage = new Stage(folder, 30)) {
      stage.interruptions.hold();
      Program first = stage.serve();
      String taskNo = stage.client(first).submit(Client.parameters(stage.names, Map.of()));
      Await.until(
          "a login is held", Stage.DEADLINE, () -> stage.sandbox.commands().containsKey("login"));
      first.kill();
      stage.interruptions.letGo();
      Client client = stage.client(stage.serve());
      stage.awaitSuccess(client, taskNo, 1);
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 1));
    }
  }

  @Test
  void aTaskAcceptedIsCarriedOutThoughTheServiceWasKilledRightAfterTheAnswer() throws Exception {
    try (Stage stage = new Stage(folder, 30)) {
      Program first = stage.serve();
      String taskNo = stage.client(first).submit(Client.parameters(stage.names, Map.of()));
      first.kill();
      Client client = stage.client(stage.serve());
      stage.awaitSuccess(client, taskNo, 1);
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 1));
      assertEquals(0, stage.refusedForTheirClTrid());
    }
  }

  private record Run(Client client, String taskNo) {}

  /** Submits, kills and restarts until the task is complete. */
  private Run carryOutThroughKills(Stage stage, Map<String, String> parameters, int updates) {
    stage.interruptions.hold();
    Program program = stage.serve();
    String taskNo = stage.client(program).submit(parameters);
    var kill = stage.interruptions.kill("contact:create", 1, random.nextBoolean());
    kill.of(program);
    stage.interruptions.letGo();
    kill.await();
    for (int i = 1; i < KILLS; i++) {
      int nth = 1 + random.nextInt(DOMAINS / (KILLS + 1));
      kill = stage.interruptions.kill("domain:update", nth, random.nextBoolean());
      kill.of(stage.serve());
      kill.await();
    }
    Client client = stage.client(stage.serve());
    stage.awaitSuccess(client, taskNo, updates);
    return new Run(client, taskNo);
  }

  /** A task that changes something else: afterwards a reading of each domain is at hand. */
  private static void readAll(Stage stage) {
    Program program = stage.serve();
    Client client = stage.client(program);
    stage.awaitSuccess(
        client, client.submit(Client.parameters(stage.names, Map.of("ContactType", "tech"))), 1);
    program.terminate();
    assertEquals(0, program.awaitEnd());
  }

  /** Counters and rows agree. */
  private static void checkTask(Run run) {
    List<JsonNode> rows = run.client.rows(run.taskNo);
    assertEquals(DOMAINS, rows.size());
    for (JsonNode row : rows) {
      assertEquals("EXECUTE_SUCCESS", row.path("TaskStatus").stringValue(), row.toString());
    }
    assertEquals(0, run.client.count(run.taskNo, Client.FAILED));
    assertEquals(0, run.client.count(run.taskNo, 0));
    assertEquals(0, run.client.count(run.taskNo, 1));
  }

  private static String onlyNewContact(Stage stage, Map<String, HeldDomain> before) {
    stage
        .sandbox
        .contactsByContent()
        .forEach((card, count) -> assertEquals(1, count, "contacts that say the same"));
    List<String> fresh =
        stage.sandbox.contacts().stream()
            .map(contact -> contact.handle())
            .filter(handle -> handle.startsWith("D"))
            .filter(
                handle ->
                    before.values().stream().noneMatch(d -> d.contacts().containsValue(handle)))
            .toList();
    assertEquals(1, fresh.size(), fresh.toString());
    return fresh.getFirst();
  }

  /**
   * The before-images of the task in the registry's own terms; what they do not hold is taken from
   * what the registry held.
   */
  private static Map<String, HeldDomain> beforeImages(
      Stage stage, Run run, Map<String, HeldDomain> before) {
    return stage.installation.look(
        (sql, seal) -> {
          Readings readings = new Readings(seal);
          Map<String, HeldDomain> images = new HashMap<>();
          for (Image image : images(sql, run.taskNo)) {
            Reading reading =
                readings.open(
                    image.sealed, image.readAt, "before-image " + image.taskId + " " + image.seq);
            assertEquals(image.domain, reading.info().name().ascii());
            images.put(image.domain, held(before.get(image.domain), reading.info()));
          }
          return images;
        });
  }

  private record Image(long taskId, int seq, String domain, byte[] sealed, long readAt) {}

  private static List<Image> images(Sql sql, String taskNo) {
    return sql.rows(
        """
        SELECT s.task_id, s.seq, s.subject, b.sealed, b.read_at
        FROM task t JOIN step s ON s.task_id = t.id
          JOIN before_image b ON b.task_id = s.task_id AND b.seq = s.seq
        WHERE t.task_no = ?
        """,
        row ->
            new Image(
                row.number("task_id"),
                row.integer("seq"),
                row.text("subject"),
                row.bytes("sealed"),
                row.number("read_at")),
        taskNo);
  }

  private static HeldDomain held(HeldDomain was, DomainInfo image) {
    Map<String, String> contacts = new HashMap<>();
    image.roles().forEach((role, handles) -> contacts.put(name(role), String.join(" ", handles)));
    return new HeldDomain(
        was.name(),
        was.roid(),
        image.sponsor(),
        image.registrant(),
        contacts,
        image.statuses(),
        was.createdBy(),
        was.created(),
        was.updatedBy(),
        was.updated(),
        was.expires(),
        was.updates(),
        was.authInfo());
  }

  private static String name(Role role) {
    return role.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** A lock that was there before is not ours to lift at its end. */
  private static void checkLocks(Stage stage, Map<String, HeldDomain> before, long start) {
    long days = Duration.ofDays(60).toMillis();
    long now = System.currentTimeMillis();
    List<TransferLock> locks =
        stage.installation.look(
            (sql, seal) ->
                stage.names.stream()
                    .map(name -> new TransferLocks().get(sql, new DomainName(name)).orElseThrow())
                    .toList());
    for (TransferLock lock : locks) {
      boolean wasLocked = before.get(lock.domain().ascii()).statuses().contains(LOCK);
      assertEquals(!wasLocked, lock.setByUs(), lock.toString());
      assertTrue(lock.endsAt() >= start + days && lock.endsAt() <= now + days, lock.toString());
    }
  }

  /** No busy mark is left behind; and as all is as wanted already, nothing is sent. */
  private static void checkDomainsAreFree(Stage stage, Run run, Map<String, String> parameters) {
    Map<String, HeldDomain> held = stage.held();
    String again = run.client.submit(parameters);
    assertFalse(again.equals(run.taskNo));
    stage.awaitSuccess(run.client, again, 1);
    assertEquals(held, stage.held());
    assertEquals(0, stage.refusedForTheirClTrid());
  }
}
