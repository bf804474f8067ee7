package dev.domicile.app;

import dev.domicile.account.AccessKeys;
import dev.domicile.account.StoredNonces;
import dev.domicile.api.AdminFront;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Gateway;
import dev.domicile.api.HttpFront;
import dev.domicile.api.NonceStore;
import dev.domicile.api.Operations;
import dev.domicile.api.PolicyPermissions;
import dev.domicile.api.RateThrottle;
import dev.domicile.audit.Audit;
import dev.domicile.audit.AuditChain;
import dev.domicile.audit.AuditLog;
import dev.domicile.change.AcknowledgeTaskResult;
import dev.domicile.change.BatchSubmission;
import dev.domicile.change.CancelTask;
import dev.domicile.change.ChangeLogList;
import dev.domicile.change.ChangeRunners;
import dev.domicile.change.ClientTokens;
import dev.domicile.change.ContactChangeStep;
import dev.domicile.change.ContactInfoQuery;
import dev.domicile.change.ContactLook;
import dev.domicile.change.DomainDetail;
import dev.domicile.change.DomainQuery;
import dev.domicile.change.Feed;
import dev.domicile.change.LockChangeStep;
import dev.domicile.change.LockRelease;
import dev.domicile.change.PollTaskResult;
import dev.domicile.change.Retention;
import dev.domicile.change.SubmitByNewContact;
import dev.domicile.change.SubmitByProfile;
import dev.domicile.change.SubmitDesk;
import dev.domicile.change.SubmitLock;
import dev.domicile.change.SubmitLook;
import dev.domicile.change.TaskDetailHistory;
import dev.domicile.change.TaskDetailList;
import dev.domicile.change.TaskInfoHistory;
import dev.domicile.change.TaskList;
import dev.domicile.change.VerifyContact;
import dev.domicile.change.Workbench;
import dev.domicile.contact.ChangeProfile;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.ProfileList;
import dev.domicile.contact.Profiles;
import dev.domicile.contact.RegistryContacts;
import dev.domicile.contact.SaveProfile;
import dev.domicile.events.Outbox;
import dev.domicile.ops.Metrics;
import dev.domicile.portfolio.DomainFields;
import dev.domicile.portfolio.DomainList;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.NamesInMemory;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.Registries;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.seal.KeyUse;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.BackupMark;
import dev.domicile.store.Database;
import dev.domicile.store.Dialect;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.StartRefused;
import dev.domicile.task.Acknowledgements;
import dev.domicile.task.Cancellations;
import dev.domicile.task.Journal;
import dev.domicile.task.Node;
import dev.domicile.task.NodeLease;
import dev.domicile.task.TaskLists;
import dev.domicile.task.TaskOrigins;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.TaskResults;
import dev.domicile.task.Underway;
import dev.domicile.task.Workers;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The map of the program: every part, made by hand in the order in which the parts need each other,
 * and stopped in the reverse order. Nothing is decided here.
 */
public final class App implements AutoCloseable {

  /**
   * A refused contact is not offered again for this long: each step of its batch would be refused
   * by itself.
   */
  private static final Duration CONTACT_REFUSAL_HOLDS = Duration.ofSeconds(30);

  /** Nonces run out over minutes; more often would only take the write lock from submits. */
  private static final Duration HOUSEKEEPING_EVERY = Duration.ofMinutes(1);

  /** A rotation waits this long for the service, at most. */
  private static final Duration KEY_LOOKED_AT_EVERY = Duration.ofSeconds(2);

  /** An entry that is not yet chained can be altered unseen. */
  private static final Duration CHAIN_EVERY = Duration.ofSeconds(1);

  /** Some ten milliseconds; a longer transaction would keep submits waiting. */
  private static final int CHAIN_PIECE = 500;

  private final Closing closing = new Closing();
  private final Map<String, Registry> registries;
  private final boolean tls;
  private final InetSocketAddress api;
  private final InetSocketAddress admin;
  private final Operations operations;

  /**
   * Starts the service; at the return it answers.
   *
   * @throws dev.domicile.store.StartRefused with one line, if something it needs is not as it must
   *     be
   */
  public App(Config config, InstantSource clock) {
    try {
      SecureRandom random = new SecureRandom();
      Ids ids = Ids.of(clock, random);
      Metrics metrics = new Metrics();

      closing.add("process lock", ProcessLock.of(config.database()));
      Database database = closing.add("database", Database.open(config.database()));
      refuseBackup(database);
      MasterKey masterKey = Seals.masterKey(config, database);
      Seal seal = Seal.open(masterKey, database);
      KeyUse keyUse = new KeyUse(database, masterKey, ids.uuid(), clock);
      keyUse.run();
      closing.add("key use", keyUse::end);
      closing.add(
          "master key", Housekeeping.of("master-key", clock, KEY_LOOKED_AT_EVERY, keyUse::run));
      Audit audit = new Audit(ids);
      AccessKeys keys = new AccessKeys(database, seal, clock);
      GroupCommit group =
          closing.add("journal", new GroupCommit(database, config.engine().groupCommit()));

      Domains domains = new Domains(random);
      NamesInMemory names =
          closing.add(
              "names in memory",
              new NamesInMemory(
                  database, domains, config.limits().namesInMemory(), System::nanoTime));
      Readings readings = new Readings(seal);
      Registries registryOf = Registries.of(config.tldsByRegistry());
      Map<String, RegistryProfile> profiles =
          config.registries().stream()
              .map(RegistryConfig::profile)
              .collect(Collectors.toMap(RegistryProfile::name, profile -> profile));
      Contacts contacts = new Contacts(database, seal, ids, clock);
      RegistryContacts registryContacts =
          new RegistryContacts(
              database, contacts, seal, audit, clock, random, CONTACT_REFUSAL_HOLDS);

      NodeLease lease = new NodeLease(ids.uuid(), config.engine().lease());
      Node node = closing.add("node", new Node(database, clock, lease, config.engine().poll()));
      Sharing sharing = Sharing.of(database, node, clock, metrics, config);
      registries = new Connectors(clock, random, metrics, lease::holds, sharing).open(config);
      closing.add(
          "registries", () -> registries.values().parallelStream().forEach(Registry::close));

      Journal journal = new Journal(group, clock, Settings.engine(config.engine()));
      TransferLocks locks = new TransferLocks();
      Workbench bench =
          new Workbench(
              registries,
              database,
              journal,
              readings,
              audit,
              clock,
              config.freshFor(),
              Counting.pending(metrics));
      Outbox outbox = new Outbox(seal);
      Feed feed = new Feed(database, outbox, contacts, ids, clock, Deliveries.fed(config));
      Workers workers =
          new Workers(
              database,
              journal,
              clock,
              node,
              Settings.engine(config.engine()),
              Settings.inFlight(config),
              ChangeRunners.of(
                  new ContactChangeStep(
                      bench, registryContacts, locks, feed, config.transferLockFor()),
                  new LockChangeStep(bench, locks)),
              Counting.engine(metrics, registries.keySet()));

      ClientTokens tokens = new ClientTokens(database, seal, clock);
      BatchSubmission submission =
          new BatchSubmission(
              database, domains, new TaskQueue(ids, clock), audit, clock, workers::wake, tokens);
      SubmitLook look =
          new SubmitLook(
              registries,
              database,
              domains,
              readings,
              ids,
              clock,
              config.freshFor(),
              config.verifyAtSubmit());
      TaskRecords records = new TaskRecords();
      Cancellations cancellations = new Cancellations(database, clock);
      SubmitDesk desk =
          new SubmitDesk(
              registryOf, profiles, config.maxDomainsPerTask(), look, submission, tokens);
      ContactLook contactLook =
          new ContactLook(registries, database, readings, ids, clock, config.freshFor());
      Profiles kept = new Profiles(seal, ids, audit, clock);
      ApiTime time = new ApiTime(config.apiTimeZone());
      DomainDetail detail =
          new DomainDetail(readings, contacts, registryOf, new Underway(), new DomainFields(time));
      operations =
          new Operations(
              List.of(
                  new SubmitByNewContact(desk, contacts),
                  new SubmitByProfile(
                      SubmitByProfile.Form.BATCH, desk, contacts, kept, database, domains),
                  new SubmitByProfile(
                      SubmitByProfile.Form.BATCH_INTERNATIONAL,
                      desk,
                      contacts,
                      kept,
                      database,
                      domains),
                  new SubmitByProfile(
                      SubmitByProfile.Form.SINGLE, desk, contacts, kept, database, domains),
                  new SubmitLock(SubmitLock.Form.SINGLE_TRANSFER, desk, locks, time, clock),
                  new SubmitLock(SubmitLock.Form.BATCH_TRANSFER, desk, locks, time, clock),
                  new SubmitLock(SubmitLock.Form.SINGLE_UPDATE, desk, locks, time, clock),
                  new SubmitLock(SubmitLock.Form.BATCH_UPDATE, desk, locks, time, clock),
                  new ContactInfoQuery(
                      desk, database, domains, readings, contacts, contactLook, time),
                  new VerifyContact(desk),
                  new SaveProfile(database, kept),
                  new ProfileList(database, kept, time),
                  new ChangeProfile(ChangeProfile.Form.DELETE, database, kept),
                  new ChangeProfile(ChangeProfile.Form.SET_DEFAULT, database, kept),
                  new TaskDetailList(database, records, domains, time),
                  new TaskDetailHistory(database, records, domains, time),
                  new TaskList(database, new TaskLists(), time),
                  new TaskInfoHistory(database, new TaskLists(), time),
                  new PollTaskResult(database, records, new TaskResults(), domains, time),
                  new AcknowledgeTaskResult(database, new Acknowledgements()),
                  new CancelTask(database, records, cancellations, audit, clock),
                  new DomainList(database, domains, names, time, clock),
                  DomainQuery.byDomainName(database, domains, detail, clock),
                  DomainQuery.byInstanceId(database, domains, detail, clock),
                  new ChangeLogList(database, new AuditLog(), new TaskOrigins(), time)));

      AuditChain chain = new AuditChain(database, seal, CHAIN_PIECE);
      Housekeeping chaining =
          closing.add(
              "audit chain",
              Housekeeping.of("audit-chain", clock, CHAIN_EVERY, new AuditHead(chain, clock)::run));
      Retention retention =
          new Retention(database, chain, audit, Settings.retention(config.retention()), clock);
      Housekeeping removing =
          closing.add(
              "retention",
              new Housekeeping(
                  "retention",
                  clock,
                  config.retention().every(),
                  config.retention().pause(),
                  List.of(
                      retention::tasks,
                      retention::beforeImages,
                      retention::contacts,
                      retention::changes)));
      StoredNonces nonces = new StoredNonces(database);
      Housekeeping sweeping =
          closing.add(
              "housekeeping",
              Housekeeping.of(
                  "housekeeping",
                  clock,
                  HOUSEKEEPING_EVERY,
                  () -> nonces.sweep(clock.millis()),
                  keys::sweep,
                  tokens::sweep,
                  new LockRelease(database, locks, registryOf, submission, clock)::run));
      NonceStore nonceStore =
          (key, nonce, until) -> nonces.record(key, nonce, until.toEpochMilli(), clock.millis());
      Gateway gateway =
          new Gateway(
              Settings.gateway(config),
              new Gateway.Doors(
                  keys,
                  operations,
                  nonceStore,
                  new RateThrottle(config.throttle(), System::nanoTime),
                  new PolicyPermissions(),
                  Counting.requests(metrics)),
              clock,
              UUID::randomUUID);

      StoreFigures figures =
          new StoreFigures(
              database,
              outbox,
              List.copyOf(registries.keySet()),
              Deliveries.streamNames(config),
              clock);
      figures.tell(metrics);
      Counting.database(metrics, database);
      HttpFront front = new HttpFront("listen", Settings.apiFront(config), gateway);
      ProcessFigures process = new ProcessFigures(metrics, clock);
      process.tellChores(List.of(chaining, removing, sweeping));
      process.tellDisk(config);
      process.tellCertificates(config, front::certificateUntil);
      Health health = new Health(database);
      admin =
          listen(
              "admin",
              new HttpFront(
                  "admin",
                  Settings.adminFront(config),
                  new AdminFront(health.pages(metrics, figures))));
      cancellations.resume();
      // only where there can be no other process are all leases from before this start
      workers.start(database.dialect() == Dialect.SQLITE);
      closing.add("workers", workers);
      closing
          .add(
              "deliveries",
              new Deliveries(
                  config,
                  registries,
                  database,
                  outbox,
                  readings,
                  workers,
                  ids,
                  clock,
                  random,
                  metrics))
          .start();
      tls = config.tls() != null;
      api = listen("listen", front);
      closing.add("readiness", health::stopping);
      health.ready();
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** It is behind its registries, and must not go on as if it were not. */
  private static void refuseBackup(Database database) {
    database
        .read(BackupMark::find)
        .ifPresent(
            mark -> {
              throw new StartRefused(
                  "database "
                      + database.place()
                      + " was put back from a backup of "
                      + Instant.ofEpochMilli(mark.madeAt())
                      + "; run: domicile database restored");
            });
  }

  private InetSocketAddress listen(String key, HttpFront front) {
    try {
      return closing.add(key, front).start();
    } catch (IOException e) {
      throw new StartRefused(key + ": " + e.getMessage(), e);
    }
  }

  /** Where the API listens. */
  public InetSocketAddress api() {
    return api;
  }

  /** The API's address as clients are to be given it; the certificate may know it by a name. */
  public String apiUrl() {
    String host = api.getAddress().getHostAddress();
    boolean v6 = api.getAddress() instanceof Inet6Address;
    return (tls ? "https://" : "http://") + (v6 ? "[" + host + "]" : host) + ":" + api.getPort();
  }

  /** Where health and metrics are served. */
  public InetSocketAddress admin() {
    return admin;
  }

  /** What the API serves. */
  public Operations operations() {
    return operations;
  }

  /** By name; for looking at what a registry holds. */
  public Map<String, Registry> registries() {
    return registries;
  }

  /**
   * In the reverse order of the start: no more requests, steps under way end, sessions are logged
   * out.
   */
  @Override
  public void close() {
    closing.close();
  }
}
