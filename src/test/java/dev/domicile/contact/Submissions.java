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
    RegistryProfile lab = registry("lab", PostalPolicy.INT);
    return new RegistryProfile(
        lab.name(),
        lab.tlds(),
        lab.registrarId(),
        lab.sessions(),
        lab.contacts(),
        lab.postalInfo(),
        lab.requires(),
        new RegistryProfile.ContactRules(policy, RegistryProfile.Handles.CLIENT, "D"));
  }
}
