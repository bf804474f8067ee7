package dev.domicile.app;

import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.ChangeRules;
import dev.domicile.registry.RegistryProfile.ContactModel;
import dev.domicile.registry.RegistryProfile.ContactRules;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.registry.RegistryProfile.Handles;
import dev.domicile.registry.sandbox.Policy;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a service is configured for a sandbox of its own: as an operator would who knows the
 * registry. Zones with other contacts are registries of their own, on the same port.
 */
final class SandboxRegistries {

  static final String NAME = "sandbox";

  private static final int SESSIONS = 4;

  private SandboxRegistries() {}

  static List<RegistryConfig> of(Sandbox sandbox, Policy policy) {
    Set<String> zones = new TreeSet<>(SampleDomains.TLDS);
    zones.addAll(policy.contactsByZone().keySet());
    Map<Policy.Contacts, List<String>> byMode = new EnumMap<>(Policy.Contacts.class);
    for (String zone : zones) {
      Policy.Contacts mode = policy.contactsByZone().getOrDefault(zone, policy.contacts());
      byMode.computeIfAbsent(mode, m -> new ArrayList<>()).add(zone);
    }
    List<RegistryConfig> registries = new ArrayList<>();
    byMode.forEach(
        (mode, tlds) -> {
          String name = mode == policy.contacts() ? NAME : NAME + "-" + word(mode);
          registries.add(registry(sandbox, profile(sandbox, policy, name, mode, tlds)));
        });
    return registries;
  }

  private static String word(Policy.Contacts mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static RegistryProfile profile(
      Sandbox sandbox, Policy policy, String name, Policy.Contacts mode, List<String> tlds) {
    return new RegistryProfile(
        name,
        tlds,
        sandbox.credentials().registrarId(),
        SESSIONS,
        model(mode),
        RegistryProfile.PostalPolicy.INT,
        Set.of("Address", "Telephone"),
        new ContactRules(
            Disclosure.NONE,
            policy.serverHandles() ? Handles.SERVER : Handles.CLIENT,
            ContactRules.DEFAULT.handlePrefix(),
            false,
            policy.cnnic()),
        ChangeRules.DEFAULT);
  }

  private static ContactModel model(Policy.Contacts mode) {
    return switch (mode) {
      case FULL -> ContactModel.FULL;
      case REGISTRANT_TECH -> ContactModel.REGISTRANT_TECH;
      case OPTIONAL -> ContactModel.OPTIONAL;
      case NONE -> ContactModel.NONE;
    };
  }

  private static RegistryConfig registry(Sandbox sandbox, RegistryProfile profile) {
    SandboxCredentials credentials = sandbox.credentials();
    return new RegistryConfig(
        profile,
        "epp",
        "127.0.0.1",
        sandbox.port(),
        new RegistryConfig.Tls(
            credentials.authority(),
            credentials.clientCertificate(),
            credentials.clientKey(),
            "localhost"),
        new RegistryConfig.Login(
            credentials.registrarId(), new Secret(credentials.password()), null),
        1,
        new RegistryConfig.Times(
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(50),
            Duration.ofSeconds(30)),
        // a refused login is one that was asked for by a name: nobody has to look at it
        new RegistryConfig.Reconnect(
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30)),
        new RegistryConfig.Traffic(0, 1, 0, 4 << 20, false),
        List.of(),
        profile.contactRules().cnnic() ? List.of(RegistryConfig.CNNIC) : List.of(),
        null,
        null);
  }
}
