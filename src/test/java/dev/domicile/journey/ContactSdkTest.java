package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.http.FormatType;
import dev.domicile.registry.sandbox.ContactCard;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles, contacts and locks through the official SDKs, with only the endpoint changed. */
class ContactSdkTest {

  private static final String ID = "RegistrantProfileId";
  private static final String NAME = "sample-0004.test";
  private static final Set<String> NOT_OF_PROFILES = Set.of("ContactType");

  @TempDir static Path folder;
  private static Lab near;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.near(folder);
    service = Service.start(folder, near);
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
  }

  static Stream<ContactSdk> sdks() {
    return Stream.of(
        new ContactSdk.Classic(FormatType.JSON, SignatureVersion.V1),
        new ContactSdk.Classic(FormatType.XML, SignatureVersion.V1),
        new ContactSdk.Classic(FormatType.JSON, SignatureVersion.V3),
        new ContactSdk.Classic(FormatType.XML, SignatureVersion.V3),
        new ContactSdk.Async(com.aliyun.sdk.gateway.pop.auth.SignatureVersion.V1),
        new ContactSdk.Async(com.aliyun.sdk.gateway.pop.auth.SignatureVersion.V3),
        new ContactSdk.Tea("v2", "2018-01-29"),
        new ContactSdk.Tea("", "2018-01-29"),
        new ContactSdk.Tea("v2", "2017-12-18"),
        new ContactSdk.Tea("", "2017-12-18"));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void aProfileIsSavedSubmittedAndRemoved(ContactSdk sdk) throws Exception {
    Map<String, Object> contact = contact(sdk);
    Object id = ContactSdk.get(call(sdk, "SaveRegistrantProfile", contact), ID);
    Object same =
        ContactSdk.get(call(sdk, "SaveRegistrantProfile", Map.of(ID, id, "City", "Ning bo")), ID);
    assertEquals(id, same);
    contact.put("City", "Ning bo");
    assertProfile(sdk, contact, id, false);
    if (!is2017(sdk)) {
      call(sdk, "SetDefaultRegistrantProfile", Map.of(ID, id));
      assertProfile(sdk, contact, id, true);
    }
    for (String type : List.of("registrant", "tech")) {
      submitBatch(sdk, type, id);
      assertShown(sdk, type, contact);
    }
    submitSingle(sdk, id);
    assertShown(sdk, "billing", contact);
    call(sdk, "DeleteRegistrantProfile", Map.of(ID, id));
    assertEquals(0, profiles(sdk, id).size());
    assertRefused(
        sdk, "ContactTemplateNotExist", "DeleteRegistrantProfile", Map.<String, Object>of(ID, id));
    assertRefused(sdk, "ContactTemplateNotExist", single(), singleOf(id));
  }

  private static Map<String, Object> contact(ContactSdk sdk) {
    Map<String, Object> contact = new TreeMap<>(Sample.contact("", "li si of " + sdk));
    contact.keySet().removeAll(NOT_OF_PROFILES);
    if (!is2017(sdk)) {
      contact.putAll(Sample.CHINESE);
    }
    return contact;
  }

  private static List<Object> profiles(ContactSdk sdk, Object id) throws Exception {
    Object answer =
        call(sdk, "QueryRegistrantProfiles", Map.of(ID, id, "PageNum", 1, "PageSize", 10));
    return ContactSdk.rows(answer, "RegistrantProfiles", "RegistrantProfile");
  }

  private static void assertProfile(
      ContactSdk sdk, Map<String, Object> contact, Object id, boolean isDefault) throws Exception {
    List<Object> rows = profiles(sdk, id);
    assertEquals(1, rows.size());
    Object row = rows.getFirst();
    for (var field : contact.entrySet()) {
      assertEquals(field.getValue(), ContactSdk.get(row, field.getKey()), field.getKey());
    }
    assertEquals(isDefault, ContactSdk.get(row, "DefaultRegistrantProfile"));
    assertEquals("NONAUDIT", ContactSdk.get(row, "RealNameStatus"));
    assertTrue(
        ContactSdk.get(row, "CreateTime").toString().matches("\\d{4}-\\d\\d-\\d\\d [0-9:]{8}"));
  }

  private static void submitBatch(ContactSdk sdk, String type, Object id) throws Exception {
    Map<String, Object> in =
        new TreeMap<>(Map.of("DomainName", List.of(NAME), "ContactType", type, ID, id));
    if (type.equals("registrant")) {
      in.put(is2017(sdk) ? "AddTransferLock" : "TransferOutProhibited", true);
    }
    String action = "SaveBatchTaskForUpdatingContactInfo";
    Object answer = call(sdk, is2017(sdk) ? action : action + "ByRegistrantProfileId", in);
    assertEnded(answer);
  }

  private static String single() {
    return "SaveSingleTaskForUpdatingContactInfo";
  }

  private static Map<String, Object> singleOf(Object id) {
    return Map.of("DomainName", NAME, "ContactType", "billing", ID, id);
  }

  private static void submitSingle(ContactSdk sdk, Object id) throws Exception {
    assertEnded(call(sdk, single(), singleOf(id)));
  }

  /** By the service as it was submitted, and at the registry. */
  private static void assertShown(ContactSdk sdk, String type, Map<String, Object> contact)
      throws Exception {
    Object shown = call(sdk, "QueryContactInfo", Map.of("DomainName", NAME, "ContactType", type));
    for (var field : contact.entrySet()) {
      if (!field.getKey().equals("RegistrantType")) {
        assertEquals(field.getValue(), ContactSdk.get(shown, field.getKey()), field.getKey());
      }
    }
    ContactCard held = near.card(NAME, type);
    assertEquals(contact.get("RegistrantName"), held.postal("int").orElseThrow().name());
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void locksAreSetAndLifted(ContactSdk sdk) throws Exception {
    String name = "sample-0009.test";
    for (String lock : List.of("Transfer", "Update")) {
      String status = "client" + lock + "Prohibited";
      for (boolean on : List.of(true, false)) {
        assertEnded(
            call(
                sdk,
                "SaveSingleTaskFor" + lock + "ProhibitionLock",
                Map.of("DomainName", name, "Status", on)));
        assertEquals(on, near.domain(name).statuses().contains(status), status);
      }
      for (boolean on : List.of(true, false)) {
        assertEnded(
            call(
                sdk,
                "SaveBatchTaskFor" + lock + "ProhibitionLock",
                Map.of("DomainName", List.of(name), "Status", on)));
        assertEquals(on, near.domain(name).statuses().contains(status), status);
      }
    }
    assertRefused(
        sdk,
        "DomainNotExist",
        "SaveSingleTaskForUpdateProhibitionLock",
        Map.of("DomainName", "nobodys.test", "Status", true));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void aContactIsVerified(ContactSdk sdk) throws Exception {
    Map<String, Object> contact = contact(sdk);
    contact.put("DomainName", NAME);
    Object answer = call(sdk, "VerifyContactField", contact);
    assertTrue(ContactSdk.get(answer, "RequestId").toString().matches("[0-9A-F-]{36}"));
    contact.put("Email", "none");
    assertRefused(sdk, "ParameterIllegal", "VerifyContactField", contact);
    contact.remove("Email");
    assertRefused(sdk, "MissingEmail", "VerifyContactField", contact);
  }

  private static Object call(ContactSdk sdk, String action, Map<String, Object> in)
      throws Exception {
    return sdk.call(service.endpoint(), Service.OWNER, action, in);
  }

  private static void assertRefused(
      ContactSdk sdk, String code, String action, Map<String, Object> in) {
    Exception failure = assertThrows(Exception.class, () -> call(sdk, action, in));
    assertEquals(code, sdk.code(failure));
  }

  private static void assertEnded(Object submitted) throws Exception {
    service
        .ended(ContactSdk.get(submitted, "TaskNo").toString())
        .forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
  }

  private static boolean is2017(ContactSdk sdk) {
    return sdk instanceof ContactSdk.Tea tea && tea.version().equals("2017-12-18");
  }
}
