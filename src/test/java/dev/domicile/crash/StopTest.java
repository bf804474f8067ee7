package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: what has begun ends, what has not begun is left as if it had never been looked at. */
class StopTest {

  private static final int DOMAINS = 200;

  @TempDir Path folder;
  final Random random = Stage.random();

  @Test
  void aStopEndsWhatHasBegunAndLogsOutAndTheRestIsCarriedOutAfterwards() throws Exception {
    try (Stage stage = new Stage(folder, DOMAINS)) {
      Program program = stage.serve();
      URI api = program.awaitReady();
      Client client = stage.client(program);
      stage.awaitSuccess(
          client, client.submit(Client.parameters(stage.names, Map.of("ContactType", "tech"))), 1);
      assertEquals(DOMAINS + 1, stage.commands("domain:info"), "one is read back");

      var stop = stage.interruptions.terminate("domain:update", 1 + random.nextInt(20));
      stop.of(program);
      String taskNo =
          client.submit(Client.parameters(stage.names, Map.of("RegistrantName", "li si")));
      stop.await();
      Await.until("takes no more requests", Stage.DEADLINE, () -> !listens(api));
      stage.interruptions.letGo();
      assertEquals(0, program.awaitEnd());

      assertEquals(0, stage.sandbox.sessions());
      assertTrue(stage.commands("logout") > 0);
      assertEquals(stage.commands("login"), stage.commands("logout"));
      assertEquals(0, number(stage, "SELECT count(*) AS n FROM active WHERE leased = 1"));
      assertEquals(0, number(stage, "SELECT count(*) AS n FROM active WHERE phase <> 'FRESH'"));
      long left = number(stage, "SELECT count(*) AS n FROM active");
      assertTrue(left > 0, "the stop came too late to show anything");
      assertEquals(
          DOMAINS - left,
          number(stage, "SELECT count(*) AS n FROM step WHERE status = 2") - DOMAINS);

      stage.awaitSuccess(stage.client(stage.serve()), taskNo, 2);
      // each of the two processes reads its first change of the second task back
      assertTrue(stage.commands("domain:info") <= DOMAINS + 3, "nothing was in doubt");
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 2));
      assertEquals(0, stage.refusedForTheirClTrid());
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerDoesNotHoldUpAStopAndWhatItHadTakenIsNotSentAgain()
      throws Exception {
    try (Stage stage = new Stage(folder, DOMAINS, Duration.ofMillis(500))) {
      Program program = stage.serve();
      Client client = stage.client(program);
      var stop = stage.interruptions.terminate("domain:update", 1 + random.nextInt(100));
      stop.of(program);
      String taskNo = client.submit(Client.parameters(stage.names, Map.of()));
      assertEquals(0, program.awaitEnd());
      stage.interruptions.letGo();
      Await.until("all sessions ended", Stage.DEADLINE, () -> stage.sandbox.sessions() == 0);

      stage.awaitSuccess(stage.client(stage.serve()), taskNo, 1);
      assertEquals(0, number(stage, "SELECT count(*) AS n FROM queue_trouble"));
      assertTrue(stage.held().values().stream().allMatch(domain -> domain.updates() == 1));
      assertEquals(0, stage.refusedForTheirClTrid());
    }
  }

  private static boolean listens(URI api) {
    try (Socket socket = new Socket(api.getHost(), api.getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  private static long number(Stage stage, String query) {
    return stage.installation.look((sql, seal) -> sql.number(query));
  }
}
