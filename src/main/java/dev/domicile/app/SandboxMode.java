package dev.domicile.app;

import dev.domicile.account.AccessKey;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateAccount;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.StartRefused;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service with a registry of its own: sandbox registry, sample portfolio, account {@code demo}.
 * What serve is without a configuration, and what the demo runs on.
 */
public final class SandboxMode implements AutoCloseable {

  public static final String ACCOUNT = "demo";
  public static final String REGISTRY = "sandbox";

  private static final int SESSIONS = 4;

  private final Sandbox sandbox;
  private final App app;
  private final AccessKey key;

  /**
   * @param folder in which {@code data} lies
   * @param domains sample domains of a new folder
   */
  public SandboxMode(Config base, Path folder, int domains, InstantSource clock) {
    this.sandbox = startRegistry(folder, domains);
    try {
      Config config = base.withRegistries(List.of(registry(sandbox)));
      this.key = prepare(config, domains, clock);
      this.app = new App(config, clock);
    } catch (RuntimeException e) {
      closeRegistry();
      throw e;
    }
  }

  public App app() {
    return app;
  }

  /** The demo account's key, for the example call; a sandbox has no secrets worth hiding. */
  public AccessKey key() {
    return key;
  }

  public int registryPort() {
    return sandbox.port();
  }

  @Override
  public void close() {
    app.close();
    closeRegistry();
  }

  private static Sandbox startRegistry(Path folder, int domains) {
    try {
      return Sandbox.start(
          SandboxOptions.in(folder.resolve("data/sandbox")).withSampleDomains(domains));
    } catch (IOException e) {
      throw new StartRefused("sandbox registry: " + e.getMessage(), e);
    }
  }

  private static RegistryConfig registry(Sandbox sandbox) {
    SandboxCredentials credentials = sandbox.credentials();
    RegistryProfile profile =
        new RegistryProfile(
            REGISTRY,
            SampleDomains.TLDS,
            credentials.registrarId(),
            SESSIONS,
            RegistryProfile.ContactModel.FULL,
            RegistryProfile.PostalPolicy.INT,
            Set.of("Address", "Telephone"));
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
        new RegistryConfig.Reconnect(
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)),
            Duration.ofHours(1),
            Duration.ofMinutes(5)),
        new RegistryConfig.Traffic(0, 1, 0, 4 << 20, false),
        List.of(),
        List.of(),
        null,
        null);
  }

  /** At the first start: the account with its key, and the sample's domains in its portfolio. */
  private static AccessKey prepare(Config config, int domains, InstantSource clock) {
    SecureRandom random = new SecureRandom();
    try (Database database = Database.open(config.database())) {
      Seal seal = Seals.open(config, database);
      Accounts accounts = new Accounts(Ids.of(clock, random));
      AccessKeys keys = new AccessKeys(database, seal, clock);
      Optional<Account> known = database.read(sql -> accounts.find(sql, ACCOUNT));
      if (known.isEmpty()) {
        CreateAccount create =
            new CreateAccount(
                database, accounts, keys, new Audit(Ids.of(clock, random)), clock, random);
        create.run(ACCOUNT, Optional.empty(), "sandbox");
        Account made = database.read(sql -> accounts.find(sql, ACCOUNT)).orElseThrow();
        List<DomainName> names =
            SampleDomains.names(domains).stream()
                .map(name -> DomainName.parse(name).orElseThrow())
                .toList();
        database.run(sql -> new Domains(random).hold(sql, made.id(), names, clock.millis()));
      }
      Account account = database.read(sql -> accounts.find(sql, ACCOUNT)).orElseThrow();
      return keys.firstOf(account.id())
          .orElseThrow(() -> new StartRefused("account demo has no access key"));
    }
  }

  private void closeRegistry() {
    try {
      sandbox.close();
    } catch (IOException e) {
      throw new IllegalStateException("the sandbox registry did not close", e);
    }
  }
}
