package dev.domicile.cli;

import dev.domicile.api.RequestSigner;
import dev.domicile.app.Config;
import dev.domicile.app.SandboxMode;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.Registry;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code domicile demo}: the whole product once, on a folder of its own and free ports; a batch
 * through its own public API, and what the registry held before and after.
 */
final class DemoCommand {

  private static final int DOMAINS = 1_000;

  /** Between two looks at the task. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** The demo gives up when nothing has ended for this long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PrintStream out;
  private final Progress progress;

  DemoCommand(PrintStream out, Progress progress) {
    this.out = out;
    this.progress = progress;
  }

  int run(PlainOptions given) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("domicile-demo-");
    try {
      SandboxOptions options = SandboxArguments.own(given, folder, 1, DOMAINS);
      List<String> names = SampleDomains.names(options.sampleDomains());
      Config config = Config.sandboxDefaults(folder).onFreePorts();
      try (SandboxMode mode = new SandboxMode(config, options, names, InstantSource.system());
          DemoClient client = client(mode)) {
        Shown shown = show(mode, client, names);
        print(shown, given.flag("json"));
        return shown.failed == 0 ? 0 : 1;
      }
    } finally {
      delete(folder);
    }
  }

  private record Shown(
      String taskNo,
      int ok,
      int failed,
      String failure,
      String domain,
      Map<String, String> before,
      Map<String, String> after) {}

  private Shown show(SandboxMode mode, DemoClient client, List<String> names)
      throws IOException, InterruptedException {
    Registry registry = mode.app().registries().values().iterator().next();
    String domain = names.getFirst();
    Map<String, String> before = registrant(registry, domain);
    progress.say(
        "submitting " + names.size() + " domains to " + ServeCommand.url(mode.app().api()));
    String taskNo = client.submit(names);
    int failed = watch(client, taskNo, names.size());
    return new Shown(
        taskNo,
        names.size() - failed,
        failed,
        client.firstFailure(taskNo),
        domain,
        before,
        registrant(registry, domain));
  }

  /** Returns how many failed, when all have ended. */
  private int watch(DemoClient client, String taskNo, int total)
      throws IOException, InterruptedException {
    int ended = 0;
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      int ok = client.count(taskNo, 2);
      int failed = client.count(taskNo, 3);
      progress.show(ok, failed, total);
      if (ok + failed == total) {
        progress.end();
        return failed;
      }
      if (ok + failed > ended) {
        ended = ok + failed;
        patience = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > patience) {
        throw new IOException(
            "nothing of task " + taskNo + " has ended for " + PATIENCE.toSeconds() + " seconds");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void print(Shown shown, boolean asJson) {
    if (asJson) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("TaskNo", shown.taskNo);
      object.put("Ok", shown.ok);
      object.put("Failed", shown.failed);
      object.put("Domain", shown.domain);
      object.put("Before", shown.before);
      object.put("After", shown.after);
      out.println(new JsonMapper().writeValueAsString(object));
    } else {
      out.println("task " + shown.taskNo);
      out.println("  EXECUTE_SUCCESS  " + shown.ok);
      out.println(
          "  EXECUTE_FAILURE  "
              + shown.failed
              + (shown.failure.isEmpty() ? "" : "   first: " + shown.failure));
      out.println();
      out.println("registrant of " + shown.domain + " as the registry holds it");
      out.printf("  %-16s %-40s %s%n", "", "before", "after");
      shown.before.forEach(
          (field, before) ->
              out.printf("  %-16s %-40s %s%n", field, before, shown.after.get(field)));
    }
    out.flush();
  }

  private static DemoClient client(SandboxMode mode) {
    RequestSigner signer =
        new RequestSigner(InstantSource.system(), () -> UUID.randomUUID().toString());
    return new DemoClient(ServeCommand.url(mode.app().api()), signer, mode.key());
  }

  /** Read from the registry over EPP, not from the service's own records. */
  private static Map<String, String> registrant(Registry registry, String domain)
      throws IOException {
    DomainInfo info =
        ok(
            registry.domainInfo(
                DomainName.parse(domain).orElseThrow(), "DEMO-" + UUID.randomUUID()),
            domain);
    String handle = String.valueOf(info.registrant());
    ContactInfo contact = ok(registry.contactInfo(handle, "DEMO-" + UUID.randomUUID()), handle);
    PostalInfo postal = contact.postal().getFirst();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Handle", handle);
    fields.put("Name", postal.name());
    put(fields, "Organization", postal.organization());
    fields.put("Street", String.join(", ", postal.street()));
    fields.put("City", postal.city());
    put(fields, "Province", postal.province());
    put(fields, "PostalCode", postal.postalCode());
    fields.put("Country", postal.country());
    put(fields, "Voice", contact.voice());
    put(fields, "VoiceExtension", contact.voiceExtension());
    fields.put("Email", contact.email());
    return fields;
  }

  private static void put(
      Map<String, String> fields, String name, @org.jspecify.annotations.Nullable String value) {
    fields.put(name, value == null ? "" : value);
  }

  private static <T> T ok(Outcome<T> outcome, String what) throws IOException {
    if (outcome instanceof Outcome.Ok<T>(T value)) {
      return value;
    }
    throw new IOException("the sandbox registry did not tell of " + what + ": " + outcome);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
