package dev.domicile.bench;

import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * The sandbox registry in a process of its own. It tells how it is reached, then answers each line
 * of standard input with what it was asked so far, and ends with the input: it cannot outlive the
 * bench.
 */
final class RegistryMain {

  /** For a service and, at the same time, a bare client beside it. */
  private static final int SESSIONS = 64;

  private RegistryMain() {}

  public static void main(String[] args) throws Exception {
    SandboxOptions options =
        SandboxOptions.in(Path.of(args[0]))
            .withSampleDomains(Integer.parseInt(args[1]))
            .withRules(
                Rules.defaults()
                    .withMaxSessions(SESSIONS)
                    .withLatency(Duration.ofMillis(Long.parseLong(args[2]))));
    try (Sandbox sandbox = Sandbox.start(options);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      SandboxCredentials credentials = sandbox.credentials();
      System.out.println(sandbox.port());
      System.out.println(credentials.authority());
      System.out.println(credentials.clientCertificate());
      System.out.println(credentials.clientKey());
      System.out.println(credentials.registrarId());
      System.out.println(credentials.password());
      while (in.readLine() != null) {
        System.out.println(
            sandbox.commands().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
      }
    }
  }
}
