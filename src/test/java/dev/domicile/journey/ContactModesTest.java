package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.Policy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service at registries that hold all contacts, some, none, and one without a connection. */
class ContactModesTest {

  private static final String LOCK = "clientTransferProhibited";
  private static final String LOCAL = "STORED_LOCALLY_NOT_PUBLISHED";

  @TempDir static Path folder;
  private static Lab thin;
  private static Lab some;
  private static Lab strict;
  private static Lab refusing;
  private static Service service;

  @BeforeAll
  static void start() {
    thin = lab("thin", "com", Policy.Contacts.NONE, Fault.Plan.none()).key("contacts", "none");
    some =
        lab("some", "net", Policy.Contacts.REGISTRANT_TECH, Fault.Plan.none())
            .key("contacts", "registrant-tech");
    strict =
        lab("strict", "org", Policy.Contacts.REGISTRANT_TECH, Fault.Plan.none())
            .key("contacts", "registrant-tech")
            .key("onUnsupported", "fail");
    refusing =
        lab(
            "refusing",
            "test",
            Policy.Contacts.FULL,
            asked ->
                asked.command().equals("contact:create")
                    ? new Fault.Refuse(2101)
                    : new Fault.None());
    service =
        new Service(folder, InstantSource.system(), thin, some, strict, refusing)
            .registry("  - {name: apart, tlds: [example], connector: none}\n")
            .begin();
  }

  private static Lab lab(String name, String tld, Policy.Contacts contacts, Fault.Plan faults) {
    return Lab.start(
        folder,
        name,
        List.of(tld),
        how ->
            how.withFaults(faults)
                .withRules(
                    how.rules().withPolicy(policy -> policy.withContacts(contacts, Map.of()))));
  }

  @AfterAll
  static void stop() {
    service.close();
    List.of(thin, some, strict, refusing).forEach(Lab::close);
  }

  @Test
  void whereTheRegistryHoldsNoContactsTheRecordIsChangedAndTheLockIsSetThere() {
    String domain = "sample-0001.com";
    Map<String, String> row =
        ended(service.submit("registrant", List.of(domain)).with("TransferOutProhibited", "true"));
    assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"));
    assertEquals(LOCAL, row.get("TaskResult"));
    assertTrue(row.get("ErrorMsg").contains("published nowhere"), row::toString);
    assertTrue(thin.domain(domain).statuses().contains(LOCK));
    assertEquals(0, thin.commands("contact:create"));
    assertEquals(Sample.contact("registrant").get("Email"), shownEmail(domain, "registrant"));
  }

  @Test
  void aRoleThatTheRegistryDoesNotHoldIsRecordedAndTheOthersAreChangedThere() {
    String domain = "sample-0002.net";
    HeldDomain before = some.domain(domain);
    assertEquals(LOCAL, ended(service.submit("admin", List.of(domain))).get("TaskResult"));
    assertEquals(before, some.domain(domain));
    assertEquals("DONE", ended(service.submit("tech", List.of(domain))).get("TaskResult"));
    assertTrue(!before.contacts().equals(some.domain(domain).contacts()));
  }

  @Test
  void aRoleThatTheRegistryDoesNotHoldFailsWhereTheConfigurationSaysSo() {
    Map<String, String> row = ended(service.submit("billing", List.of("sample-0003.org")));
    assertTrue(row.get("FailReason").startsWith("ROLE_NOT_HELD: "), row::toString);
    assertEquals(
        "DONE", ended(service.submit("tech", List.of("sample-0003.org"))).get("TaskResult"));
  }

  @Test
  void withoutAConnectionTheRecordIsChangedAndLocksAreRefusedAtTheSubmit() {
    String domain = "sample-0005.example";
    Reply refused =
        service
            .submit("registrant", List.of(domain, "sample-0006.com"))
            .with("TransferOutProhibited", "true")
            .send();
    assertEquals("ParameterIllegal", refused.field("Code"));
    assertTrue(refused.text().contains("(1): " + domain), refused::text);
    Reply lock =
        service
            .call("SaveBatchTaskForUpdateProhibitionLock")
            .with("DomainName.1", domain)
            .with("Status", "true")
            .send();
    assertEquals("ParameterIllegal", lock.field("Code"));
    assertEquals(LOCAL, ended(service.submit("registrant", List.of(domain))).get("TaskResult"));
    assertEquals(Sample.contact("registrant").get("Email"), shownEmail(domain, "registrant"));
  }

  @Test
  void aRegistryThatTakesNoContactsStillTakesLocks() {
    String domain = "sample-0004.test";
    Map<String, String> row = ended(service.submit("registrant", List.of(domain)));
    assertTrue(row.get("FailReason").startsWith("CONTACTS_NOT_TAKEN: "), row::toString);
    assertTrue(row.get("FailReason").contains("2101"), row::toString);
    SignedCall lock =
        service
            .call("SaveBatchTaskForTransferProhibitionLock")
            .with("DomainName.1", domain)
            .with("Status", "true");
    assertEquals("DONE", ended(lock).get("TaskResult"));
    assertTrue(refusing.domain(domain).statuses().contains(LOCK));
  }

  @Test
  void aHoldersUpdateLockCountsForTheRecordAsWell() {
    String domain = "sample-0011.com";
    thin.sandbox()
        .change(domain, held -> held.withStatuses(java.util.Set.of("clientUpdateProhibited")));
    Map<String, String> row = ended(service.submit("registrant", List.of(domain)));
    assertTrue(row.get("FailReason").startsWith("UPDATE_LOCK: "), row::toString);
  }

  private static Map<String, String> ended(SignedCall submit) {
    return service.ended(service.accepted(submit)).getFirst();
  }

  private static String shownEmail(String domain, String type) {
    return service
        .call("QueryContactInfo")
        .with("DomainName", domain)
        .with("ContactType", type)
        .send()
        .field("Email");
  }
}
