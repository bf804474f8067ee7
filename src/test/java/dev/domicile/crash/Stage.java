package dev.domicile.crash;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A service that is run as a process of its own, at a registry that runs in the test: so the
 * registry's commands can decide when the service ends, and its state can be looked at.
 */
final class Stage implements AutoCloseable {

  /** Far above what any wait here takes; a busy machine must not fail a test. */
  static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Long enough that commands pile up in all sessions, so that an end meets several of them. */
  private static final Duration LATENCY = Duration.ofMillis(4);

  final Interruptions interruptions = new Interruptions();
  final Sandbox sandbox;
  final Installation installation;
  final List<String> names;
  private final List<AutoCloseable> started = new ArrayList<>();

  Stage(Path folder, int domains) throws IOException {
    this(folder, domains, DEADLINE);
  }

  /**
   * @param patience of the service with the registry
   */
  Stage(Path folder, int domains, Duration patience) throws IOException {
    this(folder, domains, patience, yaml -> yaml);
  }

  /**
   * @param configured makes the service's configuration from the usual one
   */
  Stage(Path folder, int domains, Duration patience, UnaryOperator<String> configured)
      throws IOException {
    this(folder, domains, patience, configured, rules -> rules);
  }

  /**
   * @param ruled makes the registry's rules from the usual ones
   */
  Stage(
      Path folder,
      int domains,
      Duration patience,
      UnaryOperator<String> configured,
      UnaryOperator<Rules> ruled)
      throws IOException {
    names = SampleDomains.names(domains);
    sandbox =
        Sandbox.start(
            SandboxOptions.in(folder.resolve("registry"))
                .withSampleDomains(domains)
                .withRules(
                    ruled.apply(
                        Rules.defaults().withLatency(LATENCY).withRefuseRepeatedClTrids(true)))
                .withFaults(interruptions));
    try {
      installation =
          new Installation(
              folder.resolve("service"),
              configured.apply(Installation.yaml(sandbox.credentials(), sandbox.port(), patience)),
              domains);
    } catch (IOException | RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  /** The seed of this run, printed; {@code -Ddomicile.seed=N} repeats it. */
  static Random random() {
    long seed = Long.getLong("domicile.seed", System.nanoTime());
    System.out.println("to repeat: -Ddomicile.seed=" + seed);
    return new Random(seed);
  }

  Program serve() {
    Program program = installation.serve();
    started.add(program);
    return program;
  }

  Client client(Program ready) {
    Client client = new Client(ready.awaitReady(), installation.key);
    started.add(client);
    return client;
  }

  /**
   * Waits until every domain has been updated so often and the task says so. The registry is asked
   * first: it costs nothing, and a service that is asked all the time has less time for its work.
   */
  void awaitSuccess(Client client, String taskNo, int updates) {
    Await.until(
        "every domain has been updated " + updates + " times",
        DEADLINE,
        () -> sandbox.domains().stream().allMatch(domain -> domain.updates() >= updates));
    Await.until(
        "all domains of the task succeeded",
        DEADLINE,
        () -> client.count(taskNo, Client.SUCCEEDED) == names.size());
  }

  Map<String, HeldDomain> held() {
    return sandbox.domains().stream()
        .collect(Collectors.toMap(HeldDomain::name, Function.identity()));
  }

  long commands(String kind) {
    return sandbox.commands().getOrDefault(kind, 0L);
  }

  /**
   * Commands left without an answer though the test did not ask for it: each would be one whose
   * clTRID had been used before.
   */
  long refusedForTheirClTrid() {
    long asked =
        sandbox.commands().entrySet().stream()
            .filter(kind -> !kind.getKey().equals("hello"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    long answered = sandbox.answers().values().stream().mapToLong(Long::longValue).sum();
    return asked - answered - interruptions.cut();
  }

  @Override
  public void close() throws Exception {
    interruptions.letGo();
    for (AutoCloseable one : started.reversed()) {
      one.close();
    }
    sandbox.close();
  }
}
