package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Lang;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.contact.ContactValidation.Verdict;
import dev.domicile.contact.ContactValidation.Warning;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.ContactModel;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactValidationTest {

  static final RegistryProfile LAB =
      Submissions.registry("lab", PostalPolicy.INT, "Address", "Telephone");
  static final RegistryProfile CHINA =
      Submissions.registry("china", PostalPolicy.LOC, "Address", "PostalCode");

  @Test
  void acceptsThePagesOwnSampleAsItStands() {
    Contact contact = accepted(new ContactSubmission(Submissions.seed()), LAB).contact();
    assertEquals("zhang san", contact.plain().name());
    assertNull(contact.plain().organization(), "a person is not an organization");
    assertEquals(List.of("Rd. xitucheng"), contact.plain().street());
    assertEquals("10000", contact.postalCode());
    assertEquals("+86.13800000000", contact.voice());
    assertEquals("01", contact.voiceExtension());
    assertEquals("test@test.com", contact.email());
    assertEquals("CN", contact.country());
    assertEquals(RegistrantType.INDIVIDUAL, contact.type());
    assertNull(contact.chinese());
  }

  @Test
  void anUnusualPostalCodeWarnsAndDoesNotRefuse() {
    List<Warning> warnings = accepted(new ContactSubmission(Submissions.seed()), LAB).warnings();
    assertTrue(warnings.stream().anyMatch(w -> w.parameter().equals("PostalCode")));
    List<Warning> usual = accepted(Submissions.seedWith("PostalCode", "100000"), LAB).warnings();
    assertFalse(usual.stream().anyMatch(w -> w.parameter().equals("PostalCode")));
  }

  @Test
  void chineseAloneWillDoWhereAllRegistriesTransliterate() {
    ContactSubmission chinese = new ContactSubmission(Submissions.chineseOnly());
    RegistryProfile open = Submissions.transliterating(LAB);
    assertEquals("Ce Shi", accepted(chinese, open).contact().latin().address().name());
    assertEquals("MissingRegistrantName", refused(chinese, LAB).codeText());
    assertEquals("MissingRegistrantName", refused(chinese, open, CHINA).codeText());
    assertEquals("MissingRegistrantName", refused(chinese).codeText());
  }

  @Test
  void plainParametersThatAreChineseAreRefusedByARegistryThatDoesNotTransliterate() {
    ContactSubmission chinese = new ContactSubmission(Submissions.chineseInPlain());
    RegistryProfile open = Submissions.transliterating(LAB);
    assertEquals(
        List.of("RegistrantName", "RegistrantOrganization", "City"),
        accepted(chinese, open).contact().latin().made());
    assertTrue(refused(chinese, LAB).en().startsWith("RegistrantName: registry lab takes ASCII"));
    assertTrue(refused(chinese, open, LAB).en().contains("City: registry lab takes ASCII"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Иванов", "タワー", "々"})
  void whatCannotBeMadeAsciiIsRefused(String name) {
    RegistryProfile open = Submissions.transliterating(LAB);
    Refusal refusal = refused(Submissions.seedWith("RegistrantName", name), open);
    assertTrue(refusal.en().startsWith("RegistrantName: "), refusal.en());
    assertFalse(refusal.en().contains(name));
  }

  @Test
  void whatIsTooLongInAsciiIsRefused() {
    RegistryProfile open = Submissions.transliterating(LAB);
    accepted(Submissions.seedWith("City", "中".repeat(40)), open);
    assertTrue(
        refused(Submissions.seedWith("City", "中".repeat(60)), open).en().startsWith("City: "));
    accepted(Submissions.seedWith("Address", "中".repeat(120)), open);
    assertTrue(
        refused(Submissions.seedWith("Address", "中".repeat(200)), open)
            .en()
            .startsWith("Address: "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RegistrantName", "City", "Country", "Email"})
  void namesAFieldThatIsAlwaysNeededWhereItIsAbsentEmptyOrBlank(String parameter) {
    Map<String, String> values = Submissions.seed();
    for (String empty : new String[] {"", "  ", "\u3000"}) {
      values.put(parameter, empty);
      Refusal refusal = refused(new ContactSubmission(values), LAB);
      assertEquals("Missing" + parameter, refusal.codeText());
    }
    values.remove(parameter);
    assertEquals(
        parameter + " is mandatory for this action.",
        refused(new ContactSubmission(values), LAB).message(Lang.EN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RegistrantType | 0
          RegistrantType | 3
          RegistrantType | one
          Country | C
          Country | CHN
          Country | China
          Country | XX
          Country | 中国
          PostalCode | 12345678901234567
          Email | test
          Email | @test.com
          Email | test@
          Email | te st@test.com
          Email | .test@test.com
          Email | test.@test.com
          Email | te..st@test.com
          Email | test@test
          Email | test@test.com.
          Email | test@-test.com
          Email | test@[127.0.0.1]
          Email | "te st"@test.com
          Email | "te\\\\"st"@test.com
          Email | ""@test.com
          Email | 张三@test.com
          Email | a@b@test.com
          Email | 01234567890123456789012345678901234567890123456789012345678901234@test.com
          TelArea | 999
          TelArea | 8600
          TelArea | cn
          TelArea | +
          Telephone | 1
          Telephone | 12
          Telephone | 138000000001234567890
          Telephone | 8613800000000
          Telephone | +1 650 253 0000
          Telephone | none
          Telephone | 1380000000O
          Telephone | ---
          TelExt | a1
          TelExt | 1234567890123456
          TelExt | -
          """)
  void refusesNamingTheParameterInBothLanguages(String parameter, String value) {
    Refusal refusal = refused(Submissions.seedWith(parameter, value), LAB);
    assertEquals("ParameterIllegal", refusal.codeText());
    assertTrue(refusal.en().startsWith(parameter + ": "), refusal.en());
    assertTrue(refusal.zh().startsWith(parameter + "："), refusal.zh());
    assertTrue(
        refusal.zh().codePoints().anyMatch(c -> Character.UnicodeScript.of(c).name().equals("HAN")),
        refusal.zh());
    if (value.length() > 3) {
      assertFalse(refusal.en().contains(value), "a message must not repeat personal data");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TEST.User+tag@Mail.Example.COM | TEST.User+tag@mail.example.com
          "test..user"@test.com | "test..user"@test.com
          o'neil@xn--fiq228c.com | o'neil@xn--fiq228c.com
          a@中文.com | a@xn--fiq228c.com
          0123456789012345678901234567890123456789012345678901234567890123@test.com \
            | 0123456789012345678901234567890123456789012345678901234567890123@test.com
          """)
  void acceptsAnEmailAddressAndLowersItsDomain(String submitted, String normal) {
    assertEquals(normal, accepted(Submissions.seedWith("Email", submitted), LAB).contact().email());
  }

  @Test
  void refusesAnEmailAddressOverTheLengthOfAPath() {
    String domain = ("a".repeat(60) + ".").repeat(4) + "com";
    assertEquals(247, domain.length());
    accepted(Submissions.seedWith("Email", "abcdef@" + domain), LAB);
    Refusal refusal = refused(Submissions.seedWith("Email", "abcdefg@" + domain), LAB);
    assertEquals("Email: at most 254 characters are possible.", refusal.en());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          86 | 1234567890 | +86.1234567890
          86 | 12345678 | +86.12345678
          +86 | 138-0000-0000 | +86.13800000000
          0086 | (138) 0000.0000 | +86.13800000000
          86 | 010 62345678 | +86.1062345678
          86 | +86 138 0000 0000 | +86.13800000000
          86 | １３８００００００００ | +86.13800000000
          1 | 650-253-0000 | +1.6502530000
          39 | 06 6982 | +39.066982
          44 | 020 7946 0018 | +44.2079460018
          49 | 30123456 | +49.30123456
          """)
  void writesATelephoneNumberAsEppDoes(String area, String telephone, String voice) {
    Map<String, String> values = Submissions.seed();
    values.put("TelArea", area);
    values.put("Telephone", telephone);
    assertEquals(voice, accepted(new ContactSubmission(values), LAB).contact().voice());
  }

  @Test
  void refusesANumberThatEppCannotCarryThoughItsCountryHasSuchNumbers() {
    Map<String, String> values = Submissions.seed();
    values.put("TelArea", "49");
    values.put("Telephone", "301234567890123");
    Refusal refusal = refused(new ContactSubmission(values), LAB);
    assertEquals("Telephone: too long for a registry.", refusal.en());
  }

  @Test
  void takesAMissingCallingCodeFromTheCountryAndSaysSo() {
    Map<String, String> values = Submissions.seed();
    values.remove("TelArea");
    Verdict.Accepted accepted = accepted(new ContactSubmission(values), LAB);
    assertEquals("+86.13800000000", accepted.contact().voice());
    assertTrue(accepted.warnings().stream().anyMatch(w -> w.parameter().equals("TelArea")));
    values.put("Country", "AQ");
    assertTrue(refused(new ContactSubmission(values), LAB).en().startsWith("TelArea: "));
  }

  @Test
  void anEmptyExtensionIsNone() {
    assertNull(accepted(Submissions.seedWith("TelExt", ""), LAB).contact().voiceExtension());
  }

  @ParameterizedTest
  @CsvSource({"cn,CN", "' us ',US", "UK,GB", "uk,GB", "GB,GB"})
  void writesACountryInUpperCase(String submitted, String normal) {
    assertEquals(
        normal, accepted(Submissions.seedWith("Country", submitted), LAB).contact().country());
  }

  @Test
  void trimsComposesAndCollapsesNames() {
    Contact contact =
        accepted(Submissions.seedWith("RegistrantName", " Rene\u0301\u3000 \u00a0Dupont "), CHINA)
            .contact();
    assertEquals("Ren\u00e9 Dupont", contact.plain().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RegistrantName", "RegistrantOrganization", "Province", "City",
        "ZhRegistrantName", "ZhRegistrantOrganization", "ZhProvince", "ZhCity"
      })
  void takes255CharactersInALineAndRefuses256(String parameter) {
    accepted(Submissions.seedWith(parameter, "b".repeat(255)), LAB);
    Refusal refusal = refused(Submissions.seedWith(parameter, "b".repeat(256)), LAB);
    assertEquals(parameter + ": at most 255 characters are possible, this has 256.", refusal.en());
    assertEquals(parameter + "：最多255个字符，现有256个。", refusal.zh());
  }

  @Test
  void countsCharactersNotHalves() {
    accepted(Submissions.seedWith("ZhCity", "\uD840\uDC00".repeat(255)), LAB);
  }

  @Test
  void refusesA300CharacterCity() {
    Refusal refusal = refused(Submissions.seedWith("City", "x".repeat(300)), LAB);
    assertEquals(
        "Parameter illegal. City: at most 255 characters are possible, this has 300.",
        refusal.message(Lang.EN));
  }

  @Test
  void splitsALongAddressAtBlanks() {
    String address = "long street ".repeat(25).strip();
    assertEquals(299, address.length());
    Contact contact = accepted(Submissions.seedWith("Address", address), LAB).contact();
    assertEquals(2, contact.plain().street().size());
    assertEquals(address, String.join(" ", contact.plain().street()));
    assertTrue(contact.plain().street().stream().allMatch(line -> line.length() <= 255));
  }

  @Test
  void cutsAnAddressWithoutBlanksWhereItsLineIsFull() {
    Contact contact = accepted(Submissions.seedWith("ZhAddress", "街".repeat(765)), LAB).contact();
    assertEquals(
        List.of("街".repeat(255), "街".repeat(255), "街".repeat(255)), contact.chinese().street());
    assertEquals(
        "ZhAddress: at most 765 characters are possible, this has 766.",
        refused(Submissions.seedWith("ZhAddress", "街".repeat(766)), LAB).en());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\t", "\u0000", "\u007f", "\u0085", "\uFFFD", "\uFFFE", "\u202E", "\uD800"})
  void refusesCharactersThatNoRegistryCanHold(String character) {
    for (String parameter :
        List.of("RegistrantName", "City", "Address", "PostalCode", "Email", "ZhCity")) {
      Refusal refusal = refused(Submissions.seedWith(parameter, "ab" + character + "c"), CHINA);
      assertTrue(
          refusal.en().contains(parameter + ": character 3 is one that no registry can hold."),
          refusal.en());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RegistrantName",
        "RegistrantOrganization",
        "Province",
        "City",
        "Address",
        "PostalCode"
      })
  void aRegistryOfTypeIntTakesAsciiOnly(String parameter) {
    ContactSubmission submitted = Submissions.seedWith(parameter, "ab 北");
    accepted(submitted, CHINA);
    Refusal refusal = refused(submitted, CHINA, LAB);
    assertTrue(
        refusal
            .en()
            .startsWith(parameter + ": registry lab takes ASCII only; character 4 is another"),
        refusal.en());
    assertTrue(refusal.zh().startsWith(parameter + "：注册局lab只接受ASCII字符"), refusal.zh());
    assertEquals(
        !parameter.equals("PostalCode"), refusal.en().contains("; use Zh" + parameter + " for it"));
    assertTrue(
        refused(submitted, Submissions.registry("two", PostalPolicy.BOTH))
            .en()
            .contains("registry two takes ASCII only"));
  }

  @Test
  void aRegistryGetsWhatItRequires() {
    Map<String, String> values = Submissions.seed();
    values.remove("PostalCode");
    ContactSubmission submitted = new ContactSubmission(values);
    accepted(submitted, LAB);
    Refusal refusal = refused(submitted, LAB, CHINA);
    assertEquals("PostalCode: registry china requires it.", refusal.en());
    assertEquals("PostalCode：注册局china要求提供该参数。", refusal.zh());
    values.put("Address", " ");
    assertEquals(
        "Address: registry china, lab requires it. PostalCode: registry china requires it.",
        refused(new ContactSubmission(values), LAB, CHINA).en());
  }

  @Test
  void aRegistryWithoutContactsAsksForNothing() {
    RegistryProfile thin =
        new RegistryProfile(
            "thin",
            List.of("com"),
            "registrar1",
            4,
            ContactModel.NONE,
            PostalPolicy.INT,
            Set.of("Address", "ZhCity"));
    Map<String, String> values = Submissions.seed();
    values.remove("Address");
    values.put("City", "北京");
    accepted(new ContactSubmission(values), thin);
  }

  @Test
  void tellsAllFlawsAtOnce() {
    Map<String, String> values = Submissions.seed();
    values.put("RegistrantType", "9");
    values.put("Country", "ZZ");
    values.put("Email", "nobody");
    assertEquals(
        """
        RegistrantType: it is 1 (individual) or 2 (enterprise). \
        Country: a two-letter country code of ISO 3166 is needed, such as CN or US. \
        Email: an address has the form name@example.com.\
        """,
        refused(new ContactSubmission(values), LAB).en());
  }

  @Test
  void anAbsentRegistrantTypeIsAnIndividualAndAnEnterpriseKeepsItsName() {
    Map<String, String> values = Submissions.seed();
    values.remove("RegistrantType");
    assertEquals(
        RegistrantType.INDIVIDUAL, accepted(new ContactSubmission(values), LAB).contact().type());
    values.put("RegistrantType", "2");
    Contact enterprise = accepted(new ContactSubmission(values), LAB).contact();
    assertEquals(RegistrantType.ENTERPRISE, enterprise.type());
    assertEquals("zhang san", enterprise.plain().organization());
  }

  @Test
  void readsASubmissionFromACallsParametersAndHidesItsValues() {
    Map<String, String> parameters = new LinkedHashMap<>(Submissions.seed());
    parameters.put("DomainName.1", "alibabacloud.com");
    parameters.put("TelExt", "");
    ContactSubmission submitted = ContactSubmission.of(new Parameters(parameters));
    assertEquals("zhang san", submitted.value("RegistrantName").orElseThrow());
    assertTrue(submitted.value("TelExt").isEmpty());
    Contact contact = accepted(submitted, LAB).contact();
    for (Object held :
        List.of(submitted, contact, contact.plain(), contact.at(PostalPolicy.INT, false))) {
      assertFalse(held.toString().contains("zhang"), held.toString());
    }
  }

  private static Verdict.Accepted accepted(
      ContactSubmission submitted, RegistryProfile... registries) {
    Verdict verdict = ContactValidation.validate(submitted, List.of(registries));
    return assertInstanceOf(Verdict.Accepted.class, verdict);
  }

  private static Refusal refused(ContactSubmission submitted, RegistryProfile... registries) {
    Verdict verdict = ContactValidation.validate(submitted, List.of(registries));
    return assertInstanceOf(Verdict.Refused.class, verdict).refusal();
  }
}
