package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.Await;
import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateAccount;
import dev.domicile.account.KeyPair;
import dev.domicile.api.Operations;
import dev.domicile.app.App;
import dev.domicile.app.Config;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.ImportDomains;
import dev.domicile.portfolio.ImportListener;
import dev.domicile.portfolio.ImportOutcome;
import dev.domicile.portfolio.Registries;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The real service on a folder of its own, as an operator runs it: configured by a file, accounts
 * created, domains imported, driven over HTTP. All its waits are milliseconds.
 */
final class Service implements AutoCloseable {

  static final KeyPair OWNER = new KeyPair("owner-key", "owner-secret");
  static final KeyPair OTHER = new KeyPair("other-key", "other-secret");

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Path folder;
  private final InstantSource clock;
  private final List<Lab> labs;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final List<String> unplayed = new ArrayList<>();
  private Database database;
  private volatile App app;

  Service(Path folder, InstantSource clock, Lab... labs) {
    this.folder = folder;
    this.clock = clock;
    this.labs = List.of(labs);
    key("database", '"' + TestDatabases.url(folder, "data/domicile.db") + '"');
    key("listen", "127.0.0.1:0");
    key("admin", "127.0.0.1:0");
    key("throttle", "{perSecond: 0, accountPerSecond: 0, addressFailuresPerSecond: 0}");
    key(
        "engine",
        // where a restart is not told from another process, what was under way waits for the lease
        "{lease: 4s, poll: 10ms, stopTimeout: 5s, backoff: {first: 5ms, most: 20ms}, settle:"
            + " {first: 5ms, most: 20ms}, gate: {first: 5ms, most: 25ms}, pendingCheck: {first:"
            + " 5ms, most: 20ms}}");
  }

  /**
   * With the accounts owner and other; the sample's first {@link Lab#DOMAINS} names are the
   * owner's.
   */
  static Service start(Path folder, Lab... labs) {
    return new Service(folder, InstantSource.system(), labs).begin();
  }

  /** Sets a key of the configuration, for the next start. */
  Service key(String key, String value) {
    keys.put(key, value);
    return this;
  }

  /** Adds a registry that no lab plays, for the next start. */
  Service registry(String yaml) {
    unplayed.add(yaml);
    return this;
  }

  Service begin() {
    Config config = configure();
    database = Database.open(config.database());
    account("owner", OWNER);
    account("other", OTHER);
    hold("owner", SampleDomains.names(Lab.DOMAINS));
    app = new App(config, clock);
    return this;
  }

  void stop() {
    if (app != null) {
      app.close();
      app = null;
    }
  }

  /** With the configuration as it is now. */
  void restart() {
    stop();
    app = new App(configure(), clock);
  }

  /** Lets something happen to the database while nothing has it open; then starts nothing. */
  void stopAnd(Runnable happens) {
    stop();
    database.close();
    happens.run();
    database = Database.open(configure().database());
  }

  String databaseUrl() {
    return configure().database();
  }

  private Config configure() {
    StringBuilder yaml = new StringBuilder();
    keys.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    yaml.append("registries:\n");
    labs.forEach(lab -> yaml.append(lab.yaml()));
    unplayed.forEach(yaml::append);
    Path file = folder.resolve("domicile.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Config.load(file);
  }

  private void account(String name, KeyPair pair) {
    Path masterKey = data().resolve("master.key");
    Seal seal = Seal.open(MasterKey.open(masterKey, true), database);
    Ids ids = Ids.of(clock, RANDOM);
    CreateAccount create =
        new CreateAccount(
            database,
            new Accounts(ids),
            new AccessKeys(database, seal, clock),
            new Audit(ids),
            clock,
            RANDOM);
    assertInstanceOf(
        CreateAccount.Outcome.Created.class, create.run(name, Optional.of(pair), "journey"));
  }

  /** Brings names into an account's portfolio, as the import command does. */
  void hold(String account, List<String> names) {
    Config config = Config.loadForCommands(folder.resolve("domicile.yaml"));
    Ids ids = Ids.of(clock, RANDOM);
    Account holder = database.read(sql -> new Accounts(ids).find(sql, account)).orElseThrow();
    Path csv = folder.resolve("domains-" + UUID.randomUUID() + ".csv");
    try {
      Files.writeString(csv, "DomainName\n" + String.join("\n", names) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ImportDomains run =
        new ImportDomains(
            database,
            new Domains(RANDOM),
            new Audit(ids),
            clock,
            config.apiTimeZone(),
            Optional.of(Registries.of(config.tldsByRegistry())));
    ImportOutcome outcome =
        run.run(csv, holder.id(), ImportDomains.Mode.UPSERT, "journey", false, ImportListener.NONE);
    assertInstanceOf(ImportOutcome.Imported.class, outcome, outcome::toString);
  }

  /** Everything that the service keeps; the registries' folders lie elsewhere. */
  Path data() {
    return folder.resolve("data");
  }

  Database database() {
    return database;
  }

  Tables tables() {
    return new Tables(database);
  }

  Operations operations() {
    return app.operations();
  }

  /** As the SDKs want it: host and port, no scheme. */
  String endpoint() {
    return "127.0.0.1:" + app.api().getPort();
  }

  /** A signed call of the owner. */
  SignedCall call(String action) {
    return call(OWNER, action);
  }

  SignedCall call(KeyPair key, String action) {
    return new SignedCall(endpoint(), key, clock.instant()).with("Action", action);
  }

  SignedCall submit(String contactType, List<String> names) {
    return call(SignedCall.SUBMIT).with(Sample.contact(contactType)).withNames(names);
  }

  SignedCall list(String taskNo) {
    return call(SignedCall.LIST)
        .with("TaskNo", taskNo)
        .with("PageNum", "1")
        .with("PageSize", "1000");
  }

  /** Submits and returns the TaskNo. */
  String accepted(SignedCall submit) {
    Reply reply = submit.send();
    assertEquals(200, reply.status(), reply::text);
    return reply.field("TaskNo");
  }

  /** The rows of a task, once none of them has work before it. */
  List<Map<String, String>> ended(String taskNo) {
    awaitEnd(taskNo);
    return list(taskNo).send().rows();
  }

  void awaitEnd(String taskNo) {
    Await.until("task " + taskNo + " ends", () -> tables().stepsUnderWay(taskNo) == 0);
  }

  /** Whether the API takes connections. */
  boolean answers() {
    App running = app;
    if (running == null) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(running.api(), 1_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  String adminAddress() {
    return "http://127.0.0.1:" + app.admin().getPort();
  }

  String admin(String path) {
    return adminAnswer(path).body();
  }

  HttpResponse<String> adminAnswer(String path) {
    URI uri = URI.create(adminAddress() + path);
    try {
      return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Stops the service; the registries are their makers' to close. */
  @Override
  public void close() {
    stop();
    if (database != null) {
      database.close();
    }
  }
}
