package dev.domicile.cli;

import dev.domicile.api.RequestSigner;
import dev.domicile.app.App;
import dev.domicile.app.Config;
import dev.domicile.app.ExampleCall;
import dev.domicile.app.SandboxMode;
import dev.domicile.registry.Registry;
import dev.domicile.registry.sandbox.CardDomains;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.store.Database;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** {@code domicile serve}: runs until SIGTERM, then stops in good order. */
final class ServeCommand {

  private static final int SAMPLE_DOMAINS = 1_000;

  private final PrintStream out;

  ServeCommand(PrintStream out) {
    this.out = out;
  }

  int run(PlainOptions given) throws InterruptedException {
    InstantSource clock = InstantSource.system();
    Optional<String> configFile = given.text("config");
    if (configFile.isPresent()) {
      SandboxArguments.refuseBeside(given, "config");
      serve(Path.of(configFile.get()), clock);
    } else {
      sandbox(given, clock);
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private void serve(Path file, InstantSource clock) {
    Config config = Config.load(file);
    App app = new App(config, clock);
    stopAtTheEnd(app);
    tell(app, config.database());
  }

  private void sandbox(PlainOptions given, InstantSource clock) {
    Path folder = Path.of("");
    Config config = Config.sandboxDefaults(folder);
    SandboxOptions options = SandboxArguments.own(given, folder, 0, SAMPLE_DOMAINS);
    List<String> samples = SampleDomains.names(options.sampleDomains());
    List<String> names = Stream.concat(samples.stream(), CardDomains.names().stream()).toList();
    SandboxMode mode = new SandboxMode(config, options, names, clock);
    stopAtTheEnd(mode);
    out.println("***********************************************************************");
    out.println("*  SANDBOX: no --config was given. The registry is a make-believe one  *");
    out.println("*  on this machine; nothing here reaches a real registry.              *");
    out.println("***********************************************************************");
    tell(mode.app(), config.database());
    out.println();
    out.println(
        "Account "
            + SandboxMode.ACCOUNT
            + " with "
            + samples.size()
            + " sample domains, and "
            + CardDomains.names().size()
            + " that call for a fault (docs/sandbox.md)");
    out.println("  AccessKeyId      " + mode.key().id());
    out.println("  AccessKeySecret  " + mode.key().secret());
    out.println();
    out.println("An example call to paste (its signature is good once, for 15 minutes):");
    out.println();
    RequestSigner signer = new RequestSigner(clock, () -> UUID.randomUUID().toString());
    out.println(
        ExampleCall.curl(url(mode.app().api()), signer, mode.key(), SampleDomains.names(3)));
    out.println();
  }

  private void tell(App app, String database) {
    out.println("API         " + app.apiUrl());
    out.println("admin       " + url(app.admin()) + " (/healthz /readyz /metrics)");
    out.println("data        " + Database.place(database));
    for (Registry registry : app.registries().values()) {
      out.println(
          "registry    "
              + registry.profile().name()
              + " for "
              + String.join(", ", registry.profile().tlds()));
    }
    out.println("ready; stop it with Ctrl-C or SIGTERM");
    out.flush();
  }

  /** Before it says that it is ready: whoever reads that may stop it at once. */
  private static void stopAtTheEnd(AutoCloseable running) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
  }

  /** Halts by itself: the virtual machine would call a stop by SIGTERM a failure. */
  private static void stop(AutoCloseable running) {
    int status = 0;
    try {
      running.close();
    } catch (Exception e) {
      org.slf4j.LoggerFactory.getLogger(ServeCommand.class)
          .error("the service did not stop in good order", e);
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }

  static String url(InetSocketAddress address) {
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
