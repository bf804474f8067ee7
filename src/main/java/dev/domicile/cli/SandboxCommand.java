package dev.domicile.cli;

import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * {@code domicile sandbox}: the registry alone, for a service of another process or another
 * program.
 */
final class SandboxCommand {

  private final PrintStream out;

  SandboxCommand(PrintStream out) {
    this.out = out;
  }

  int run(SandboxOptions options) throws IOException, InterruptedException {
    Sandbox sandbox = Sandbox.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox), "stop"));
    SandboxCredentials credentials = sandbox.credentials();
    out.println("SANDBOX registry: make-believe, for tests only");
    out.println("EPP over TLS  127.0.0.1:" + sandbox.port());
    out.println("data          " + options.folder());
    out.println("configuration of a registry that uses it:");
    out.println("  - name: sandbox");
    out.println(
        "    tlds: [" + String.join(", ", dev.domicile.registry.sandbox.SampleDomains.TLDS) + "]");
    out.println("    connector: epp");
    out.println("    host: 127.0.0.1");
    out.println("    port: " + sandbox.port());
    out.println(
        "    tls: {ca: "
            + credentials.authority()
            + ", certificate: "
            + credentials.clientCertificate()
            + ", key: "
            + credentials.clientKey()
            + ", hostname: localhost}");
    out.println(
        "    login: {id: "
            + credentials.registrarId()
            + ", password: \""
            + credentials.password()
            + "\"}");
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }

  private static void stop(Sandbox sandbox) {
    int status = 0;
    try {
      sandbox.close();
    } catch (IOException e) {
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }
}
