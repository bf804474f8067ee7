package dev.domicile.cli;

import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.app.Config;
import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data of a service, opened by a command beside it.
 *
 * @param configured false where it is that of a sandbox, whose registries no file lists
 */
record AdminData(
    Config config,
    boolean configured,
    Database database,
    InstantSource clock,
    Ids ids,
    Accounts accounts,
    Audit audit)
    implements AutoCloseable {

  /** In the audit. */
  static final String ACTOR = "command line";

  private static final String SQLITE = "sqlite:";

  /**
   * @param file the configuration; null for the sandbox's data in the working folder
   */
  static AdminData open(@Nullable Path file) {
    return open(file == null ? sandbox() : Config.loadForCommands(file), file != null);
  }

  /** For a command that speaks to the registries: their secrets and key files must be there. */
  static AdminData openWithRegistries(Path file) {
    return open(Config.load(file), true);
  }

  private static AdminData open(Config config, boolean configured) {
    Database database = Database.open(config.database());
    InstantSource clock = InstantSource.system();
    Ids ids = Ids.system(clock);
    return new AdminData(
        config, configured, database, clock, ids, new Accounts(ids), new Audit(ids));
  }

  Optional<Account> account(String name) {
    return database.read(sql -> accounts.find(sql, name));
  }

  @Override
  public void close() {
    database.close();
  }

  static String unknownAccount(String name) {
    return "there is no account " + name + "; make it with: domicile account create " + name;
  }

  private static Config sandbox() {
    Config config = Config.sandboxDefaults(Path.of(""));
    Path file = Path.of(config.database().substring(SQLITE.length()));
    if (!Files.isRegularFile(file)) {
      throw new StartRefused(
          "there is no --config, and no database "
              + file
              + "; name the configuration with --config FILE, or start domicile serve here first");
    }
    return config;
  }
}
