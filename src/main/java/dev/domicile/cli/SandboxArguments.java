package dev.domicile.cli;

import dev.domicile.app.SandboxMode;
import dev.domicile.registry.sandbox.Policy;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The arguments of {@code domicile sandbox}, and those of them that {@code serve} without a
 * configuration and {@code demo} take for their registry; docs/sandbox.md says what each is for.
 */
final class SandboxArguments {

  private static final List<String> BEHAVIOUR =
      List.of("latency", "contacts", "max-sessions", "max-commands", "decides-after", "slowness");

  /** Of a registry that somebody else made a client of. */
  static final List<String> FLAGS =
      List.of("server-handles", "backwards", "unique-cltrids", "refuse-beyond-limit", "cnnic");

  static final List<String> VALUED = with("port", "data", "domains");

  static final List<String> SERVE_VALUED = with("config", "domains");
  static final List<String> SERVE_FLAGS =
      List.of("server-handles", "unique-cltrids", "refuse-beyond-limit", "cnnic");

  /** Its batch and its contact are one for all domains. */
  static final List<String> DEMO_VALUED =
      List.of("domains", "latency", "max-sessions", "max-commands");

  static final List<String> DEMO_FLAGS =
      List.of("json", "server-handles", "unique-cltrids", "refuse-beyond-limit");

  private static final int MOST_DOMAINS = 1_000_000;
  private static final int MOST_MILLIS = 60_000;
  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_COMMANDS = 100_000_000;

  private SandboxArguments() {}

  private static List<String> with(String... more) {
    return Stream.concat(Stream.of(more), BEHAVIOUR.stream()).toList();
  }

  /** Where a configuration names the registries, there is none of ours to tell anything. */
  static void refuseBeside(PlainOptions given, String other) {
    Stream.of(SERVE_VALUED, SERVE_FLAGS)
        .flatMap(List::stream)
        .filter(name -> !name.equals(other) && given.has(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new PlainOptions.Wrong(
                  "--" + name + " is for the sandbox that serve has without --" + other);
            });
  }

  /**
   * @throws PlainOptions.Wrong for what cannot be meant
   */
  static SandboxOptions read(PlainOptions given) {
    int port = given.whole("port", 0, 65_535).orElseThrow(() -> given.missing("port"));
    Path data = Path.of(given.text("data").orElseThrow(() -> given.missing("data")));
    // what is printed at the start is pasted into a configuration that lies elsewhere
    return SandboxOptions.in(data.toAbsolutePath().normalize())
        .withPort(port)
        .withSampleDomains(given.whole("domains", 0, MOST_DOMAINS).orElse(0))
        .withRules(rules(given));
  }

  /**
   * Of a service's own registry.
   *
   * @param folder of the service
   * @throws PlainOptions.Wrong for what cannot be meant
   */
  static SandboxOptions own(PlainOptions given, Path folder, int least, int domains) {
    return SandboxOptions.in(folder.resolve(SandboxMode.STATE))
        .withSampleDomains(given.whole("domains", least, MOST_DOMAINS).orElse(domains))
        .withRules(rules(given));
  }

  private static Rules rules(PlainOptions given) {
    Rules rules = Rules.defaults();
    return rules
        .withLatency(Duration.ofMillis(given.whole("latency", 0, MOST_MILLIS).orElse(0)))
        .withRefuseRepeatedClTrids(given.flag("unique-cltrids"))
        .withMaxSessions(given.whole("max-sessions", 1, MOST_SESSIONS).orElse(rules.maxSessions()))
        .withMaxCommandsPerSession(given.whole("max-commands", 0, MOST_COMMANDS).orElse(0))
        .withPolicy(policy -> policy(policy, given));
  }

  private static Policy policy(Policy policy, PlainOptions given) {
    return contacts(policy, given.text("contacts").orElse("full"))
        .withServerHandles(given.flag("server-handles"))
        .withBackwards(given.flag("backwards"))
        .withCnnic(given.flag("cnnic"))
        .withRefusesBeyondLimit(given.flag("refuse-beyond-limit"))
        .withTimes(
            millis(given, "decides-after", policy.decidesAfter()),
            millis(given, "slowness", policy.slowness()));
  }

  private static Duration millis(PlainOptions given, String name, Duration otherwise) {
    return given.whole(name, 0, MOST_MILLIS).map(Duration::ofMillis).orElse(otherwise);
  }

  /** {@code registrant-tech,com=none,net=none}: for all zones, and the exceptions. */
  private static Policy contacts(Policy policy, String text) {
    Policy.Contacts everywhere = policy.contacts();
    Map<String, Policy.Contacts> byZone = new HashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        everywhere = mode(part);
      } else {
        byZone.put(
            part.substring(0, equals).toLowerCase(Locale.ROOT), mode(part.substring(equals + 1)));
      }
    }
    return policy.withContacts(everywhere, byZone);
  }

  private static Policy.Contacts mode(String text) {
    return Arrays.stream(Policy.Contacts.values())
        .filter(mode -> mode.name().replace('_', '-').toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new PlainOptions.Wrong(
                    "--contacts is full, registrant-tech, optional or none, or such as com=none"));
  }
}
