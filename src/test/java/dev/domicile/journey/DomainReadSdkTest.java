package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The official SDKs read domains and what was changed of them, with only the endpoint changed. */
class DomainReadSdkTest {

  private static final String NAME = "sample-0004.test";

  @TempDir static Path folder;
  private static Lab near;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.near(folder);
    service = Service.start(folder, near);
    service.awaitEnd(
        service.accepted(
            service.submit("registrant", List.of(NAME)).with(Sample.contact("registrant"))));
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
  }

  static Stream<ContactSdk> sdks() {
    return ContactSdkTest.sdks();
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void aDomainIsFoundInTheListAndReadByNameAndByItsInstanceId(ContactSdk sdk) throws Exception {
    Object list = call(sdk, "QueryDomainList", Map.of("PageNum", 1, "PageSize", 100));
    List<Object> rows = ContactSdk.rows(list, "Data", "Domain");
    assertEquals(
        rows.size(), ((Number) ContactSdk.get(list, "TotalItemNum")).intValue(), "one page");
    Object found = call(sdk, "QueryDomainByDomainName", Map.of("DomainName", NAME));
    assertEquals(
        Sample.contact("registrant").get("RegistrantName"),
        ContactSdk.get(found, "RegistrantName"));
    assertEquals("CLOSE", ContactSdk.get(found, "UpdateProhibitionLock"));
    assertEquals("NORMAL", ContactSdk.get(found, "RegistrantUpdatingStatus"));
    Object id = ContactSdk.get(found, "InstanceId");
    assertTrue(rows.stream().anyMatch(row -> id.equals(field(row, "InstanceId"))));
    Object same = call(sdk, "QueryDomainByInstanceId", Map.of("InstanceId", id));
    assertEquals(NAME, ContactSdk.get(same, "DomainName"));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void aChangeStandsInTheLog(ContactSdk sdk) throws Exception {
    Object log =
        call(sdk, "QueryChangeLogList", Map.of("PageNum", 1, "PageSize", 10, "DomainName", NAME));
    List<Object> rows = ContactSdk.rows(log, "Data", "ChangeLog");
    assertEquals(1, rows.size());
    assertEquals(NAME, field(rows.getFirst(), "DomainName"));
    assertEquals("127.0.0.1", field(rows.getFirst(), "OperationIPAddress"));
    assertTrue(field(rows.getFirst(), "Details").toString().startsWith("DONE registry=near"));
    assertEquals(false, ContactSdk.get(log, "ResultLimit"));
  }

  @ParameterizedTest
  @MethodSource("sdks")
  void aDomainThatIsNotHeldIsTold(ContactSdk sdk) {
    Throwable failure =
        assertThrows(
            Throwable.class,
            () -> call(sdk, "QueryDomainByDomainName", Map.of("DomainName", "nobodys.test")));
    assertEquals("DomainNotExist", sdk.code(failure));
  }

  private static Object field(Object row, String name) {
    try {
      return ContactSdk.get(row, name);
    } catch (Exception e) {
      throw new AssertionError(name, e);
    }
  }

  private static Object call(ContactSdk sdk, String action, Map<String, Object> in)
      throws Exception {
    return sdk.call(service.endpoint(), Service.OWNER, action, in);
  }
}
