package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.ContactCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnnic: true}: the holder's document goes with a new contact. */
class CnnicTest {

  private static final String NAME = "sample-0004.test";
  private static final String NUMBER = "91330100799655058B";

  @TempDir Path folder;
  private Lab near;
  private Service service;

  @BeforeEach
  void start() {
    near = lab(true).key("cnnic", "true");
    service = Service.start(folder, near);
  }

  private Lab lab(boolean cnnic) {
    return Lab.start(
        folder,
        "near",
        List.of("test", "example"),
        how -> how.withRules(how.rules().withPolicy(policy -> policy.withCnnic(cnnic))));
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void theRegistryHoldsTheDocumentAndNoAnswerShowsIt() {
    assertEquals("DONE", changed(submit("YYZZ", NUMBER)).get("TaskResult"));
    assertEquals(
        new ContactCard.Document("E", "YYZZ", NUMBER), near.card(NAME, "registrant").document());
    Reply shown =
        service
            .call("QueryContactInfo")
            .with("DomainName", NAME)
            .with("ContactType", "registrant")
            .send();
    assertFalse(shown.text().contains(NUMBER), shown::text);
  }

  @Test
  void anotherDocumentIsAnotherContact() {
    changed(submit("YYZZ", NUMBER));
    String first = near.handle(NAME, "registrant");
    changed(submit("ORG", NUMBER));
    assertNotEquals(first, near.handle(NAME, "registrant"));
    changed(submit("YYZZ", NUMBER));
    assertEquals(first, near.handle(NAME, "registrant"));
  }

  @Test
  void aBatchWithoutADocumentIsRefusedAtTheSubmit() {
    Reply none = service.submit("registrant", List.of(NAME)).send();
    assertEquals("ParameterIllegal", none.field("Code"));
    assertTrue(none.field("Message").contains("IdentityCredentialType: registry near requires it"));
    assertTrue(none.field("Message").contains("IdentityCredentialNo: registry near requires it"));
    Reply wrong = submit("ID", NUMBER).send();
    assertTrue(wrong.field("Message").contains("IdentityCredentialType: it is one of SFZ, HZ"));
    assertFalse(wrong.text().contains(NUMBER), wrong::text);
  }

  @Test
  void aProfileKeepsTheDocumentAndDoesNotShowIt() {
    Reply saved =
        service
            .call("SaveRegistrantProfile")
            .with(Sample.contact("registrant"))
            .with("IdentityCredentialType", "YYZZ")
            .with("IdentityCredentialNo", NUMBER)
            .send();
    String list = service.call("QueryRegistrantProfiles").send().text();
    assertTrue(list.contains(saved.field("RegistrantProfileId")), list);
    assertFalse(list.contains(NUMBER), list);
    changed(
        service
            .call("SaveBatchTaskForUpdatingContactInfoByRegistrantProfileId")
            .withNames(List.of(NAME))
            .with("ContactType", "registrant")
            .with("RegistrantProfileId", saved.field("RegistrantProfileId")));
    assertEquals(NUMBER, near.card(NAME, "registrant").document().number());
  }

  @Test
  void aRegistryWithoutTheExtensionIsToldWithTheKey() {
    near.restart(how -> how.withRules(how.rules().withPolicy(policy -> policy.withCnnic(false))));
    Map<String, String> row = service.ended(service.accepted(submit("YYZZ", NUMBER))).getFirst();
    assertTrue(row.get("FailReason").contains("2103"), row::toString);
    assertTrue(row.get("FailReason").contains("set cnnic: false"), row::toString);
  }

  private SignedCall submit(String type, String number) {
    return service
        .submit("registrant", List.of(NAME))
        .with("IdentityCredentialType", type)
        .with("IdentityCredentialNo", number);
  }

  private Map<String, String> changed(SignedCall submit) {
    Map<String, String> row = service.ended(service.accepted(submit)).getFirst();
    assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
    return row;
  }
}
