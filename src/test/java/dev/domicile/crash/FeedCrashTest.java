package dev.domicile.crash;

import static dev.domicile.ScriptedEndpoint.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.ScriptedEndpoint;
import dev.domicile.ScriptedEndpoint.Answer;
import dev.domicile.ScriptedEndpoint.Post;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** SIGKILL while the registrar's own system is being told: every record arrives, under one id. */
class FeedCrashTest {

  private static final int DOMAINS = 100;
  private static final int KILLS = 3;

  @TempDir Path folder;
  private final Random random = Stage.random();

  @Test
  void everyRecordArrivesUnderOneIdHoweverOftenTheServiceIsKilled() throws Exception {
    List<String> names = SampleDomains.names(DOMAINS);
    try (Sandbox sandbox =
            Sandbox.start(
                SandboxOptions.in(folder.resolve("registry")).withSampleDomains(DOMAINS));
        ScriptedEndpoint endpoint = ScriptedEndpoint.start(post -> status(503))) {
      Installation installation =
          new Installation(
              folder.resolve("service"),
              Installation.yaml(sandbox.credentials(), sandbox.port(), Stage.DEADLINE)
                  + ("    contacts: none\n    feed: %s\n    feedSecret: a-secret-of-the-feed\n"
                          + "delivery: {poll: 10ms, backoff: {first: 5ms, most: 50ms}}\n")
                      .formatted(endpoint.address()),
              DOMAINS);
      Program program = installation.serve();
      String taskNo;
      try (Client client = new Client(program.awaitReady(), installation.key)) {
        taskNo = client.submit(Client.parameters(names, Map.of()));
      }
      for (int i = 0; i < KILLS; i++) {
        killAtAPost(endpoint, program, 1 + random.nextInt(DOMAINS / (KILLS + 1)));
        program = installation.serve();
      }
      endpoint.script(post -> status(200));
      try (Client client = new Client(program.awaitReady(), installation.key)) {
        Await.until(
            "all domains of the task succeeded",
            Stage.DEADLINE,
            () -> client.count(taskNo, Client.SUCCEEDED) == DOMAINS);
        for (JsonNode row : client.rows(taskNo)) {
          assertEquals("STORED_LOCALLY_AND_FED", row.path("TaskResult").stringValue());
        }
      }
      checkPosts(endpoint.posts(), names);
      program.close();
    }
  }

  /** Before its answer, which then is lost. */
  private static void killAtAPost(ScriptedEndpoint endpoint, Program program, int nth) {
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch dead = new CountDownLatch(1);
    endpoint.script(
        post -> {
          if (seen.incrementAndGet() == nth) {
            program.kill();
            dead.countDown();
          }
          return seen.get() >= nth ? new Answer.Drop() : status(200);
        });
    Await.until("the service was killed", Stage.DEADLINE, () -> dead.getCount() == 0);
  }

  private static void checkPosts(List<Post> posts, List<String> names) {
    JsonMapper json = new JsonMapper();
    Map<String, String> ids = new HashMap<>();
    for (Post post : posts) {
      String domain = json.readTree(post.body()).path("domain").stringValue();
      String other = ids.putIfAbsent(domain, post.delivery());
      assertTrue(other == null || other.equals(post.delivery()), domain);
    }
    assertEquals(
        List.copyOf(new java.util.TreeSet<>(names)), ids.keySet().stream().sorted().toList());
    assertTrue(posts.size() > names.size(), "some came again");
  }
}
