package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service and registry as two processes, killed at the same time. */
class RegistryCrashTest {

  private static final int DOMAINS = 120;
  private static final int KILLS = 3;

  @TempDir Path folder;
  final Random random = Stage.random();

  @Test
  void everyDomainIsChangedOnceThoughServiceAndRegistryAreKilledTogether() throws Exception {
    SandboxOptions options =
        SandboxOptions.in(folder.resolve("registry")).withSampleDomains(DOMAINS);
    SandboxCredentials credentials;
    int port;
    try (Sandbox sandbox = Sandbox.start(options)) {
      credentials = sandbox.credentials();
      port = sandbox.port();
    }
    Installation installation =
        new Installation(
            folder.resolve("service"),
            Installation.yaml(credentials, port, Stage.DEADLINE),
            DOMAINS);
    carryOutThroughKills(installation, options.folder(), port);

    try (Sandbox sandbox = Sandbox.start(options)) {
      String handle = sandbox.domains().getFirst().registrant();
      for (HeldDomain domain : sandbox.domains()) {
        assertEquals(1, domain.updates(), domain.toString());
        assertEquals(handle, domain.registrant());
      }
      assertTrue(sandbox.contactsByContent().values().stream().allMatch(count -> count == 1));
    }
  }

  private void carryOutThroughKills(Installation installation, Path data, int port) {
    List<String> names = SampleDomains.names(DOMAINS);
    String taskNo = null;
    for (int i = 0; i <= KILLS; i++) {
      try (Program registry = registry(data, port);
          Program service = installation.serve();
          Client client = new Client(service.awaitReady(), installation.key)) {
        String task = taskNo == null ? client.submit(Client.parameters(names, Map.of())) : taskNo;
        taskNo = task;
        // the first end is before the first success, the last when there is nothing left to do
        int enough = i == KILLS ? DOMAINS : i * DOMAINS / KILLS - random.nextInt(DOMAINS / KILLS);
        Await.until(
            enough + " domains are done",
            Stage.DEADLINE,
            () -> client.count(task, Client.SUCCEEDED) >= enough);
        if (random.nextBoolean()) {
          registry.kill();
        }
        service.kill();
      }
    }
  }

  private static Program registry(Path data, int port) {
    Program registry =
        Program.start(
            "sandbox",
            "--port",
            Integer.toString(port),
            "--data",
            Path.of("").toAbsolutePath().relativize(data.toAbsolutePath()).toString(),
            "--domains",
            Integer.toString(DOMAINS),
            "--latency",
            "20");
    String line = registry.awaitLine(text -> text.startsWith("EPP over TLS"));
    assertTrue(line != null && line.endsWith(":" + port), String.valueOf(registry.errLinesSoFar()));
    String paths = registry.awaitLine(text -> text.strip().startsWith("tls:"));
    assertTrue(
        paths != null && paths.contains("ca: " + data.resolve("ca.crt")),
        "to be pasted into a configuration anywhere: " + paths);
    return registry;
  }
}
