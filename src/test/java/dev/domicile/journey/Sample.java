package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.registry.sandbox.ContactCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contacts that journeys submit, and what a registry must hold of them. */
final class Sample {

  private Sample() {}

  static Map<String, String> contact(String contactType) {
    return contact(contactType, "zhang san");
  }

  /**
   * @param name tells this contact from others
   */
  static Map<String, String> contact(String contactType, String name) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ContactType", contactType);
    all.put("RegistrantType", "2");
    all.put("RegistrantName", name);
    all.put("RegistrantOrganization", "Lantern & Sons <Hangzhou> Ltd");
    all.put("Country", "CN");
    all.put("Province", "Zhe jiang");
    all.put("City", "Hang zhou");
    all.put("Address", "391 Wen er Road * ~ + / %41");
    all.put("Email", "zhang.san@mail.example");
    all.put("PostalCode", "310012");
    all.put("TelArea", "86");
    all.put("Telephone", "13800000000");
    all.put("TelExt", "01");
    return all;
  }

  static final Map<String, String> CHINESE =
      Map.of(
          "ZhRegistrantName", "张三",
          "ZhRegistrantOrganization", "杭州灯笼有限公司",
          "ZhProvince", "浙江省",
          "ZhCity", "杭州市",
          "ZhAddress", "文二路391号");

  /** Field by field, so that a difference is told by its name. */
  static void assertHeld(Map<String, String> submitted, ContactCard held) {
    assertPostal(submitted, "", held.postal("int").orElseThrow());
    assertEquals(
        "+" + submitted.get("TelArea") + "." + submitted.get("Telephone"),
        held.voice().number(),
        "voice");
    assertEquals(submitted.get("TelExt"), held.voice().extension(), "extension");
    assertEquals(submitted.get("Email"), held.email(), "email");
    assertEquals(null, held.fax(), "fax");
  }

  /**
   * @param prefix of the parameters that say who and where: empty, or Zh
   */
  static void assertPostal(Map<String, String> submitted, String prefix, ContactCard.Postal held) {
    assertEquals(submitted.get(prefix + "RegistrantName"), held.name(), "name");
    assertEquals(submitted.get(prefix + "RegistrantOrganization"), held.org(), "org");
    assertEquals(List.of(submitted.get(prefix + "Address")), held.streets(), "street");
    assertEquals(submitted.get(prefix + "City"), held.city(), "city");
    assertEquals(submitted.get(prefix + "Province"), held.sp(), "sp");
    assertEquals(submitted.get("PostalCode"), held.pc(), "pc");
    assertEquals(submitted.get("Country"), held.cc(), "cc");
  }
}
