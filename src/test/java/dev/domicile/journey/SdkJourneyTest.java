package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.http.FormatType;
import dev.domicile.account.KeyPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The main job through the official SDKs, with only the endpoint changed: submit, wait, and look at
 * what the registries hold.
 */
class SdkJourneyTest {

  private static final String V2018 = "2018-01-29";
  private static final String V2017 = "2017-12-18";

  /** One name of each registry. */
  private static final List<String> NAMES = List.of("sample-0001.com", "sample-0004.test");

  @TempDir static Path folder;
  private static Lab near;
  private static Lab far;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.near(folder);
    far = Lab.far(folder).key("postalInfo", "both");
    service = Service.start(folder, near, far);
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
    far.close();
  }

  /** A client library, made once the service's address is known. */
  record Kind(String name, BiFunction<String, KeyPair, SdkClient> make) {
    SdkClient client(KeyPair key) {
      return make.apply(service.endpoint(), key);
    }

    boolean of2017() {
      return name.contains(V2017);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        classic("classic JSON", V2018, FormatType.JSON, SignatureVersion.V1),
        classic("classic XML", V2018, FormatType.XML, SignatureVersion.V1),
        classic("classic ACS3", V2018, FormatType.JSON, SignatureVersion.V3),
        classic("classic ACS3 XML", V2018, FormatType.XML, SignatureVersion.V3),
        classic("classic JSON " + V2017, V2017, FormatType.JSON, SignatureVersion.V1),
        classic("classic XML " + V2017, V2017, FormatType.XML, SignatureVersion.V1),
        async("async", com.aliyun.sdk.gateway.pop.auth.SignatureVersion.V1),
        async("async ACS3", com.aliyun.sdk.gateway.pop.auth.SignatureVersion.V3),
        tea("tea v1", V2018, "v2"),
        tea("tea ACS3", V2018, null),
        tea("tea v1 " + V2017, V2017, "v2"),
        tea("tea ACS3 " + V2017, V2017, null));
  }

  private static Kind classic(
      String name, String version, FormatType format, SignatureVersion signature) {
    return new Kind(
        name, (endpoint, key) -> new ClassicClient(endpoint, key, version, format, signature));
  }

  private static Kind async(
      String name, com.aliyun.sdk.gateway.pop.auth.SignatureVersion signature) {
    return new Kind(name, (endpoint, key) -> new AsyncSdkClient(endpoint, key, signature));
  }

  private static Kind tea(String name, String version, String algorithm) {
    return new Kind(name, (endpoint, key) -> new TeaClient(endpoint, key, version, algorithm));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyRoleIsChangedAtBothRegistries(Kind kind) throws Exception {
    Map<String, String> types =
        Map.of(
            "registrant", "CHG_HOLDER",
            "admin", "UPDATE_ADMIN_CONTACT",
            "tech", "UPDATE_TECH_CONTACT",
            "billing", "UPDATE_BILLING_CONTACT");
    try (SdkClient client = kind.client(Service.OWNER)) {
      for (String type : types.keySet()) {
        Map<String, String> contact = Sample.contact(type, "zhang san of " + kind);
        if (kind.of2017()) {
          contact.remove("RegistrantType");
        }
        Map<String, String> others = Map.of("near", others(near, type), "far", others(far, type));

        String taskNo = client.submit(contact, NAMES);
        SdkClient.Page page = ended(client, taskNo);

        assertEquals(
            new SdkClient.Page(2, 1, 1, 10, false, false, page.rows()), page, "the envelope");
        for (int i = 0; i < NAMES.size(); i++) {
          assertDone(page.rows().get(i), taskNo, NAMES.get(i), types.get(type));
        }
        Sample.assertHeld(contact, near.card("sample-0004.test", type));
        Sample.assertHeld(contact, far.card("sample-0001.com", type));
        assertEquals(
            others,
            Map.of("near", others(near, type), "far", others(far, type)),
            "no other contact of the domains was touched");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void chineseTextArrivesWhole(Kind kind) throws Exception {
    Map<String, String> contact = Sample.contact("registrant", "li si of " + kind);
    contact.putAll(Sample.CHINESE);
    contact.put("Lang", "zh");
    try (SdkClient client = kind.client(Service.OWNER)) {
      String taskNo = client.submit(contact, NAMES);
      service.awaitEnd(taskNo);
      SdkClient.Page page = client.list(taskNo, 1, 10, Map.of("Lang", "zh"));
      assertEquals("操作成功。", page.rows().getFirst().get("ErrorMsg"));
      assertEquals("域名持有者变更", page.rows().getFirst().get("TaskTypeDescription"));

      Sample.assertHeld(contact, far.card("sample-0001.com", "registrant"));
      Sample.assertPostal(
          contact, "Zh", far.card("sample-0001.com", "registrant").postal("loc").orElseThrow());
      assertEquals(1, near.card("sample-0004.test", "registrant").postal().size());

      SdkClient.Told told = client.refused(contact, List.of("不存在.test"));
      assertEquals("DomainNotExist", told.code());
      assertTrue(told.message().contains("域名不存在。(1): 不存在.test"), told.message());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyClientReadsRefusals(Kind kind) {
    try (SdkClient client = kind.client(Service.OTHER)) {
      SdkClient.Told told = client.refused(Sample.contact("admin"), NAMES);
      assertEquals("DomainNotExist", told.code());
      assertTrue(
          told.message()
              .contains("The domain name does not exist. (2): sample-0001.com, sample-0004.test"),
          told.message());
    }
    try (SdkClient client = kind.client(new KeyPair(Service.OWNER.id(), "another-secret"))) {
      SdkClient.Told told = client.refused(Sample.contact("admin"), NAMES);
      assertTrue(
          List.of("SignatureDoesNotMatch", "SDK.InvalidAccessKeySecret").contains(told.code()),
          told.code());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void listsOfOneRowAndOfNoneAreReadRight(Kind kind) throws Exception {
    try (SdkClient client = kind.client(Service.OWNER)) {
      String taskNo = client.submit(Sample.contact("tech", "one of " + kind), NAMES);
      service.awaitEnd(taskNo);

      SdkClient.Page first = client.list(taskNo, 1, 1, Map.of());
      assertEquals(new SdkClient.Page(2, 1, 2, 1, false, true, first.rows()), first);
      assertEquals("sample-0001.com", first.rows().getFirst().get("DomainName"));
      SdkClient.Page last = client.list(taskNo, 2, 1, Map.of());
      assertEquals(new SdkClient.Page(2, 2, 2, 1, true, false, last.rows()), last);
      assertEquals("sample-0004.test", last.rows().getFirst().get("DomainName"));

      SdkClient.Page none = client.list(taskNo, 1, 10, Map.of("TaskStatus", "3"));
      assertEquals(new SdkClient.Page(0, 1, 0, 10, false, false, List.of()), none);
      SdkClient.Page one =
          client.list(taskNo, 1, 10, Map.of("DomainName", "SAMPLE-0004.TEST", "TaskStatus", "2"));
      assertEquals(1, one.rows().size());
    }
  }

  @Test
  void aNewContactIsMadeOnceForAllItsDomains() throws Exception {
    int before = far.sandbox().contacts().size();
    String taskNo =
        service.accepted(
            service
                .submit("admin", List.of("sample-0006.com", "sample-0007.net", "sample-0008.org"))
                .with("RegistrantName", "once only"));
    service.awaitEnd(taskNo);
    assertEquals(before + 1, far.sandbox().contacts().size());
    String handle = far.handle("sample-0006.com", "admin");
    assertEquals(handle, far.handle("sample-0007.net", "admin"));
    assertEquals(handle, far.handle("sample-0008.org", "admin"));
    assertTrue(handle.matches("[A-Z0-9-]{1,16}"), handle);
    assertNotEquals(handle, far.handle("sample-0006.com", "billing"));
  }

  private static SdkClient.Page ended(SdkClient client, String taskNo) throws Exception {
    service.awaitEnd(taskNo);
    return client.list(taskNo, 1, 10, Map.of());
  }

  private static void assertDone(
      Map<String, String> row, String taskNo, String name, String taskType) {
    assertEquals(taskNo, row.get("TaskNo"));
    assertEquals(name, row.get("DomainName"));
    assertEquals(taskType, row.get("TaskType"));
    assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
    assertEquals("2", row.get("TaskStatusCode"));
    assertEquals("1", row.get("TryCount"));
    assertEquals("The operation is successful.", row.get("ErrorMsg"));
    assertTrue(row.get("TaskDetailNo").length() > 1, row::toString);
    assertTrue(row.get("InstanceId").length() > 1, row::toString);
    assertTrue(row.get("CreateTime").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
    assertTrue(row.get("UpdateTime").compareTo(row.get("CreateTime")) >= 0, row::toString);
  }

  /** The domain's contacts, but for the one that changes. */
  private static String others(Lab lab, String type) {
    String name = lab == near ? "sample-0004.test" : "sample-0001.com";
    StringBuilder all = new StringBuilder();
    for (String role : List.of("registrant", "admin", "tech", "billing")) {
      if (!role.equals(type)) {
        all.append(role).append('=').append(lab.handle(name, role)).append(' ');
      }
    }
    return all.append(lab.domain(name).statuses()).toString();
  }
}
