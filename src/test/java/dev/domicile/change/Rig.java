package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.Await;
import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.audit.Audit;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.RegistryContacts;
import dev.domicile.events.Outbox;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.Registries;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.epp.EppEvents;
import dev.domicile.registry.epp.EppRegistry;
import dev.domicile.registry.epp.EppSettings;
import dev.domicile.registry.epp.SessionTrids;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.GroupCommit;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.Backlog;
import dev.domicile.task.EngineSettings;
import dev.domicile.task.Journal;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.TaskRecords;
import dev.domicile.task.Waits;
import dev.domicile.task.Workers;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The parts of a change around a sandbox registry over real TLS, for tests of this room. */
final class Rig implements AutoCloseable {

  static final Caller OWNER = new Caller(1, "owner", "key1");
  static final Caller OTHER = new Caller(2, "other", "key2");

  private static final EngineSettings ENGINE =
      new EngineSettings(
          Duration.ofSeconds(60),
          Duration.ofMillis(5),
          new Waits(Duration.ofMillis(5), Duration.ofMillis(50)),
          new Waits(Duration.ofMillis(5), Duration.ofMillis(50)),
          new Waits(Duration.ofMillis(5), Duration.ofMillis(50)),
          new Waits(Duration.ofMillis(20), Duration.ofMillis(100)),
          Duration.ZERO,
          Duration.ofSeconds(10));

  private static final Duration FRESH_FOR = Duration.ofHours(24);

  final Sandbox sandbox;
  final Database database;
  final Readings readings;
  final TransferLocks locks = new TransferLocks();
  final Registry registry;
  final Operation submit;
  final Operation list;
  final Operation lock;
  final LockRelease release;
  final ClientTokens tokens;
  final AtomicInteger overdueLooks = new AtomicInteger();
  private final PendingWatch overdue = (name, domain, waits) -> overdueLooks.incrementAndGet();
  private final GroupCommit group;
  private final Workers workers;

  Rig(Path folder, InstantSource clock, int domains) throws Exception {
    this(folder, clock, domains, 0, Fault.Plan.none());
  }

  Rig(Path folder, InstantSource clock, int domains, Fault.Plan faults) throws Exception {
    this(folder, clock, domains, 0, faults);
  }

  /**
   * @param verified largest batch that is looked at before it is accepted
   */
  Rig(Path folder, InstantSource clock, int domains, int verified, Fault.Plan faults)
      throws Exception {
    this(folder, clock, domains, verified, faults, TestDatabases.url(folder, "domicile.db"));
  }

  /** On a database that is not the one chosen for the run. */
  Rig(Path folder, InstantSource clock, int domains, int verified, Fault.Plan faults, String url)
      throws Exception {
    this(folder, clock, domains, verified, faults, url, one -> one, one -> one);
  }

  /** With something around the database and the registry. */
  Rig(
      Path folder,
      InstantSource clock,
      int domains,
      int verified,
      Fault.Plan faults,
      String url,
      UnaryOperator<Database> aroundDatabase,
      UnaryOperator<Registry> aroundRegistry)
      throws Exception {
    sandbox =
        Sandbox.start(
            SandboxOptions.in(folder.resolve("sandbox"))
                .withSampleDomains(domains)
                .withRules(Rules.defaults().withRefuseRepeatedClTrids(true))
                .withFaults(faults));
    database = aroundDatabase.apply(Database.open(url));
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    SecureRandom random = new SecureRandom();
    Ids ids = Ids.of(clock, random);
    Domains held = new Domains(random);
    database.run(
        sql ->
            held.hold(
                sql,
                OWNER.accountId(),
                SampleDomains.names(domains).stream()
                    .map(n -> DomainName.parse(n).orElseThrow())
                    .toList(),
                clock.millis()));
    RegistryProfile profile =
        new RegistryProfile(
            "lab",
            SampleDomains.TLDS,
            sandbox.credentials().registrarId(),
            4,
            RegistryProfile.ContactModel.FULL,
            RegistryProfile.PostalPolicy.INT,
            Set.of("Address", "Telephone"),
            RegistryProfile.ContactRules.DEFAULT,
            new RegistryProfile.ChangeRules(
                true,
                RegistryProfile.Unsupported.LOCAL,
                Duration.ofDays(3),
                RegistryProfile.ReadBack.OFF,
                false));
    registry = aroundRegistry.apply(epp(profile, sandbox, clock));
    readings = new Readings(seal);
    group = new GroupCommit(database, 200);
    Journal journal = new Journal(group, clock, ENGINE);
    Contacts contacts = new Contacts(database, seal, ids, clock);
    Audit audit = new Audit(ids);
    Workbench bench =
        new Workbench(
            Map.of("lab", registry), database, journal, readings, audit, clock, FRESH_FOR, overdue);
    RegistryContacts registryContacts =
        new RegistryContacts(database, contacts, seal, audit, clock, random, Duration.ZERO);
    workers =
        new Workers(
            database,
            journal,
            clock,
            ids.uuid(),
            ENGINE,
            Map.of("lab", 32),
            ChangeRunners.of(
                new ContactChangeStep(
                    bench,
                    registryContacts,
                    locks,
                    new Feed(database, new Outbox(seal), contacts, ids, clock, Set.of()),
                    Duration.ofDays(60)),
                new LockChangeStep(bench, locks)));
    SubmitLook look =
        new SubmitLook(
            Map.of("lab", registry), database, held, readings, ids, clock, FRESH_FOR, verified);
    Registries served = Registries.of(Map.of("lab", SampleDomains.TLDS));
    tokens = new ClientTokens(database, seal, clock);
    BatchSubmission submission =
        new BatchSubmission(
            database, held, new TaskQueue(ids, clock), audit, clock, workers::wake, tokens);
    release = new LockRelease(database, locks, served, submission, clock);
    SubmitDesk desk =
        new SubmitDesk(served, Map.of("lab", profile), 10_000, look, submission, tokens);
    ApiTime time = new ApiTime(ZoneId.of("Asia/Shanghai"));
    submit = new SubmitByNewContact(desk, contacts);
    list = new TaskDetailList(database, new TaskRecords(), held, time);
    lock = new SubmitLock(SubmitLock.Form.BATCH_TRANSFER, desk, locks, time, clock);
  }

  static EppRegistry epp(RegistryProfile profile, Sandbox sandbox, InstantSource clock) {
    SandboxCredentials credentials = sandbox.credentials();
    EppSettings settings =
        EppSettings.of(
            "127.0.0.1",
            sandbox.port(),
            new EppSettings.Tls(
                credentials.authority(),
                credentials.clientCertificate(),
                credentials.clientKey(),
                "localhost"),
            new EppSettings.Login(credentials.registrarId(), credentials.password(), null));
    EppSettings.Recovery soon =
        new EppSettings.Recovery(
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            Duration.ofMillis(50));
    return new EppRegistry(
        profile,
        settings.with(soon),
        clock,
        new SecureRandom(),
        new SessionTrids(new SecureRandom()),
        EppEvents.NONE);
  }

  Optional<Instant> workersOldestPending() {
    return database.read(sql -> Backlog.oldestPending(sql, "lab"));
  }

  void start() {
    workers.start(true);
  }

  Answer call(Operation operation, Caller caller, Map<String, String> parameters) {
    return operation.run(
        new Call(
            caller,
            Version.V2018_01_29,
            new Parameters(parameters),
            Lang.EN,
            "REQUEST",
            "127.0.0.1"));
  }

  String submitted(Map<String, String> parameters) {
    return accepted(submit, parameters);
  }

  /** The TaskNo of the owner's submit. */
  String accepted(Operation operation, Map<String, String> parameters) {
    Answer answer = call(operation, OWNER, parameters);
    return text(assertInstanceOf(Answer.Ok.class, answer, answer.toString()).body(), "TaskNo");
  }

  /** The rows of a task once so many of its domains have ended. */
  List<Tree.Obj> ended(String taskNo, int count) {
    Await.until(
        "all domains of the task ended",
        () ->
            rows(taskNo).stream()
                    .filter(row -> text(row, "TaskStatus").startsWith("EXECUTE_"))
                    .count()
                == count);
    return rows(taskNo);
  }

  List<Tree.Obj> rows(String taskNo) {
    Answer answer = call(list, OWNER, Map.of("TaskNo", taskNo, "PageNum", "1", "PageSize", "1000"));
    Tree.Obj body = assertInstanceOf(Answer.Ok.class, answer).body();
    Tree.Rows rows = (Tree.Rows) field((Tree.Obj) field(body, "Data"), "TaskDetail");
    return rows.rows().stream().map(Tree.Obj.class::cast).toList();
  }

  /** The seed page's sample contact for these names. */
  static Map<String, String> sample(String type, List<String> names) {
    Map<String, String> all = new java.util.HashMap<>();
    all.put("ContactType", type);
    all.put("RegistrantType", "1");
    all.put("RegistrantName", "zhang san");
    all.put("RegistrantOrganization", "zhang san");
    all.put("Country", "CN");
    all.put("Province", "Bei jing");
    all.put("City", "Bei jing");
    all.put("Address", "Rd. xitucheng");
    all.put("Email", "test@test.com");
    all.put("PostalCode", "10000");
    all.put("TelArea", "86");
    all.put("Telephone", "13800000000");
    all.put("TelExt", "01");
    for (int i = 0; i < names.size(); i++) {
      all.put("DomainName." + (i + 1), names.get(i));
    }
    return all;
  }

  static Tree field(Tree.Obj body, String name) {
    return body.fields().stream()
        .filter(f -> f.name().equals(name))
        .map(Tree.Field::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no field " + name));
  }

  static String text(Tree.Obj body, String name) {
    return ((Tree.Text) field(body, name)).value();
  }

  @Override
  public void close() throws Exception {
    workers.close();
    registry.close();
    group.close();
    database.close();
    sandbox.close();
  }
}
