package dev.domicile.registry.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Sandboxes of the tests: 20 domains, fixed time, fixed randomness. */
final class Lab {

  static final Instant NOW = Instant.parse("2026-05-04T10:20:30.405Z");

  private Lab() {}

  static SandboxOptions options(Path folder) {
    return SandboxOptions.in(folder)
        .withSampleDomains(20)
        .withLogin("registrar1", "secret-123")
        .withClock(InstantSource.fixed(NOW))
        .withRandom(new Random(7));
  }

  static Sandbox start(Path folder) throws Exception {
    return Sandbox.start(options(folder));
  }

  static Sandbox start(Path folder, Rules rules) throws Exception {
    return Sandbox.start(options(folder).withRules(rules));
  }

  static Rules rules() {
    return Rules.defaults().withIdleTimeout(Duration.ofSeconds(30));
  }
}
