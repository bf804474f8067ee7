package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.account.KeyPair;
import dev.domicile.app.Config;
import dev.domicile.app.SandboxMode;
import dev.domicile.registry.sandbox.CardDomains;
import dev.domicile.registry.sandbox.Policy;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service without a configuration, as a developer has it on a laptop. */
class SandboxModeTest {

  @TempDir Path folder;

  @Test
  void namesThatCallForAFaultAreInThePortfolioFromTheStart() {
    try (SandboxMode mode = start(rules -> rules)) {
      Map<String, String> told =
          changed(
              mode,
              List.of(
                  "f-lostresp-001.test",
                  "f-pending-001.test",
                  "f-badlogin-001.test",
                  "f-denied-001.test",
                  "f-2308-001.test",
                  "f-serverlock-001.test"));
      for (String done :
          List.of("f-lostresp-001.test", "f-pending-001.test", "f-badlogin-001.test")) {
        assertEquals("DONE", told.get(done), told::toString);
      }
      assertTrue(told.get("f-denied-001.test").startsWith("DECLINED: "), told::toString);
      assertTrue(told.get("f-2308-001.test").startsWith("DATA_POLICY_REFUSED: "), told::toString);
      assertTrue(told.get("f-serverlock-001.test").startsWith("SERVER_LOCK: "), told::toString);
    }
  }

  @Test
  void zonesWithOtherContactsAreRegistriesOfTheirOwn() {
    try (SandboxMode mode =
        start(
            rules ->
                rules
                    .withRefuseRepeatedClTrids(true)
                    .withPolicy(
                        policy ->
                            policy
                                .withServerHandles(true)
                                .withContacts(
                                    Policy.Contacts.FULL,
                                    Map.of(
                                        "com", Policy.Contacts.NONE,
                                        "net", Policy.Contacts.REGISTRANT_TECH,
                                        "org", Policy.Contacts.OPTIONAL))))) {
      assertEquals(
          Map.of(
              "sandbox", List.of("example", "test"),
              "sandbox-none", List.of("com"),
              "sandbox-registrant-tech", List.of("net"),
              "sandbox-optional", List.of("org")),
          mode.app().registries().values().stream()
              .collect(Collectors.toMap(r -> r.profile().name(), r -> r.profile().tlds())));
      assertEquals(
          Map.of(
              "sample-0001.com", "STORED_LOCALLY_NOT_PUBLISHED",
              "sample-0002.net", "DONE",
              "sample-0003.org", "DONE",
              "sample-0004.test", "DONE",
              "f-idleclose-001.test", "DONE"),
          changed(
              mode,
              List.of(
                  "sample-0001.com",
                  "sample-0002.net",
                  "sample-0003.org",
                  "sample-0004.test",
                  "f-idleclose-001.test")));
    }
  }

  private SandboxMode start(UnaryOperator<Rules> how) {
    Rules rules =
        Rules.defaults()
            .withPolicy(policy -> policy.withTimes(Duration.ofMillis(50), Duration.ofMillis(50)));
    return new SandboxMode(
        Config.sandboxDefaults(folder).onFreePorts(),
        SandboxOptions.in(folder.resolve(SandboxMode.STATE))
            .withSampleDomains(10)
            .withRules(how.apply(rules)),
        Stream.concat(SampleDomains.names(10).stream(), CardDomains.names().stream()).toList(),
        InstantSource.system());
  }

  /** What became of each: TaskResult of a success, FailReason of a failure. */
  private static Map<String, String> changed(SandboxMode mode, List<String> names) {
    String taskNo =
        call(mode, SignedCall.SUBMIT)
            .with(Sample.contact("registrant"))
            .withNames(names)
            .send()
            .field("TaskNo");
    AtomicReference<List<Map<String, String>>> rows = new AtomicReference<>(List.of());
    Await.until(
        "all have ended",
        () -> {
          Reply reply = list(mode, taskNo);
          if (!reply.field("Code").isEmpty()) {
            return false; // throttled: asked too often
          }
          rows.set(reply.rows());
          return reply.rows().stream().allMatch(row -> row.get("TaskStatusCode").matches("[23]"));
        });
    return rows.get().stream()
        .collect(
            Collectors.toMap(
                row -> row.get("DomainName"),
                row -> row.get("TaskResult") + row.get("FailReason")));
  }

  private static Reply list(SandboxMode mode, String taskNo) {
    return call(mode, SignedCall.LIST)
        .with("TaskNo", taskNo)
        .with("PageNum", "1")
        .with("PageSize", "100")
        .send();
  }

  private static SignedCall call(SandboxMode mode, String action) {
    return new SignedCall(
            "127.0.0.1:" + mode.app().api().getPort(),
            new KeyPair(mode.key().id(), mode.key().secret()),
            Instant.now())
        .with("Action", action);
  }
}
