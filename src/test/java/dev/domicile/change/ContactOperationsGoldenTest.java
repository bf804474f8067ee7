package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.SettableClock;
import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.api.Written;
import dev.domicile.audit.Audit;
import dev.domicile.contact.ChangeProfile;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.ProfileList;
import dev.domicile.contact.Profiles;
import dev.domicile.contact.SaveProfile;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.Registries;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.TaskQueue;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers of submits, locks, profiles and looks at contacts to the letter, in both formats and
 * languages. No registry is asked; a failing file is written anew with {@code -Dgolden=write}.
 */
class ContactOperationsGoldenTest {

  private static final Caller OWNER = new Caller(1, "owner", "key1");
  private static final Caller OTHER = new Caller(2, "other", "key2");
  private static final String ID = Profiles.ID;
  private static final Map<String, String> CONTACT =
      Map.ofEntries(
          Map.entry("RegistrantType", "2"),
          Map.entry("RegistrantName", "  zhang   san "),
          Map.entry("RegistrantOrganization", "Lantern & Sons <Hangzhou> \"Ltd\""),
          Map.entry("Country", "CN"),
          Map.entry("Province", "Zhe jiang"),
          Map.entry("City", "Hang zhou"),
          Map.entry("Address", "391 Wen er Road"),
          Map.entry("Email", "zhang.san@mail.example"),
          Map.entry("PostalCode", "310012"),
          Map.entry("TelArea", "86"),
          Map.entry("Telephone", "13800000000"),
          Map.entry("TelExt", "01"),
          Map.entry("ZhRegistrantName", "张三"),
          Map.entry("ZhRegistrantOrganization", "杭州灯笼有限公司"),
          Map.entry("ZhProvince", "浙江省"),
          Map.entry("ZhCity", "杭州市"),
          Map.entry("ZhAddress", "文二路391号"));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T10:00:00Z"));
  private final Ids ids = Ids.of(clock, new Random(7));
  private final ApiTime time = new ApiTime(ZoneId.of("Asia/Shanghai"));
  private final TransferLocks locks = new TransferLocks();
  private final Domains domains = new Domains(new Random(5));

  @TempDir Path folder;
  private Database database;
  private Contacts contacts;
  private Profiles profiles;
  private Readings readings;
  private SubmitDesk desk;
  private String id;

  @BeforeEach
  void start() {
    database = Database.open(TestDatabases.url(folder, "contacts.db"));
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    Audit audit = new Audit(ids);
    contacts = new Contacts(database, seal, ids, clock);
    profiles = new Profiles(seal, ids, audit, clock);
    readings = new Readings(seal);
    RegistryProfile lab =
        new RegistryProfile(
            "lab",
            List.of("test"),
            "registrar1",
            1,
            RegistryProfile.ContactModel.FULL,
            RegistryProfile.PostalPolicy.INT,
            Set.of("Address", "Telephone"));
    ClientTokens tokens = new ClientTokens(database, seal, clock);
    desk =
        new SubmitDesk(
            Registries.of(Map.of("lab", lab.tlds())),
            Map.of("lab", lab),
            3,
            new SubmitLook(Map.of(), database, domains, readings, ids, clock, Duration.ZERO, 0),
            new BatchSubmission(
                database, domains, new TaskQueue(ids, clock), audit, clock, queues -> {}, tokens),
            tokens);
    hold(OWNER, "a.test", "b.test", "c.test", "d.test");
    hold(OTHER, "theirs.test");
    id = Long.toString(TaskRig.number(ok(save(), with("DefaultRegistrantProfile", "true")), ID));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private void hold(Caller holder, String... names) {
    List<DomainName> all = List.of(names).stream().map(DomainName::new).toList();
    database.run(sql -> domains.hold(sql, holder.accountId(), all, clock.millis()));
  }

  private Operation save() {
    return new SaveProfile(database, profiles);
  }

  private Operation profile(ChangeProfile.Form form) {
    return new ChangeProfile(form, database, profiles);
  }

  private Operation submit(SubmitByProfile.Form form) {
    return new SubmitByProfile(form, desk, contacts, profiles, database, domains);
  }

  private Operation lock(SubmitLock.Form form) {
    return new SubmitLock(form, desk, locks, time, clock);
  }

  private Operation contactInfo() {
    ContactLook nobody = new ContactLook(Map.of(), database, readings, ids, clock, Duration.ZERO);
    return new ContactInfoQuery(desk, database, domains, readings, contacts, nobody, time);
  }

  @Test
  void writesProfiles() throws IOException {
    clock.advance(Duration.ofMinutes(1));
    ok(save(), Map.of("RegistrantName", "wang wu", "RegistrantProfileType", "cnnic"));
    Operation list = new ProfileList(database, profiles, time);
    assertGolden(list, Map.of());
    assertGolden("-empty", list, Map.of(ID, "1"));
  }

  @Test
  void writesWhatBecameOfAProfile() throws IOException {
    assertGolden(save(), Map.of(ID, id, "City", "Ning bo"));
    assertGolden(profile(ChangeProfile.Form.SET_DEFAULT), Map.of(ID, id));
    assertGolden(new VerifyContact(desk), with("DomainName", "a.test"));
    assertEquals(
        "{}", Written.json(ok(profile(ChangeProfile.Form.DELETE), Map.of(ID, id))), "no field");
  }

  @Test
  void writesAContactAsItWasSubmitted() throws IOException {
    database.run(
        sql -> {
          long contact = contacts.store(sql, 1, new ContactSubmission(CONTACT));
          new SetContact(contact, "H1", clock.millis())
              .put(sql, 1, "a.test", ContactType.REGISTRANT);
        });
    assertGolden(contactInfo(), Map.of("DomainName", "a.test", "ContactType", "registrant"));
  }

  @Test
  void writesTheNumberOfATask() throws IOException {
    Map<String, String> single = Map.of("DomainName", "a.test", "ContactType", "tech", ID, id);
    compare("SaveSingleTaskForUpdatingContactInfo", submit(SubmitByProfile.Form.SINGLE), single);
    Map<String, String> batch = Map.of("DomainName.1", "b.test", "Status", "true");
    compare("SaveBatchTaskForTransferProhibitionLock", lock(SubmitLock.Form.BATCH_TRANSFER), batch);
  }

  private void compare(String file, Operation operation, Map<String, String> in)
      throws IOException {
    Tree.Obj body = ok(operation, in);
    compare(file + ".json", Written.json(body));
    compare(file + ".xml", Written.xml(operation.name(), body));
  }

  @Test
  void eachNeedsThePermissionThatTheTablesName() {
    Map<Operation, Operation.Permission> wanted = new HashMap<>();
    for (SubmitByProfile.Form form : SubmitByProfile.Form.values()) {
      wanted.put(
          submit(form), new Operation.Permission("domain:DomainInfoModification", true, true));
    }
    for (SubmitLock.Form form : SubmitLock.Form.values()) {
      wanted.put(lock(form), new Operation.Permission("domain:SecuritySetting", true, true));
    }
    Operation.Permission look = new Operation.Permission("domain:QueryCommonInfo", false, false);
    wanted.put(contactInfo(), look);
    wanted.put(new VerifyContact(desk), look);
    wanted.put(
        new ProfileList(database, profiles, time),
        new Operation.Permission("domain:QueryRegistrantProfile", false, false));
    Operation.Permission write =
        new Operation.Permission("domain:RegistrantProfileOperation", false, true);
    wanted.put(save(), write);
    for (ChangeProfile.Form form : ChangeProfile.Form.values()) {
      wanted.put(profile(form), write);
    }
    wanted.forEach(
        (operation, permission) ->
            assertEquals(permission, operation.permission(), operation.name()));
    assertEquals(13, wanted.size());
  }

  /** Every refusal that these operations have of their own, as code and message. */
  @Test
  void writesRefusals() throws IOException {
    database.run(
        sql -> {
          long end = clock.millis() + Duration.ofDays(60).toMillis();
          TransferLock running = new TransferLock(new DomainName("c.test"), end, true);
          locks.extend(sql, List.of(running), clock.millis());
        });
    ok(lock(SubmitLock.Form.SINGLE_UPDATE), Map.of("DomainName", "b.test", "Status", "true"));
    String incomplete =
        Long.toString(TaskRig.number(ok(save(), Map.of("RegistrantName", "wang wu")), ID));
    Map<String, String> tech = Map.of("DomainName", "a.test", "ContactType", "tech", ID, id);
    Operation single = submit(SubmitByProfile.Form.SINGLE);
    Operation transfer = lock(SubmitLock.Form.BATCH_TRANSFER);
    for (Lang lang : Lang.values()) {
      StringBuilder told = new StringBuilder();
      told.append(refused(lang, save(), Map.of(ID, "1")));
      told.append(refused(lang, save(), Map.of("Email", "none", "TelExt", "x")));
      told.append(refused(lang, save(), Map.of("RegistrantProfileType", "own")));
      told.append(refused(lang, profile(ChangeProfile.Form.DELETE), Map.of(ID, "1")));
      told.append(refused(lang, profile(ChangeProfile.Form.DELETE), Map.of()));
      told.append(refused(lang, profile(ChangeProfile.Form.SET_DEFAULT), Map.of(ID, "first")));
      told.append(refused(lang, single, with(tech, ID, "1")));
      told.append(refused(lang, single, with(tech, ID, incomplete)));
      told.append(refused(lang, single, with(tech, "ContactType", "owner")));
      told.append(refused(lang, single, with(tech, "InstanceId", "S2019nowhere")));
      told.append(refused(lang, single, with(tech, "DomainName", "theirs.test")));
      told.append(refused(lang, single, with(tech, "DomainName", "b.test")));
      told.append(refused(lang, single, with(tech, "AddTransferLock", "maybe")));
      Map<String, String> off = Map.of("DomainName.1", "c.test", "Status", "false");
      told.append(refused(lang, transfer, off));
      told.append(refused(lang, transfer, with(off, "Status", "")));
      told.append(refused(lang, transfer, with(off, "Status", "on")));
      told.append(refused(lang, transfer, with(off, "DomainName.1", "no name")));
      told.append(refused(lang, contactInfo(), with(tech, "DomainName", "theirs.test")));
      told.append(refused(lang, new VerifyContact(desk), with("Country", "XX")));
      compare("contact-refusals-" + lang.name().toLowerCase(Locale.ROOT) + ".txt", told.toString());
    }
  }

  private static Map<String, String> with(String name, String value) {
    return with(CONTACT, name, value);
  }

  private static Map<String, String> with(Map<String, String> all, String name, String value) {
    Map<String, String> changed = new TreeMap<>(all);
    changed.put(name, value);
    return changed;
  }

  private String refused(Lang lang, Operation operation, Map<String, String> in) {
    Answer answer = answer(operation, Version.V2018_01_29, lang, in);
    Refusal refusal = assertInstanceOf(Answer.Refused.class, answer).refusal();
    return "%s: %s: %s%n".formatted(operation.name(), refusal.codeText(), refusal.message(lang));
  }

  private Tree.Obj ok(Operation operation, Map<String, String> in) {
    return ok(operation, Version.V2018_01_29, Lang.EN, in);
  }

  private Tree.Obj ok(Operation operation, Version version, Lang lang, Map<String, String> in) {
    Answer answer = answer(operation, version, lang, in);
    return assertInstanceOf(Answer.Ok.class, answer, answer::toString).body();
  }

  private static Answer answer(
      Operation operation, Version version, Lang lang, Map<String, String> in) {
    return operation.run(
        new Call(OWNER, version, new Parameters(in), lang, "REQUEST", "127.0.0.1"));
  }

  private void assertGolden(Operation operation, Map<String, String> in) throws IOException {
    assertGolden("", operation, in);
  }

  /** No text of these answers is the service's own, so both languages have one file. */
  private void assertGolden(String about, Operation operation, Map<String, String> in)
      throws IOException {
    for (Version version : operation.versions()) {
      for (Lang lang : Lang.values()) {
        Tree.Obj body = ok(operation, version, lang, in);
        String file = operation.name() + about + "-" + version.text();
        compare(file + ".json", Written.json(body));
        compare(file + ".xml", Written.xml(operation.name(), body));
      }
    }
  }

  private static void compare(String file, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/change", file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, file);
  }
}
