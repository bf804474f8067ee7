package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.Accounts;
import dev.domicile.account.CreateKey;
import dev.domicile.account.KeyPair;
import dev.domicile.account.Policy;
import dev.domicile.api.Operation;
import dev.domicile.api.Version;
import dev.domicile.audit.Audit;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Ids;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation that is served, against the RAM tables of the API's pages. */
class PermissionsTest {

  /** Of operations that the published tables do not have, the actions are our own. */
  private static final Map<String, String> ACTIONS =
      Map.ofEntries(
          domains("SaveBatchTaskForUpdatingContactInfoByNewContact", "DomainInfoModification"),
          domains(
              "SaveBatchTaskForUpdatingContactInfoByRegistrantProfileId", "DomainInfoModification"),
          domains("SaveBatchTaskForUpdatingContactInfo", "DomainInfoModification"),
          domains("SaveSingleTaskForUpdatingContactInfo", "DomainInfoModification"),
          domains("SaveSingleTaskForTransferProhibitionLock", "SecuritySetting"),
          domains("SaveBatchTaskForTransferProhibitionLock", "SecuritySetting"),
          domains("SaveSingleTaskForUpdateProhibitionLock", "SecuritySetting"),
          domains("SaveBatchTaskForUpdateProhibitionLock", "SecuritySetting"),
          all("QueryTaskList", "QueryDomainTask"),
          all("QueryTaskInfoHistory", "QueryDomainTask"),
          all("QueryTaskDetailList", "QueryDomainTask"),
          all("QueryTaskDetailHistory", "QueryDomainTask"),
          all("PollTaskResult", "QueryDomainTask"),
          all("AcknowledgeTaskResult", "AcknowledgeTaskResult"),
          all("CancelTask", "CancelTask"),
          all("QueryContactInfo", "QueryCommonInfo"),
          all("VerifyContactField", "QueryCommonInfo"),
          all("QueryDomainList", "QueryCommonInfo"),
          all("QueryDomainByDomainName", "QueryCommonInfo"),
          all("QueryDomainByInstanceId", "QueryCommonInfo"),
          all("QueryChangeLogList", "QueryChangeLog"),
          all("SaveRegistrantProfile", "RegistrantProfileOperation"),
          all("DeleteRegistrantProfile", "RegistrantProfileOperation"),
          all("SetDefaultRegistrantProfile", "RegistrantProfileOperation"),
          all("QueryRegistrantProfiles", "QueryRegistrantProfile"));

  private static final String PER_DOMAIN = "domain/one.test";

  @TempDir Path folder;
  private final Map<String, KeyPair> keys = new HashMap<>();
  private Lab near;
  private Service service;
  private CreateKey create;
  private Account owner;

  private static Map.Entry<String, String> domains(String operation, String action) {
    return Map.entry(operation, "domain:" + action + " " + PER_DOMAIN);
  }

  private static Map.Entry<String, String> all(String operation, String action) {
    return Map.entry(operation, "domain:" + action + " *");
  }

  @BeforeEach
  void start() {
    near = Lab.near(folder);
    service = Service.start(folder, near);
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Ids ids = Ids.of(clock, random);
    Seal seal =
        Seal.open(MasterKey.open(service.data().resolve("master.key"), false), service.database());
    AccessKeys ring = new AccessKeys(service.database(), seal, clock);
    create = new CreateKey(service.database(), ring, new Audit(ids), clock, random);
    owner = service.database().read(sql -> new Accounts(ids).find(sql, "owner")).orElseThrow();
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void everyOperationHasTheActionAndResourceOfTheTables() {
    List<Operation> served = service.operations().all();
    assertTrue(served.size() >= 8, served::toString);
    for (Operation operation : served) {
      Operation.Permission permission = operation.permission();
      assertEquals(
          ACTIONS.get(operation.name()),
          permission.action() + " " + (permission.perDomain() ? PER_DOMAIN : "*"),
          operation.name());
    }
  }

  @Test
  void withoutItsActionEveryOperationIsRefusedAndWithItAloneItPasses() {
    for (Operation operation : service.operations().all()) {
      String action = operation.permission().action();
      String resource =
          "acs:domain:*:" + owner.id() + ":" + (isPerDomain(operation) ? PER_DOMAIN : "*");
      for (Version version : operation.versions()) {
        Reply refused = call(operation, version, key(everythingBut(action)));
        String named = operation.name() + " " + version + " " + refused.text();
        assertEquals(403, refused.status(), named);
        assertEquals("NoPermission", refused.field("Code"), named);
        assertTrue(refused.field("Message").contains(" " + action + " on " + resource), named);
        Reply passed = call(operation, version, key(allow(action, resource)));
        assertNotEquals("NoPermission", passed.field("Code"), operation.name());
        assertNotEquals(500, passed.status(), operation.name());
      }
    }
  }

  @Test
  void operationsOnDomainsAreAllowedDomainByDomain() {
    for (Operation operation : service.operations().all()) {
      if (isPerDomain(operation)) {
        Version version = operation.versions().iterator().next();
        KeyPair key =
            key(allow(operation.permission().action(), "acs:domain:*:*:domain/other.test"));
        Reply refused = call(operation, version, key);
        assertEquals("NoPermission", refused.field("Code"), operation.name());
        assertTrue(refused.field("Message").contains(PER_DOMAIN), refused.text());
      }
    }
  }

  private static boolean isPerDomain(Operation operation) {
    return operation.permission().perDomain();
  }

  private Reply call(Operation operation, Version version, KeyPair key) {
    return service
        .call(key, operation.name())
        .with("Version", version.text())
        .with(operation.name().contains("Batch") ? "DomainName.1" : "DomainName", "one.test")
        .send();
  }

  private static String everythingBut(String action) {
    return statements(
        statement("Allow", "*", "*") + "," + statement("Deny", action, "acs:domain:*:*:*"));
  }

  private static String allow(String action, String resource) {
    return statements(statement("Allow", action, resource));
  }

  private static String statements(String list) {
    return "{\"Version\":\"1\",\"Statement\":[" + list + "]}";
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, resource);
  }

  private KeyPair key(String policy) {
    return keys.computeIfAbsent(policy, this::made);
  }

  private KeyPair made(String policy) {
    Policy parsed =
        assertInstanceOf(Policy.Parsed.Read.class, Policy.parse(policy), policy).policy();
    CreateKey.Wanted wanted =
        new CreateKey.Wanted(parsed, Optional.empty(), Optional.empty(), Optional.empty());
    return assertInstanceOf(CreateKey.Outcome.Created.class, create.run(owner, wanted, "test"))
        .key();
  }
}
