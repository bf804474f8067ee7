package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The submits that take the contact from a profile. */
class SubmitByProfileTest {

  private static final String V2018 = "2018-01-29";
  private static final String V2017 = "2017-12-18";
  private static final String BATCH = "SaveBatchTaskForUpdatingContactInfoByRegistrantProfileId";
  private static final String BATCH_2017 = "SaveBatchTaskForUpdatingContactInfo";
  private static final String SINGLE = "SaveSingleTaskForUpdatingContactInfo";
  private static final String ID = "RegistrantProfileId";
  private static final String LOCK = "clientTransferProhibited";

  private static final Hold HOLD = new Hold();

  @TempDir static Path folder;
  private static Lab near;
  private static Lab far;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.start(folder, "near", List.of("test", "example"), how -> how.withFaults(HOLD));
    far = Lab.far(folder).key("postalInfo", "both");
    service = Service.start(folder, near, far);
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
    far.close();
  }

  @ParameterizedTest
  @CsvSource({
    BATCH + ", " + V2018 + ", DomainName.1, sample-0004.test, TransferOutProhibited",
    BATCH_2017 + ", " + V2017 + ", DomainName.1, sample-0005.example, AddTransferLock",
    SINGLE + ", " + V2018 + ", DomainName, sample-0009.test, AddTransferLock",
    SINGLE + ", " + V2017 + ", DomainName, sample-0014.test, AddTransferLock",
  })
  void theProfilesContactIsSetAndTheLockWithIt(
      String operation, String version, String naming, String name, String lock) {
    Map<String, String> profile = Sample.contact("registrant", "of " + name);
    SignedCall submit =
        service
            .call(operation)
            .with("Version", version)
            .with(naming, name)
            .with("ContactType", "registrant")
            .with(ID, save(profile))
            .with(lock, "true");
    Map<String, String> row = service.ended(service.accepted(submit)).getFirst();
    assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
    assertEquals("CHG_HOLDER", row.get("TaskType"));
    Sample.assertHeld(profile, near.card(name, "registrant"));
    assertTrue(near.domain(name).statuses().contains(LOCK));
  }

  @Test
  void aRegistrantThatWasSetWithoutATypeIsShownAsAnIndividual() {
    Map<String, String> profile = new TreeMap<>(Sample.contact("registrant", "li si"));
    profile.remove("RegistrantType");
    String name = "sample-0040.example";
    service.ended(service.accepted(submit(name, "registrant", save(profile))));
    Reply reply = service.call("QueryDomainByDomainName").with("DomainName", name).send();
    assertEquals("1", reply.field("RegistrantType"), reply::text);
  }

  @Test
  void aBatchOverTwoRegistriesTakesTheChineseFieldsToo() {
    Map<String, String> profile = new TreeMap<>(Sample.contact("tech"));
    profile.putAll(Sample.CHINESE);
    List<String> names = List.of("sample-0019.test", "sample-0001.com");
    SignedCall submit =
        service.call(BATCH).withNames(names).with("ContactType", "tech").with(ID, save(profile));
    service
        .ended(service.accepted(submit))
        .forEach(row -> assertEquals("UPDATE_TECH_CONTACT", row.get("TaskType")));
    Sample.assertHeld(profile, near.card(names.get(0), "tech"));
    Sample.assertPostal(profile, "Zh", far.card(names.get(1), "tech").postal("loc").orElseThrow());
  }

  @Test
  void whatIsDoneToAProfileAfterASubmitDoesNotReachTheQueuedWork() {
    Map<String, String> profile = Sample.contact("admin", "as submitted");
    String id = save(profile);
    HOLD.all("domain:info");
    String taskNo = service.accepted(submit("sample-0024.test", "admin", id));
    HOLD.awaitArrival();
    assertEquals(id, save(Map.of(ID, id, "RegistrantName", "as edited")));
    assertEquals(
        200, service.call("DeleteRegistrantProfile").with(ID, id).send().status(), "removed");
    HOLD.letGo();
    service.awaitEnd(taskNo);
    Sample.assertHeld(profile, near.card("sample-0024.test", "admin"));
  }

  @Test
  void anInstanceIdMustBeThatOfTheDomain() {
    String id = save(Sample.contact("tech"));
    String mine = "sample-0025.example";
    service.hold("other", List.of("their-own.test"));
    String right = instanceId(mine);
    assertNotEquals(right, instanceId("sample-0029.test"));
    for (String wrong :
        List.of(instanceId("sample-0029.test"), instanceId("their-own.test"), "S2019nowhere")) {
      for (String lang : List.of("en", "zh")) {
        Refused.assertRefused(
            submit(mine, "tech", id).with("InstanceId", wrong).with("Lang", lang).send(),
            "JSON",
            400,
            "DomainNotExist",
            lang.equals("zh")
                ? "域名不存在。InstanceId：与该域名不符。"
                : "The domain name does not exist. InstanceId: it is not the one of this domain"
                    + " name.");
      }
    }
    service.awaitEnd(service.accepted(submit(mine, "tech", id).with("InstanceId", right)));
  }

  @Test
  void aProfileThatIsNotThereIsTold() {
    service.hold("other", List.of("their-second.test"));
    String id = save(Sample.contact("tech"));
    List<SignedCall> calls =
        List.of(
            submit("sample-0030.example", "tech", "1"),
            service
                .call(BATCH)
                .withNames(List.of("sample-0030.example"))
                .with("ContactType", "tech")
                .with(ID, "1"),
            service
                .call(Service.OTHER, SINGLE)
                .with("DomainName", "their-second.test")
                .with("ContactType", "tech")
                .with(ID, id));
    for (SignedCall call : calls) {
      for (String format : List.of("JSON", "XML")) {
        Reply reply = fresh(call).with("Format", format).send();
        Refused.assertRefused(
            reply, format, 400, "ContactTemplateNotExist", "Contacts template does not exist.");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "City | RegistrantProfileId: this profile will not do. City: it is missing."
            + " | RegistrantProfileId：该信息模板不可用。City：缺失。",
        "Telephone | RegistrantProfileId: this profile will not do. Telephone: registry near"
            + " requires it."
            + " | RegistrantProfileId：该信息模板不可用。Telephone：注册局near要求提供该参数。",
      })
  void aProfileThatLacksWhatTheRegistryNeedsIsRefusedAtTheSubmit(
      String field, String en, String zh) {
    Map<String, String> profile = new TreeMap<>(Sample.contact("tech"));
    profile.remove(field);
    String id = save(profile);
    SignedCall call = submit("sample-0034.test", "tech", id);
    Refused.assertRefused(call.send(), "JSON", 400, "ParameterIllegal", "Parameter illegal. " + en);
    Refused.assertRefused(
        fresh(call).with("Lang", "zh").send(), "JSON", 400, "ParameterIllegal", "参数错误。" + zh);
  }

  @ParameterizedTest
  @CsvSource({
    "DomainName, '', MissingDomainName",
    "DomainName, not a name, ParameterIllegal",
    "DomainName, nobodys.test, DomainNotExist",
    "DomainName, unserved.nowhere, DomainNotExist",
    "ContactType, '', MissingContactType",
    "ContactType, owner, ParameterIllegal",
    "RegistrantProfileId, '', MissingRegistrantProfileId",
    "RegistrantProfileId, first, InvalidRegistrantProfileId",
    "AddTransferLock, maybe, InvalidAddTransferLock",
  })
  void eachParameterIsChecked(String parameter, String value, String code) {
    Reply reply =
        submit("sample-0034.test", "tech", save(Sample.contact("tech")))
            .with(parameter, value)
            .send();
    assertEquals(code, reply.field("Code"), reply::text);
  }

  @Test
  void aDomainWithAChangeUnderWayIsBusy() {
    String id = save(Sample.contact("tech"));
    HOLD.updateOf("sample-0035.example");
    String first = service.accepted(submit("sample-0035.example", "tech", id));
    HOLD.awaitArrival();
    Reply second = submit("sample-0035.example", "tech", id).send();
    HOLD.letGo();
    assertEquals("TaskIsBeingProcessed", second.field("Code"), second::text);
    service.awaitEnd(first);
  }

  @ParameterizedTest
  @CsvSource({BATCH + ", " + V2017, BATCH_2017 + ", " + V2018})
  void eachBatchOperationIsOfOneVersion(String operation, String version) {
    Reply reply = service.call(operation).with("Version", version).send();
    assertEquals("InvalidAction.NotFound", reply.field("Code"), reply::text);
    assertEquals(404, reply.status());
  }

  private static SignedCall submit(String name, String type, String profileId) {
    return service
        .call(SINGLE)
        .with("DomainName", name)
        .with("ContactType", type)
        .with(ID, profileId);
  }

  /** The same under another nonce. */
  private static SignedCall fresh(SignedCall call) {
    return call.with("SignatureNonce", java.util.UUID.randomUUID().toString());
  }

  private static String save(Map<String, String> contact) {
    Map<String, String> fields = new TreeMap<>(contact);
    fields.remove("ContactType");
    Reply reply = service.call("SaveRegistrantProfile").with(fields).send();
    assertEquals(200, reply.status(), reply::text);
    return reply.field(ID);
  }

  private static String instanceId(String name) {
    return service
        .database()
        .read(
            sql ->
                sql.row(
                        "SELECT instance_id FROM domain WHERE name = ?",
                        row -> row.text("instance_id"),
                        name)
                    .orElseThrow());
  }
}
