package dev.domicile.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.contact.ContactValidation.Verdict;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each kind of registry is sent; the goldens also pin the form that stored digests stand on.
 */
class ContactContentTest {

  @ParameterizedTest
  @CsvSource({
    "seed, INT, seed-int.txt",
    "seed, LOC, seed-loc.txt",
    "seed, BOTH, seed-int.txt",
    "chinese, INT, chinese-int.txt",
    "chinese, LOC, chinese-loc.txt",
    "chinese, BOTH, chinese-both.txt",
    "gaps, LOC, gaps-loc.txt"
  })
  void rendersAContactForEachPostalPolicy(String which, PostalPolicy policy, String golden)
      throws Exception {
    String rendered = contact(values(which)).at(policy, false).canonical();
    Path file = Path.of("src/test/resources/contact", golden);
    assertEquals(Files.readString(file), rendered);
  }

  @ParameterizedTest
  @CsvSource({
    "seed, INT, seed-int.txt",
    "chinese, BOTH, chinese-both.txt",
    "chinese-only, INT, transliterated-int.txt",
    "chinese-only, LOC, transliterated-loc.txt",
    "chinese-only, BOTH, transliterated-both.txt",
    "chinese-in-plain, BOTH, transliterated-in-plain-both.txt"
  })
  void rendersAsciiMadeFromChineseWhereThePlainFormIsNone(
      String which, PostalPolicy policy, String golden) throws Exception {
    Contact contact = ContactValidation.normal(new ContactSubmission(values(which)));
    String rendered = contact.at(policy, true).canonical();
    Path file = Path.of("src/test/resources/contact", golden);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, rendered);
    }
    assertEquals(Files.readString(file), rendered);
  }

  @Test
  void aDocumentIsPartOfItOnlyWhereTheRegistryIsToldOfIt() throws Exception {
    Map<String, String> values = Submissions.seed();
    values.put("IdentityCredentialType", "sfz");
    values.put("IdentityCredentialNo", " 110101199001011234");
    Contact contact = contact(values);
    RegistryProfile lab = Submissions.registry("lab", PostalPolicy.INT);
    RegistryProfile china =
        Submissions.with(
            lab,
            new RegistryProfile.ContactRules(
                RegistryProfile.Disclosure.NONE, RegistryProfile.Handles.CLIENT, "D", false, true));
    String told = contact.at(china).canonical();
    Path file = Path.of("src/test/resources/contact/document.txt");
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, told);
    }
    assertEquals(Files.readString(file), told);
    assertEquals(contact(Submissions.seed()).at(lab).canonical(), contact.at(lab).canonical());
    assertFalse(contact.document().toString().contains("1101"));
  }

  @Test
  void anotherFieldIsAnotherText() {
    String before = contact(Submissions.chinese()).at(PostalPolicy.BOTH, false).canonical();
    for (String parameter : Submissions.chinese().keySet()) {
      Map<String, String> values = Submissions.chinese();
      String value =
          switch (parameter) {
            case "Country" -> "SG";
            case "TelArea" -> "65";
            case "RegistrantType" -> "1";
            case "Email" -> "other@test.com";
            default -> "87654321";
          };
      values.put(parameter, value);
      String after = contact(values).at(PostalPolicy.BOTH, false).canonical();
      if (parameter.equals("RegistrantType")) {
        assertEquals(before, after, "registries are not told the type");
      } else {
        assertNotEquals(before, after, parameter);
      }
    }
  }

  @Test
  void neighbouringFieldsCannotBeMistakenForEachOther() {
    PostalInfo first = postal("a\norganization 1:b", null);
    PostalInfo second = postal("a", "b");
    assertNotEquals(content(first).canonical(), content(second).canonical());
  }

  @Test
  void aRegistryThatChangesCaseAndBlanksStillHoldsIt() {
    PostalInfo sent = postal("Zhang San", null);
    assertTrue(content(sent).isHeldAs(info(postal("ZHANG  SAN ", null), "+86.1", "A@test.com")));
    assertFalse(content(sent).isHeldAs(info(postal("Li Si", null), "+86.1", "a@test.com")));
    assertFalse(content(sent).isHeldAs(info(sent, "+86.2", "a@test.com")));
    assertFalse(content(sent).isHeldAs(info(sent, "+86.1", "b@test.com")));
    assertFalse(content(sent).isHeldAs(info(postal("Zhang San", "Ltd"), "+86.1", "a@test.com")));
  }

  @Test
  void whatARegistryHidesCountsAsEqual() {
    PostalInfo sent = postal("Zhang San", "Ltd");
    assertTrue(content(sent).isHeldAs(info(postal("", null), null, "")));
    assertTrue(
        content(sent)
            .isHeldAs(new ContactInfo("D1", List.of(), null, null, "", "registrar1", null)));
  }

  private static Map<String, String> values(String which) {
    return switch (which) {
      case "seed" -> Submissions.seed();
      case "chinese" -> Submissions.chinese();
      case "chinese-only" -> Submissions.chineseOnly();
      case "chinese-in-plain" -> Submissions.chineseInPlain();
      default -> {
        Map<String, String> values = Submissions.seed();
        values.put("ZhCity", "北京市");
        yield values;
      }
    };
  }

  private static Contact contact(Map<String, String> values) {
    Verdict verdict = ContactValidation.validate(new ContactSubmission(values), List.of());
    return assertInstanceOf(Verdict.Accepted.class, verdict).contact();
  }

  private static ContactContent content(PostalInfo postal) {
    return new ContactContent(List.of(postal), "+86.1", null, "a@test.com", null);
  }

  private static ContactInfo info(PostalInfo postal, String voice, String email) {
    return new ContactInfo("D1", List.of(postal), voice, null, email, "registrar1", null);
  }

  private static PostalInfo postal(String name, String organization) {
    return new PostalInfo(
        PostalInfo.Type.INT, name, organization, List.of("Rd. 1"), "City", null, null, "CN");
  }
}
