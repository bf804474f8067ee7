package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.store.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL, of which one dies, stands still, or leaves. */
class NodesTest {

  private static final int DOMAINS = 300;

  /** As {@link Installation} configures them. */
  private static final int SESSIONS = 4;

  @TempDir Path folder;
  final Random random = Stage.random();

  @Test
  void theWorkOfAKilledNodeGoesOnAtTheOtherAndNothingIsDoneTwice() throws Exception {
    try (Stage stage = stage()) {
      Program one = stage.serve();
      Client atOne = stage.client(one);
      Client atTwo = stage.client(stage.serve());
      var kill =
          stage.interruptions.kill("domain:update", 1 + random.nextInt(100), random.nextBoolean());
      kill.of(one);
      String taskNo = atOne.submit(Client.parameters(stage.names, Map.of()));
      kill.await();
      long killed = System.nanoTime();
      stage.awaitSuccess(atTwo, taskNo, 1);
      System.out.println(
          "all was done %.1f s after the kill".formatted((System.nanoTime() - killed) / 1e9));
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 1));
      assertEquals(0, number(stage, "SELECT count(*) AS n FROM active"));
    }
  }

  @Test
  void aNodeThatStoodStillChangesNothingThatWasTakenOver() throws Exception {
    try (Stage stage = stage()) {
      Program one = stage.serve();
      Client atOne = stage.client(one);
      Client atTwo = stage.client(stage.serve());
      var freeze =
          stage.interruptions.freeze(
              "domain:update", 1 + random.nextInt(100), random.nextBoolean());
      freeze.of(one);
      String first = atOne.submit(Client.parameters(stage.names, Map.of()));
      freeze.await();
      stage.awaitSuccess(atTwo, first, 1);
      String second =
          atTwo.submit(Client.parameters(stage.names, Map.of("RegistrantName", "li si")));
      stage.awaitSuccess(atTwo, second, 2);
      List<String> before = registrants(stage);
      one.thaw();
      Await.until(
          "it answers again",
          Stage.DEADLINE,
          () -> atOne.count(second, Client.SUCCEEDED) == DOMAINS);
      String third =
          atOne.submit(Client.parameters(stage.names.subList(0, 1), Map.of("ContactType", "tech")));
      Await.until(
          "it works again, or the other does",
          Stage.DEADLINE,
          () -> atOne.count(third, Client.SUCCEEDED) == 1);
      one.terminate();
      assertEquals(0, one.awaitEnd());
      assertEquals(before, registrants(stage));
      assertEquals(
          2 * DOMAINS + 1, stage.held().values().stream().mapToLong(HeldDomain::updates).sum());
    }
  }

  @Test
  void nodesComeAndGoUnderLoad() throws Exception {
    try (Stage stage = stage()) {
      Program one = stage.serve();
      var stop = stage.interruptions.terminate("domain:update", 1 + random.nextInt(50));
      stop.of(one);
      String taskNo = stage.client(one).submit(Client.parameters(stage.names, Map.of()));
      stop.await();
      Client atTwo = stage.client(stage.serve());
      stage.interruptions.letGo();
      stage.awaitSuccess(atTwo, taskNo, 1);
      assertEquals(0, one.awaitEnd());
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 1));
    }
  }

  @Test
  void sessionsAreNeverMoreThanTheRegistryGivesWhoeverJoinsLeavesOrDies() throws Exception {
    try (Stage stage = stage(SESSIONS)) {
      Program one = stage.serve();
      Client atOne = stage.client(one);
      String first = atOne.submit(Client.parameters(stage.names, Map.of()));
      awaitUpdates(stage, 1 + random.nextInt(30));
      Program two = stage.serve();
      Client atTwo = stage.client(two);
      stage.awaitSuccess(atTwo, first, 1);
      var kill =
          stage.interruptions.kill("domain:update", 1 + random.nextInt(100), random.nextBoolean());
      kill.of(one);
      String second =
          atTwo.submit(Client.parameters(stage.names, Map.of("RegistrantName", "li si")));
      kill.await();
      long killed = System.nanoTime();
      Client atThree = stage.client(stage.serve());
      stage.awaitSuccess(atThree, second, 2);
      System.out.println(
          "all was done %.1f s after the kill".formatted((System.nanoTime() - killed) / 1e9));
      String third =
          atThree.submit(Client.parameters(stage.names, Map.of("RegistrantName", "wang wu")));
      awaitUpdates(stage, 2 * DOMAINS + 1 + random.nextInt(100));
      two.terminate();
      stage.awaitSuccess(atThree, third, 3);
      assertEquals(0, two.awaitEnd());
      assertEquals(0, stage.sandbox.answers().getOrDefault(2502, 0L), "no session too many");
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 3));
    }
  }

  private static void awaitUpdates(Stage stage, long count) {
    Await.until(
        count + " updates",
        Stage.DEADLINE,
        () -> stage.sandbox.domains().stream().mapToLong(HeldDomain::updates).sum() >= count);
  }

  private Stage stage() throws IOException {
    return stage(Rules.defaults().maxSessions());
  }

  /**
   * @param sessions that the registry gives
   */
  private Stage stage(int sessions) throws IOException {
    String url = TestDatabases.postgres(folder);
    return new Stage(
        folder,
        DOMAINS,
        Stage.DEADLINE,
        yaml -> "database: " + url + "\n" + yaml.replace("lease: 10m", "lease: 4s"),
        rules -> rules.withMaxSessions(sessions));
  }

  private static List<String> registrants(Stage stage) {
    return stage.sandbox.domains().stream()
        .map(domain -> domain.name() + " " + domain.registrant())
        .sorted()
        .toList();
  }

  private static long number(Stage stage, String text) {
    return stage.installation.look((sql, seal) -> sql.number(text));
  }
}
