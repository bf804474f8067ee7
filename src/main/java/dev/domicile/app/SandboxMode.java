package dev.domicile.app;

import dev.domicile.account.AccessKey;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateAccount;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.StartRefused;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A service with a registry of its own: sandbox registry, sample portfolio, account {@code demo}.
 * What serve is without a configuration, and what the demo runs on.
 */
public final class SandboxMode implements AutoCloseable {

  public static final String ACCOUNT = "demo";
  public static final String REGISTRY = SandboxRegistries.NAME;

  /** In which the sandbox's state lies, seen from the service's folder. */
  public static final String STATE = "data/sandbox";

  private final Sandbox sandbox;
  private final App app;
  private final AccessKey key;

  /**
   * @param options of the registry
   * @param names of which those that nobody holds come into the demo account
   */
  public SandboxMode(Config base, SandboxOptions options, List<String> names, InstantSource clock) {
    this.sandbox = startRegistry(options);
    try {
      Config config = base.withRegistries(SandboxRegistries.of(sandbox, options.rules().policy()));
      this.key = prepare(config, names, clock);
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

  private static Sandbox startRegistry(SandboxOptions options) {
    try {
      return Sandbox.start(options);
    } catch (IOException e) {
      throw new StartRefused("sandbox registry: " + e.getMessage(), e);
    }
  }

  /** At the first start: the account with its key. */
  private static AccessKey prepare(Config config, List<String> names, InstantSource clock) {
    SecureRandom random = new SecureRandom();
    try (Database database = Database.open(config.database())) {
      Seal seal = Seals.open(config, database);
      Accounts accounts = new Accounts(Ids.of(clock, random));
      AccessKeys keys = new AccessKeys(database, seal, clock);
      if (database.read(sql -> accounts.find(sql, ACCOUNT)).isEmpty()) {
        new CreateAccount(database, accounts, keys, new Audit(Ids.of(clock, random)), clock, random)
            .run(ACCOUNT, Optional.empty(), "sandbox");
      }
      Account account = database.read(sql -> accounts.find(sql, ACCOUNT)).orElseThrow();
      List<DomainName> domains =
          names.stream().map(name -> DomainName.parse(name).orElseThrow()).toList();
      database.run(sql -> new Domains(random).hold(sql, account.id(), domains, clock.millis()));
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
