package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.KeyPair;
import dev.domicile.store.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account's profiles: kept, found, changed, removed. */
class ProfileTest {

  private static final String SAVE = "SaveRegistrantProfile";
  private static final String QUERY = "QueryRegistrantProfiles";
  private static final String DELETE = "DeleteRegistrantProfile";
  private static final String SET_DEFAULT = "SetDefaultRegistrantProfile";
  private static final String ID = "RegistrantProfileId";

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

  @AfterEach
  void removeAll() {
    for (KeyPair key : List.of(Service.OWNER, Service.OTHER)) {
      for (Map<String, String> row : rows(service.call(key, QUERY))) {
        assertOk(service.call(key, DELETE).with(ID, row.get(ID)));
      }
    }
  }

  @Test
  void aProfileIsShownAsItWasSubmitted() {
    Map<String, String> fields = profile("  zhang   san ");
    fields.putAll(Sample.CHINESE);
    String id = save(fields);
    assertTrue(Long.parseLong(id) < 1L << 53, "a client may count in doubles");

    for (String format : List.of("JSON", "XML")) {
      Map<String, String> row = rows(service.call(QUERY).with("Format", format)).getFirst();
      fields.forEach((field, value) -> assertEquals(value, row.get(field), field));
      assertEquals(id, row.get(ID));
      assertEquals("common", row.get("RegistrantProfileType"));
      assertEquals("false", row.get("DefaultRegistrantProfile"));
      assertEquals("NONAUDIT", row.get("RealNameStatus"));
      assertEquals("0", row.get("EmailVerificationStatus"));
      assertTrue(row.get("CreateTime").matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"));
    }
    Map<String, String> international =
        rows(service.call(QUERY).with("Version", "2017-12-18")).getFirst();
    assertTrue(international.keySet().stream().noneMatch(field -> field.startsWith("Zh")));
    assertEquals("  zhang   san ", international.get("RegistrantName"));
  }

  @Test
  void aChangeLeavesWhatItDoesNotName() {
    Map<String, String> fields = profile("zhang san");
    fields.put("RegistrantProfileType", "cnnic");
    String id = save(fields);
    assertEquals(id, save(Map.of(ID, id, "City", "Wen zhou", "RegistrantType", "1")));
    fields.putAll(Map.of("City", "Wen zhou", "RegistrantType", "1"));
    Map<String, String> row = rows(service.call(QUERY)).getFirst();
    fields.forEach((field, value) -> assertEquals(value, row.get(field), field));
  }

  @Test
  void aChangeEmptiesContactFieldsThatAreSentWithoutAValue() {
    Map<String, String> fields = profile("zhang san");
    fields.putAll(Sample.CHINESE);
    fields.putAll(Map.of("RegistrantProfileType", "cnnic", "RegistrantType", "2"));
    fields.put("DefaultRegistrantProfile", "true");
    String id = save(fields);
    Map<String, String> change = new TreeMap<>(Map.of(ID, id, "TelExt", "", "ZhCity", ""));
    change.putAll(Map.of("RegistrantProfileType", "", "RegistrantType", ""));
    change.put("DefaultRegistrantProfile", "");
    assertEquals(id, save(change));
    fields.putAll(Map.of("TelExt", "", "ZhCity", ""));
    Map<String, String> row = rows(service.call(QUERY)).getFirst();
    fields.forEach((field, value) -> assertEquals(value, row.get(field), field));
  }

  @Test
  void atMostOneProfileIsTheDefault() {
    String first = save(Map.of("RegistrantName", "one", "DefaultRegistrantProfile", "true"));
    assertEquals(List.of(first), defaults());
    String second = save(Map.of("RegistrantName", "two", "DefaultRegistrantProfile", "true"));
    assertEquals(List.of(second), defaults());
    assertOk(service.call(SET_DEFAULT).with(ID, first));
    assertEquals(List.of(first), defaults());
    save(Map.of(ID, first, "City", "Wen zhou"));
    assertEquals(List.of(first), defaults(), "an absent parameter leaves it so");
    save(Map.of(ID, first, "DefaultRegistrantProfile", "false"));
    assertEquals(List.of(), defaults());
    assertOk(service.call(SET_DEFAULT).with(ID, second));
    assertOk(service.call(DELETE).with(ID, second));
    assertEquals(List.of(), defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "RegistrantOrganization, lantern ltd, first",
    "RegistrantOrganization, Lantern, ''",
    "ZhRegistrantOrganization, 灯笼, second",
    "Email, SECOND@mail.example, second",
    "RegistrantType, 1, first",
    "RegistrantType, 2, second",
    "RegistrantProfileType, cnnic, second",
    "RegistrantProfileType, common, first",
    "DefaultRegistrantProfile, true, first",
    "DefaultRegistrantProfile, false, second",
    "RealNameStatus, NONAUDIT, first second",
    "RealNameStatus, SUCCEED, ''",
    "Remark, any, ''",
    "RegistrantProfileId, 1, ''",
  })
  void eachFilterPassesWhatItNames(String filter, String value, String found) {
    save(
        Map.of(
            "RegistrantName",
            "first",
            "RegistrantOrganization",
            "Lantern  Ltd",
            "DefaultRegistrantProfile",
            "true"));
    save(
        Map.of(
            "RegistrantName", "second",
            "RegistrantType", "2",
            "RegistrantProfileType", "cnnic",
            "ZhRegistrantOrganization", "灯笼",
            "Email", "second@mail.example"));
    assertEquals(found, names(service.call(QUERY).with(filter, value)));
  }

  @Test
  void pagesAreOptionalAndNoughtIsAll() {
    for (int i = 1; i <= 5; i++) {
      save(Map.of("RegistrantName", "p" + i));
    }
    assertEquals("p1 p2 p3 p4 p5", names(service.call(QUERY)));
    assertEquals(
        "p1 p2 p3 p4 p5", names(service.call(QUERY).with("PageNum", "0").with("PageSize", "0")));
    SignedCall second = service.call(QUERY).with("PageNum", "2").with("PageSize", "2");
    Reply page = second.send();
    assertEquals("p3 p4", names(page));
    assertEquals(
        Map.of(
            "TotalItemNum", "5",
            "CurrentPageNum", "2",
            "TotalPageNum", "3",
            "PageSize", "2",
            "PrePage", "true",
            "NextPage", "true"),
        only(
            page.fields(),
            "TotalItemNum",
            "CurrentPageNum",
            "TotalPageNum",
            "PageSize",
            "PrePage",
            "NextPage"));
    assertEquals("", names(service.call(QUERY).with("PageNum", "9").with("PageSize", "2")));
    assertRefused(service.call(QUERY).with("PageSize", "5001"), "InvalidPageSize");
  }

  @Test
  void anAccountHasAtMostFiveHundred() {
    for (int i = 0; i < 500; i++) {
      save(Map.of("RegistrantName", "p" + i));
    }
    for (String lang : List.of("en", "zh")) {
      Reply refused = service.call(SAVE).with("RegistrantName", "more").with("Lang", lang).send();
      Refused.assertRefused(
          refused,
          "JSON",
          400,
          "ContactTemplateUpdateFailed",
          lang.equals("zh")
              ? "模板资料保存失败。每个账号最多500个信息模板。"
              : "Failed to save template information. An account has at most 500 profiles.");
    }
    assertEquals("500", service.call(QUERY).send().field("TotalItemNum"));
    Reply elsewhere = service.call(Service.OTHER, SAVE).with("RegistrantName", "theirs").send();
    assertEquals(200, elsewhere.status(), elsewhere::text);
  }

  @Test
  void anotherAccountsProfileIsNotThere() {
    String id = save(profile("zhang san"));
    for (SignedCall call :
        List.of(
            service.call(Service.OTHER, SAVE).with("City", "Wen zhou"),
            service.call(Service.OTHER, DELETE),
            service.call(Service.OTHER, SET_DEFAULT))) {
      assertRefused(call.with(ID, id), "ContactTemplateNotExist");
    }
    assertEquals("", names(service.call(Service.OTHER, QUERY).with(ID, id)));
    assertEquals("", names(service.call(Service.OTHER, QUERY)));
    assertEquals("zhang san", names(service.call(QUERY).with(ID, id)));
    assertEquals(List.of(), defaults());
  }

  @Test
  void aRemovedProfileIsNotThere() {
    String id = save(profile("zhang san"));
    assertOk(service.call(DELETE).with(ID, id));
    for (String operation : List.of(SAVE, DELETE, SET_DEFAULT)) {
      for (String lang : List.of("en", "zh")) {
        Refused.assertRefused(
            service.call(operation).with(ID, id).with("Lang", lang).send(),
            "JSON",
            400,
            "ContactTemplateNotExist",
            lang.equals("zh") ? "联系人模板不存在。" : "Contacts template does not exist.");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Email | nobody | ParameterIllegal"
            + " | Parameter illegal. Email: an address has the form name@example.com.",
        "Country | Atlantis | ParameterIllegal | Parameter illegal. Country: a two-letter country"
            + " code of ISO 3166 is needed, such as CN or US.",
        "RegistrantType | 3 | ParameterIllegal"
            + " | Parameter illegal. RegistrantType: it is 1 (individual) or 2 (enterprise).",
        "RegistrantProfileType | other | ParameterIllegal"
            + " | Parameter illegal. RegistrantProfileType: it is common or cnnic.",
        "DefaultRegistrantProfile | maybe | InvalidDefaultRegistrantProfile | Specified parameter"
            + " DefaultRegistrantProfile is not valid. It is true or false.",
        "RegistrantProfileId | first | InvalidRegistrantProfileId | Specified parameter"
            + " RegistrantProfileId is not valid. It is a whole number from 1 to"
            + " 9223372036854775807.",
      })
  void whatIsGivenMustBeWellFormed(String field, String value, String code, String message) {
    Refused.assertRefused(
        service.call(SAVE).with(profile("zhang san")).with(field, value).send(),
        "JSON",
        400,
        code,
        message);
    assertEquals("", names(service.call(QUERY)), "nothing is stored");
  }

  @Test
  void whatDeleteAndSetDefaultAreAboutMustBeSaid() {
    for (String operation : List.of(DELETE, SET_DEFAULT)) {
      assertRefused(service.call(operation), "MissingRegistrantProfileId");
    }
    assertRefused(service.call(QUERY).with("RealNameStatus", "MAYBE"), "ParameterIllegal");
    assertRefused(
        service.call(SET_DEFAULT).with("Version", "2017-12-18"), "InvalidAction.NotFound");
  }

  @Test
  void nothingOfAProfileLiesOpenInTheDatabase() throws Exception {
    TestDatabases.needsTheFile();
    save(profile("Unmistakable Name"));
    List<Path> files;
    try (var listed = Files.list(service.data())) {
      files = listed.filter(file -> file.toString().contains("domicile.db")).toList();
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains("Unmistakable Name"), file.toString());
      assertFalse(bytes.contains("zhang.san@mail.example"), file.toString());
    }
  }

  private static Map<String, String> profile(String name) {
    Map<String, String> fields = new TreeMap<>(Sample.contact("registrant", name));
    fields.remove("ContactType");
    return fields;
  }

  private static String save(Map<String, String> fields) {
    Reply reply = service.call(SAVE).with(fields).send();
    assertEquals(200, reply.status(), reply::text);
    return reply.field(ID);
  }

  private static void assertOk(SignedCall call) {
    Reply reply = call.send();
    assertEquals(200, reply.status(), reply::text);
    assertEquals(List.of("RequestId"), List.copyOf(reply.fields().keySet()));
  }

  private static void assertRefused(SignedCall call, String code) {
    Reply reply = call.send();
    assertEquals(code, reply.field("Code"), reply::text);
  }

  private static List<Map<String, String>> rows(SignedCall call) {
    return call.send().rows("RegistrantProfiles", "RegistrantProfile");
  }

  private static String names(SignedCall call) {
    return names(call.send());
  }

  private static String names(Reply reply) {
    List<String> names = new ArrayList<>();
    reply
        .rows("RegistrantProfiles", "RegistrantProfile")
        .forEach(row -> names.add(row.get("RegistrantName")));
    return String.join(" ", names);
  }

  private static List<String> defaults() {
    return rows(service.call(QUERY).with("DefaultRegistrantProfile", "true")).stream()
        .map(row -> row.get(ID))
        .toList();
  }

  private static Map<String, String> only(Map<String, String> fields, String... names) {
    Map<String, String> chosen = new TreeMap<>(fields);
    chosen.keySet().retainAll(List.of(names));
    return chosen;
  }
}
