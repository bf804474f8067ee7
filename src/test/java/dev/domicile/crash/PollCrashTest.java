package dev.domicile.crash;

import static dev.domicile.ScriptedEndpoint.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.ScriptedEndpoint;
import dev.domicile.ScriptedEndpoint.Answer;
import dev.domicile.ScriptedEndpoint.Post;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * SIGKILL while a registry's messages are read, between each two of their steps: each is stored
 * once, and none leaves the registry that the receiver has not taken.
 */
class PollCrashTest {

  private static final int MESSAGES = 30;
  private static final int KILLS = 6;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private final Random random = Stage.random();
  private final Set<String> taken = new ConcurrentSkipListSet<>();
  private volatile Runnable atPoll = () -> {};

  @Test
  void eachMessageIsStoredOnceAndTakenBeforeItIsAcknowledged() throws Exception {
    run("sqlite:" + folder.resolve("service.db"));
  }

  /** Here a process that starts takes over from one that was not heard of. */
  @Test
  void theSameOnPostgresql() throws Exception {
    run(TestDatabases.postgres(folder));
  }

  private void run(String database) throws Exception {
    SandboxOptions options =
        SandboxOptions.in(folder.resolve("registry"))
            .withFaults(
                asked -> {
                  if (asked.command().equals("poll")) {
                    atPoll.run();
                  }
                  return new Fault.None();
                });
    try (Sandbox sandbox = Sandbox.start(options);
        ScriptedEndpoint endpoint = ScriptedEndpoint.start(this::take)) {
      IntStream.rangeClosed(1, MESSAGES).forEach(i -> sandbox.tell("message " + i));
      Installation installation =
          new Installation(
              folder.resolve("service"),
              // so long does a dead process keep the registry's only session from the next one
              Installation.yaml(sandbox.credentials(), sandbox.port(), Stage.DEADLINE)
                      .replace("lease: 10m", "lease: 1s")
                  + ("    poll: all\n    pollTo: %s\n    pollSecret: a-secret-of-the-feed\n"
                          + "    pollEvery: 20ms\n"
                          + "delivery: {poll: 10ms, timeout: 200ms,"
                          + " backoff: {first: 5ms, most: 50ms}}\n"
                          + "database: '%s'\n")
                      .formatted(endpoint.address(), database),
              1);
      for (int i = 0; i < KILLS; i++) {
        Program program = installation.serve();
        program.awaitReady();
        killAt(endpoint, program, i % 2 == 0, 1 + random.nextInt(6));
        checkNothingIsLost(sandbox);
      }
      endpoint.script(this::take);
      Program program = installation.serve();
      program.awaitReady();
      Await.until("the queue is empty", Stage.DEADLINE, () -> sandbox.messages().isEmpty());
      checkNothingIsLost(sandbox);
      checkPosts(endpoint.posts());
      program.close();
    }
  }

  private Answer take(Post post) {
    taken.add(text(post));
    return status(200);
  }

  private static String text(Post post) {
    return JSON.readTree(post.body()).path("text").stringValue();
  }

  /**
   * At a post, whose answer then is lost; or as the registry reads a look or an acknowledgement.
   */
  private void killAt(ScriptedEndpoint endpoint, Program program, boolean post, int nth) {
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch dead = new CountDownLatch(1);
    Runnable count =
        () -> {
          if (seen.incrementAndGet() == nth) {
            program.kill();
            dead.countDown();
          }
        };
    endpoint.script(
        sent -> {
          if (!post) {
            return take(sent);
          }
          count.run();
          return seen.get() >= nth ? new Answer.Drop() : take(sent);
        });
    atPoll = post ? () -> {} : count;
    Await.until("the service was killed", Stage.DEADLINE, () -> dead.getCount() == 0);
    atPoll = () -> {};
  }

  private void checkNothingIsLost(Sandbox sandbox) {
    Set<String> there =
        sandbox.messages().stream().map(message -> message.text()).collect(Collectors.toSet());
    for (int i = 1; i <= MESSAGES; i++) {
      String text = "message " + i;
      assertTrue(there.contains(text) || taken.contains(text), text);
    }
  }

  private static void checkPosts(List<Post> posts) {
    Map<String, String> ids = new HashMap<>();
    Set<String> order = new java.util.LinkedHashSet<>();
    for (Post post : posts) {
      String other = ids.putIfAbsent(text(post), post.delivery());
      assertTrue(other == null || other.equals(post.delivery()), "stored once: " + text(post));
      order.add(text(post));
    }
    assertEquals(
        IntStream.rangeClosed(1, MESSAGES).mapToObj(i -> "message " + i).toList(),
        List.copyOf(order));
    assertEquals(MESSAGES, new TreeSet<>(ids.values()).size());
  }
}
