package dev.domicile.registry.sandbox;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox is started.
 *
 * @param folder holds everything it keeps; made if absent
 * @param port on loopback; 0 for a free one
 * @param sampleDomains put into a new folder, see {@link SampleDomains}; 0 to 1,000,000
 * @param registrarId the clID that may log in and that sponsors the sample, 3 to 16 characters
 * @param password of 6 to 16 characters; null to use the one kept in the folder, made at the first
 *     start
 * @param clock for dates the registry shows; certificates go by the machine's clock
 * @param random for identifiers, authorization information and the password
 */
public record SandboxOptions(
    Path folder,
    int port,
    int sampleDomains,
    String registrarId,
    @Nullable String password,
    Rules rules,
    Fault.Plan faults,
    InstantSource clock,
    RandomGenerator random) {

  public SandboxOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port);
    }
    if (sampleDomains < 0 || sampleDomains > 1_000_000) {
      throw new IllegalArgumentException("sample domains: " + sampleDomains);
    }
    if (!registrarId.matches("[!-~]{3,16}")) {
      throw new IllegalArgumentException("registrar id: 3 to 16 printable ASCII characters");
    }
    if (password != null && !password.matches("[!-~]{6,16}")) {
      throw new IllegalArgumentException("password: 6 to 16 printable ASCII characters");
    }
  }

  /** A free port, 1,000 sample domains, registrar {@code registrar1}, {@link Rules#defaults()}. */
  public static SandboxOptions in(Path folder) {
    return new SandboxOptions(
        folder,
        0,
        1_000,
        "registrar1",
        null,
        Rules.defaults(),
        Fault.Plan.none(),
        InstantSource.system(),
        new SecureRandom());
  }

  public SandboxOptions withPort(int to) {
    return new SandboxOptions(
        folder, to, sampleDomains, registrarId, password, rules, faults, clock, random);
  }

  public SandboxOptions withSampleDomains(int to) {
    return new SandboxOptions(
        folder, port, to, registrarId, password, rules, faults, clock, random);
  }

  public SandboxOptions withLogin(String clId, @Nullable String pw) {
    return new SandboxOptions(folder, port, sampleDomains, clId, pw, rules, faults, clock, random);
  }

  public SandboxOptions withRules(Rules to) {
    return new SandboxOptions(
        folder, port, sampleDomains, registrarId, password, to, faults, clock, random);
  }

  public SandboxOptions withFaults(Fault.Plan to) {
    return new SandboxOptions(
        folder, port, sampleDomains, registrarId, password, rules, to, clock, random);
  }

  public SandboxOptions withClock(InstantSource to) {
    return new SandboxOptions(
        folder, port, sampleDomains, registrarId, password, rules, faults, to, random);
  }

  public SandboxOptions withRandom(RandomGenerator to) {
    return new SandboxOptions(
        folder, port, sampleDomains, registrarId, password, rules, faults, clock, to);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SandboxOptions[folder="
        + folder
        + " port="
        + port
        + " registrarId="
        + registrarId
        + " rules="
        + rules
        + "]";
  }
}
