package dev.domicile.crash;

import dev.domicile.account.AccessKey;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateAccount;
import dev.domicile.account.KeyPair;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A service's folder: configuration, and a database with one account that holds the sandbox's
 * sample domains.
 */
final class Installation {

  private static final KeyPair PAIR = new KeyPair("crash-key", "crash-secret");

  final Path file;
  final AccessKey key;

  /**
   * @param domains of the sample, held by the account
   */
  Installation(Path folder, String yaml, int domains) throws IOException {
    Files.createDirectories(folder);
    file = folder.resolve("domicile.yaml");
    Files.writeString(file, yaml);
    key = prepare(domains);
  }

  /**
   * Waits are short, so that what is sent again comes soon. The lease is not: a restart that waited
   * for it would meet every deadline here.
   *
   * @param patience how long an answer is awaited, and at a stop the end of what is under way
   */
  static String yaml(SandboxCredentials registry, int port, Duration patience) {
    return """
    listen: 127.0.0.1:0
    admin: 127.0.0.1:0
    throttle: {perSecond: 0, accountPerSecond: 0, addressFailuresPerSecond: 0}
    engine:
      lease: 10m
      poll: 20ms
      settle: {first: 10ms, most: 100ms}
      backoff: {first: 10ms, most: 100ms}
      gate: {first: 10ms, most: 100ms}
      stopTimeout: %1$dms
    registries:
      - name: lab
        tlds: [%2$s]
        host: 127.0.0.1
        port: %3$d
        tls: {ca: %4$s, certificate: %5$s, key: %6$s, hostname: localhost}
        login: {id: %7$s, password: "%8$s"}
        sessions: 4
        timeout: %1$dms
        reconnect: {first: 10ms, most: 100ms, refused: 100ms}
    """
        .formatted(
            patience.toMillis(),
            String.join(", ", SampleDomains.TLDS),
            port,
            registry.authority(),
            registry.clientCertificate(),
            registry.clientKey(),
            registry.registrarId(),
            registry.password());
  }

  Program serve() {
    return Program.start("serve", "--config", file.toString());
  }

  /** A look into the database, beside the service if that runs. */
  <T> T look(BiFunction<Sql, Seal, T> look) {
    Config config = Config.load(file);
    try (Database database = Database.open(config.database())) {
      Seal seal = Seals.open(config, database);
      return database.read(sql -> look.apply(sql, seal));
    }
  }

  /** A change of the database that no command of the product makes. */
  void alter(String statement) {
    try (Database database = Database.open(Config.load(file).database())) {
      database.run(sql -> sql.update(statement));
    }
  }

  private AccessKey prepare(int domains) {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Config config = Config.load(file);
    try (Database database = Database.open(config.database())) {
      Ids ids = Ids.of(clock, random);
      AccessKeys keys = new AccessKeys(database, Seals.open(config, database), clock);
      new CreateAccount(database, new Accounts(ids), keys, new Audit(ids), clock, random)
          .run("crash", Optional.of(PAIR), "test");
      AccessKey made = keys.find(PAIR.id()).orElseThrow();
      List<DomainName> names =
          SampleDomains.names(domains).stream()
              .map(name -> DomainName.parse(name).orElseThrow())
              .toList();
      database.run(
          sql -> new Domains(random).hold(sql, made.caller().accountId(), names, clock.millis()));
      return made;
    }
  }
}
