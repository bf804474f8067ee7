package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.SettableClock;
import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.api.Written;
import dev.domicile.audit.Audit;
import dev.domicile.audit.AuditLog;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.portfolio.Domain;
import dev.domicile.portfolio.DomainFields;
import dev.domicile.portfolio.DomainList;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.NamesInMemory;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.Registries;
import dev.domicile.registry.DomainInfo;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.NewTask;
import dev.domicile.task.Submitted;
import dev.domicile.task.TaskOrigins;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.Underway;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is known of domains, octet for octet beside files under src/test/resources/change. {@code
 * mvn test -Dtest=DomainReadsTest -Dgolden=write} writes them; the difference is then to be read.
 */
class DomainReadsTest {

  private static final Caller OWNER = new Caller(1, "owner", "key1");
  private static final Caller OTHER = new Caller(2, "other", "key2");
  private static final DomainName KNOWN = new DomainName("known.test");
  private static final DomainName CHINESE = DomainName.parse("域名.com").orElseThrow();
  private static final long YEAR = Duration.ofDays(365).toMillis();

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T10:00:00Z"));
  private final Domains domains = new Domains(new Random(5));
  private final TaskQueue queue = new TaskQueue(Ids.of(clock, new Random(11)), clock);
  private Database database;
  private Audit audit;
  private Operation list;
  private Operation byName;
  private Operation byInstanceId;
  private Operation changeLog;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    Ids ids = Ids.of(clock, new Random(7));
    ApiTime time = new ApiTime(ZoneId.of("Asia/Shanghai"));
    Readings readings = new Readings(seal);
    Contacts contacts = new Contacts(database, seal, ids, clock);
    audit = new Audit(ids);
    DomainDetail detail =
        new DomainDetail(
            readings,
            contacts,
            Registries.of(Map.of("lab", List.of("test", "com"))),
            new Underway(),
            new DomainFields(time));
    NamesInMemory names = new NamesInMemory(database, domains, 0, System::nanoTime);
    list = new DomainList(database, domains, names, time, clock);
    byName = DomainQuery.byDomainName(database, domains, detail, clock);
    byInstanceId = DomainQuery.byInstanceId(database, domains, detail, clock);
    changeLog = new ChangeLogList(database, new AuditLog(), new TaskOrigins(), time);
    long now = clock.millis();
    hold(KNOWN, "S20260000000001", now - 3 * YEAR, now + YEAR);
    hold(CHINESE, "S20260000000002", now - YEAR, now - 40 * YEAR / 365);
    database.run(
        sql -> {
          domains.hold(sql, OTHER.accountId(), List.of(new DomainName("others.test")), now);
          readings.save(sql, List.of(new Reading(held(), now)));
          long contact = contacts.store(sql, OWNER.accountId(), submission());
          new SetContact(contact, "C1-LAB", now)
              .put(sql, OWNER.accountId(), KNOWN.ascii(), ContactType.REGISTRANT);
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void hold(DomainName name, String instanceId, long registered, long expires) {
    database.run(
        sql ->
            sql.update(
                """
                INSERT INTO domain (name, account_id, instance_id, registration_date,
                  expiration_date, created_at) VALUES (?, 1, ?, ?, ?, ?)\
                """,
                name.ascii(),
                instanceId,
                registered,
                expires,
                clock.millis()));
    database.run(
        sql ->
            sql.update(
                "INSERT INTO domain_count (account_id, n) VALUES (1, 1)"
                    + " ON CONFLICT (account_id) DO UPDATE SET n = domain_count.n + 1"));
  }

  private static DomainInfo held() {
    return new DomainInfo(
        KNOWN, "us", "c1-lab", Map.of(), Set.of("clientTransferProhibited", "pendingTransfer"));
  }

  private static ContactSubmission submission() {
    return new ContactSubmission(
        Map.ofEntries(
            Map.entry("RegistrantType", "2"),
            Map.entry("RegistrantName", "Test Name"),
            Map.entry("RegistrantOrganization", "Test <& Organization"),
            Map.entry("Country", "CN"),
            Map.entry("Province", "bei jing"),
            Map.entry("City", "bei jing shi"),
            Map.entry("Address", "chao yang qu"),
            Map.entry("PostalCode", "100000"),
            Map.entry("Email", "test@aliyun.com"),
            Map.entry("TelArea", "86"),
            Map.entry("Telephone", "13800000000"),
            Map.entry("ZhRegistrantName", "测试"),
            Map.entry("ZhRegistrantOrganization", "测试公司")));
  }

  @Test
  void writesAListOfDomains() throws IOException {
    assertGolden("QueryDomainList", list, "PageNum", "1", "PageSize", "10");
  }

  @Test
  void writesOneDomainByNameWithTheRegistrantThatWasSetHere() throws IOException {
    assertGolden("QueryDomainByDomainName", byName, "DomainName", "KNOWN.test");
  }

  @Test
  void writesOneDomainByInstanceIdOfWhichNothingMoreIsKnown() throws IOException {
    assertGolden("QueryDomainByInstanceId", byInstanceId, "InstanceId", "S20260000000002");
  }

  @Test
  void writesTheChangesOfDomainsTheNewestFirst() throws IOException {
    changed(OWNER, KNOWN, "203.0.113.7");
    clock.advance(Duration.ofMinutes(1));
    changed(OWNER, CHINESE, "203.0.113.8");
    changed(OTHER, new DomainName("others.test"), "203.0.113.9");
    assertGolden("QueryChangeLogList", changeLog, "PageNum", "1", "PageSize", "10");
    assertEquals(List.of("known.test"), names(changeLog, "ChangeLog", "DomainName", "known.TEST"));
    assertEquals(
        List.of(), names(changeLog, "ChangeLog", "StartDate", "" + (clock.millis() + YEAR)));
    assertEquals(List.of(), names(changeLog, "ChangeLog", "EndDate", "" + (clock.millis() - YEAR)));
    assertEquals(
        List.of("域名.com", "known.test"),
        names(changeLog, "ChangeLog", "StartDate", "" + clock.millis()));
  }

  @Test
  void aChangeLogEndsAtItsLimitAndSaysSo() {
    for (int limited : List.of(1000, 1001)) {
      List<Audit.Entry> entries =
          java.util.stream.IntStream.range(0, limited == 1000 ? 1000 : 1)
              .mapToObj(
                  i ->
                      new Audit.Entry(
                          clock.millis(), 1, "service", "CHG_HOLDER", "d" + i + ".test", "DONE"))
              .toList();
      database.run(sql -> audit.entries(sql, entries));
      Tree.Obj body = ok(changeLog, Lang.EN, "PageNum", "10", "PageSize", "100");
      assertEquals(1000, ((Tree.Num) Rig.field(body, "TotalItemNum")).value());
      assertEquals(100, TaskRig.rows(body, "Data", "ChangeLog").size());
      assertEquals(limited > 1000, ((Tree.Bool) Rig.field(body, "ResultLimit")).value());
    }
  }

  @Test
  void aChangeOfRegistrantUnderWayIsShown() {
    assertEquals("NORMAL", text(byName, "RegistrantUpdatingStatus"));
    submit(OWNER, KNOWN, "203.0.113.7");
    assertEquals("PENDING", text(byName, "RegistrantUpdatingStatus"));
  }

  @Test
  void aRegistrantThatSomebodyElseSetSinceIsNotShownAsOurs() {
    database.run(sql -> sql.update("UPDATE set_contact SET handle = 'OTHER'"));
    assertEquals("", text(byName, "RegistrantName"));
  }

  @Test
  void whatAnotherAccountHoldsIsNotThere() {
    for (Map<String, String> in :
        List.of(
            Map.of("DomainName", "others.test"),
            Map.of("DomainName", "nobodys.test"),
            Map.of("DomainName", "no name"))) {
      assertTrue(refused(byName, in).startsWith("DomainNotExist"), in.toString());
    }
    String others =
        database
            .read(sql -> domains.find(sql, new DomainName("others.test")))
            .map(Domain::instanceId)
            .orElseThrow();
    for (String id : List.of(others, "S1")) {
      assertTrue(
          refused(byInstanceId, Map.of("InstanceId", id)).startsWith("DomainNotExist"), others);
    }
    assertTrue(refused(byName, Map.of()).startsWith("MissingDomainName"));
    assertTrue(refused(byInstanceId, Map.of()).startsWith("MissingInstanceId"));
  }

  private long submit(Caller caller, DomainName name, String clientIp) {
    Submitted submitted =
        database.write(
            sql ->
                queue.submit(
                    sql,
                    new NewTask(
                        caller.accountId(),
                        "CHG_HOLDER",
                        clientIp,
                        List.of(new NewTask.Step("lab", name.ascii())))));
    return assertInstanceOf(Submitted.Accepted.class, submitted).taskId();
  }

  private void changed(Caller caller, DomainName name, String clientIp) {
    long task = submit(caller, name, clientIp);
    database.run(
        sql ->
            audit.entry(
                sql,
                clock.millis(),
                caller.accountId(),
                "service",
                "CHG_HOLDER",
                name.ascii(),
                "DONE registry=lab task=" + task + " handle=C1-LAB"));
  }

  private List<String> names(Operation operation, String rows, String... parameters) {
    String[] all = java.util.Arrays.copyOf(parameters, parameters.length + 4);
    all[parameters.length] = "PageNum";
    all[parameters.length + 1] = "1";
    all[parameters.length + 2] = "PageSize";
    all[parameters.length + 3] = "10";
    return TaskRig.texts(TaskRig.rows(ok(operation, Lang.EN, all), "Data", rows), "DomainName");
  }

  private String text(Operation operation, String field) {
    return Rig.text(ok(operation, Lang.EN, "DomainName", KNOWN.ascii()), field);
  }

  private String refused(Operation operation, Map<String, String> in) {
    return TaskRig.told(answer(operation, Lang.EN, in));
  }

  private Tree.Obj ok(Operation operation, Lang lang, String... parameters) {
    Answer answer = answer(operation, lang, TaskRig.parameters(parameters));
    return assertInstanceOf(Answer.Ok.class, answer, () -> TaskRig.told(answer)).body();
  }

  private Answer answer(Operation operation, Lang lang, Map<String, String> in) {
    return operation.run(
        new Call(OWNER, Version.V2018_01_29, new Parameters(in), lang, "REQUEST", "127.0.0.1"));
  }

  private void assertGolden(String name, Operation operation, String... parameters)
      throws IOException {
    for (Lang lang : Lang.values()) {
      Tree.Obj body = ok(operation, lang, parameters);
      String file = name + "-" + lang.name().toLowerCase(Locale.ROOT);
      compare(file + ".json", Written.json(body));
      compare(file + ".xml", Written.xml(operation.name(), body));
    }
  }

  private static void compare(String file, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/change", file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, file);
  }
}
