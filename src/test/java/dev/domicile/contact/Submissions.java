package dev.domicile.contact;

import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.ContactModel;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The submissions and registries that the tests of this room start from. */
final class Submissions {

  private Submissions() {}

  /** The sample of the operation's own page, its lost lines restored. */
  static Map<String, String> seed() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("RegistrantName", "zhang san");
    values.put("RegistrantOrganization", "zhang san");
    values.put("Country", "CN");
    values.put("Province", "Bei jing");
    values.put("City", "Bei jing");
    values.put("Address", "Rd. xitucheng");
    values.put("Email", "test@test.com");
    values.put("PostalCode", "10000");
    values.put("TelArea", "86");
    values.put("Telephone", "13800000000");
    values.put("TelExt", "01");
    values.put("RegistrantType", "1");
    return values;
  }

  static Map<String, String> chinese() {
    Map<String, String> values = seed();
    values.put("RegistrantName", "ce shi");
    values.put("RegistrantOrganization", "ce shi gong si");
    values.put("RegistrantType", "2");
    values.put("ZhRegistrantName", "测试");
    values.put("ZhRegistrantOrganization", "测试公司");
    values.put("ZhProvince", "北京");
    values.put("ZhCity", "北京市");
    values.put("ZhAddress", "朝阳区");
    return values;
  }

  /** With nothing but Chinese where there is a parameter for it. */
  static Map<String, String> chineseOnly() {
    Map<String, String> values = chinese();
    values
        .keySet()
        .removeAll(List.of("RegistrantName", "RegistrantOrganization", "Province", "City"));
    values.remove("Address");
    values.put("ZhAddress", "文三路100号（东门），２楼");
    return values;
  }

  /** With Chinese in parameters that are to be ASCII, and no others. */
  static Map<String, String> chineseInPlain() {
    Map<String, String> values = seed();
    values.put("RegistrantName", "阿卜杜·热合曼");
    values.put("RegistrantOrganization", "阿卜杜·热合曼");
    values.put("City", "北京市");
    return values;
  }

  static ContactSubmission seedWith(String parameter, String value) {
    Map<String, String> values = seed();
    values.put(parameter, value);
    return new ContactSubmission(values);
  }

  static RegistryProfile registry(String name, PostalPolicy postalInfo, String... requires) {
    return new RegistryProfile(
        name, List.of("test"), "registrar1", 4, ContactModel.FULL, postalInfo, Set.of(requires));
  }

  /** The registry lab, of type int. */
  static RegistryProfile disclosing(RegistryProfile.Disclosure policy) {
    return with(
        registry("lab", PostalPolicy.INT),
        new RegistryProfile.ContactRules(policy, RegistryProfile.Handles.CLIENT, "D"));
  }

  static RegistryProfile transliterating(RegistryProfile registry) {
    return with(
        registry,
        new RegistryProfile.ContactRules(
            RegistryProfile.Disclosure.NONE, RegistryProfile.Handles.CLIENT, "D", true, false));
  }

  static RegistryProfile with(RegistryProfile lab, RegistryProfile.ContactRules rules) {
    return new RegistryProfile(
        lab.name(),
        lab.tlds(),
        lab.registrarId(),
        lab.sessions(),
        lab.contacts(),
        lab.postalInfo(),
        lab.requires(),
        rules);
  }
}
