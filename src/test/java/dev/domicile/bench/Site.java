package dev.domicile.bench;

import dev.domicile.account.AccessKey;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateAccount;
import dev.domicile.app.Config;
import dev.domicile.app.Seals;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A folder in which a service can be started: configuration, database, an account with its key and
 * its domains.
 */
record Site(Path config, int api, int admin, AccessKey key) {

  /** A registry that nobody is at: what is submitted for it stays waiting. */
  static String closedRegistry(List<String> tlds) throws IOException {
    return """
      - name: closed
        tlds: [%s]
        host: 127.0.0.1
        plain: true
        port: %d
        login: {id: bench, password: nobody-there}
    """
        .formatted(String.join(", ", tlds), Lab.closedPort());
  }

  /**
   * @param registry a list item of the configuration's registries
   */
  static Site make(Path folder, String registry, List<String> domains) throws IOException {
    return make(folder, "sqlite:data/domicile.db", registry, domains);
  }

  /**
   * @param database as the configuration has it
   */
  static Site make(Path folder, String database, String registry, List<String> domains)
      throws IOException {
    int api = Lab.closedPort();
    int admin = Lab.closedPort();
    Path file = folder.resolve("domicile.yaml");
    Files.writeString(
        file,
        """
        database: %s
        masterKey: file:%s
        listen: 127.0.0.1:%d
        admin: 127.0.0.1:%d
        throttle: {perSecond: 0, accountPerSecond: 0, addressFailuresPerSecond: 0}
        registries:
        %s
        """
            .formatted(
                database, folder.resolve("data/master.key"), api, admin, registry.indent(2)));
    return new Site(file, api, admin, fill(Config.loadForCommands(file), domains));
  }

  /** Another process on the same database, with a folder and addresses of its own. */
  Site beside(Path folder) throws IOException {
    int otherApi = Lab.closedPort();
    int otherAdmin = Lab.closedPort();
    Path file = Files.createDirectories(folder).resolve("domicile.yaml");
    Files.writeString(
        file,
        Files.readString(config)
            .replace("127.0.0.1:" + api + "\n", "127.0.0.1:" + otherApi + "\n")
            .replace("127.0.0.1:" + admin + "\n", "127.0.0.1:" + otherAdmin + "\n"));
    return new Site(file, otherApi, otherAdmin, key);
  }

  private static AccessKey fill(Config config, List<String> domains) {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Ids ids = Ids.of(clock, random);
    try (Database database = Database.open(config.database())) {
      Seal seal = Seals.open(config, database);
      AccessKeys keys = new AccessKeys(database, seal, clock);
      Accounts accounts = new Accounts(ids);
      new CreateAccount(database, accounts, keys, new Audit(ids), clock, random)
          .run("bench", Optional.empty(), "bench");
      Account account = database.read(sql -> accounts.find(sql, "bench")).orElseThrow();
      List<DomainName> names = domains.stream().map(DomainName::new).toList();
      database.run(sql -> new Domains(random).hold(sql, account.id(), names, clock.millis()));
      return keys.firstOf(account.id()).orElseThrow();
    }
  }
}
