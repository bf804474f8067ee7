package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** VerifyContactField says what a submit would say. */
class VerifyContactTest {

  private static final String VERIFY = "VerifyContactField";

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

  @Test
  void aGoodContactIsAcceptedAndNothingIsStored() {
    Map<String, Long> before = service.tables().counts();
    for (String version : List.of("2018-01-29", "2017-12-18")) {
      for (String name : List.of("", "sample-0004.test", "nobodys-yet.example")) {
        Reply reply = verify(Map.of("DomainName", name, "Version", version)).send();
        assertEquals(200, reply.status(), reply::text);
        assertEquals(List.of("RequestId"), List.copyOf(reply.fields().keySet()));
      }
    }
    assertEquals(before, service.tables().counts());
  }

  @ParameterizedTest
  @CsvSource({
    "RegistrantName, ''",
    "City, ''",
    "Country, Atlantis",
    "Email, nobody",
    "Telephone, ''",
    "Address, ''",
    "Telephone, 12",
    "RegistrantType, 7",
    "RegistrantName, 张三",
    "ZhCity, bad\u0007bell",
  })
  void eachFlawIsToldInTheWordsOfASubmit(String field, String value) {
    for (String lang : List.of("en", "zh")) {
      for (String format : List.of("JSON", "XML")) {
        Map<String, String> spoilt =
            Map.of("DomainName", "sample-0004.test", field, value, "Lang", lang, "Format", format);
        Reply told = verify(spoilt).send();
        Reply refused = service.submit("tech", List.of("sample-0004.test")).with(spoilt).send();
        Refused.assertRefused(told, format, 400, refused.field("Code"), refused.field("Message"));
      }
    }
  }

  @Test
  void withoutADomainNameNoRegistrysOwnDemandsAreMade() {
    assertEquals(200, verify(Map.of("Telephone", "", "RegistrantName", "张三")).send().status());
    Reply missing = verify(Map.of("Email", "")).send();
    assertEquals("MissingEmail", missing.field("Code"), missing::text);
  }

  @Test
  void aNameThatNoRegistryServesIsTold() {
    Reply reply = verify(Map.of("DomainName", "unserved.nowhere")).send();
    assertEquals("DomainNotExist", reply.field("Code"), reply::text);
  }

  private static SignedCall verify(Map<String, String> different) {
    Map<String, String> fields = new TreeMap<>(Sample.contact("tech"));
    fields.remove("ContactType");
    fields.putAll(different);
    return service.call(VERIFY).with(fields);
  }
}
