package dev.domicile.contact;

import static dev.domicile.contact.ContactSubmission.ADDRESS;
import static dev.domicile.contact.ContactSubmission.CITY;
import static dev.domicile.contact.ContactSubmission.NAME;
import static dev.domicile.contact.ContactSubmission.ORGANIZATION;
import static dev.domicile.contact.ContactSubmission.POSTAL_CODE;
import static dev.domicile.contact.ContactSubmission.PROVINCE;

import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.ContactModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the registries of a batch ask for beyond EPP itself. One that holds no contacts asks for
 * nothing.
 */
final class RegistryDemands {

  /** Sent as type int, which is 7-bit ASCII (RFC 5733 section 2.4). */
  private static final List<String> INTERNATIONAL =
      List.of(NAME, ORGANIZATION, PROVINCE, CITY, ADDRESS, POSTAL_CODE);

  private static final Set<String> DOCUMENT =
      Set.of(ContactSubmission.IDENTITY_TYPE, ContactSubmission.IDENTITY_NUMBER);

  private final ContactSubmission submitted;
  private final List<RegistryProfile> registries;

  RegistryDemands(ContactSubmission submitted, Collection<RegistryProfile> registries) {
    this.submitted = submitted;
    this.registries =
        registries.stream()
            .filter(registry -> registry.contacts() != ContactModel.NONE)
            .sorted(Comparator.comparing(RegistryProfile::name))
            .toList();
  }

  /**
   * Whether a parameter that EPP itself needs is missing. Its Chinese form will do where all of the
   * registries are sent ASCII made from that.
   */
  boolean misses(String parameter) {
    boolean all = registries.stream().allMatch(registry -> registry.contactRules().transliterate());
    return all && !registries.isEmpty()
        ? submitted.lacksInEachScript(parameter)
        : submitted.lacks(parameter);
  }

  void check(Contact contact, Findings findings) {
    findMissing(findings);
    findBeyondAscii(findings);
    if (contact.latin() instanceof Contact.Latin latin) {
      findUnfit(latin, findings);
    }
  }

  private void findMissing(Findings findings) {
    for (String parameter : ContactSubmission.PARAMETERS) {
      if (submitted.lacks(parameter)) {
        String names = names(registry -> needs(registry, parameter));
        if (!names.isEmpty()) {
          findings.flaw(parameter, "registry " + names + " requires it", "注册局" + names + "要求提供该参数");
        }
      }
    }
  }

  private boolean needs(RegistryProfile registry, String parameter) {
    boolean madeFromChinese =
        registry.contactRules().transliterate() && !submitted.lacksInEachScript(parameter);
    boolean document = registry.contactRules().cnnic() && DOCUMENT.contains(parameter);
    return document || registry.requires().contains(parameter) && !madeFromChinese;
  }

  private static boolean takesInternational(RegistryProfile registry) {
    return registry.postalInfo() != RegistryProfile.PostalPolicy.LOC;
  }

  private void findBeyondAscii(Findings findings) {
    beyondAscii(findings, false, INTERNATIONAL);
    beyondAscii(findings, true, List.of(POSTAL_CODE));
  }

  private void beyondAscii(Findings findings, boolean transliterate, List<String> parameters) {
    String names =
        names(
            registry ->
                takesInternational(registry)
                    && registry.contactRules().transliterate() == transliterate);
    if (names.isEmpty()) {
      return;
    }
    for (String parameter : parameters) {
      int place = FreeText.nonAsciiAt(FreeText.normal(submitted.value(parameter).orElse("")));
      if (place > 0) {
        findings.flaw(
            parameter,
            "registry %s takes ASCII only; character %d is another%s"
                .formatted(names, place, elsewhere(parameter, "; use ", " for it")),
            "注册局%s只接受ASCII字符，第%d个字符不是%s".formatted(names, place, elsewhere(parameter, "；请使用", "")));
      }
    }
  }

  /** Not all scripts can be made ASCII, and what is made is longer. */
  private void findUnfit(Contact.Latin latin, Findings findings) {
    String names =
        names(registry -> takesInternational(registry) && registry.contactRules().transliterate());
    if (names.isEmpty()) {
      return;
    }
    Contact.Address address = latin.address();
    for (String parameter : latin.made()) {
      Stream<@Nullable String> lines =
          switch (parameter) {
            case NAME -> Stream.of(address.name());
            case ORGANIZATION -> Stream.of(address.organization());
            case PROVINCE -> Stream.of(address.province());
            case CITY -> Stream.of(address.city());
            default -> address.street().stream();
          };
      if (lines.anyMatch(RegistryDemands::unfit)) {
        findings.flaw(
            parameter,
            "registry %s takes ASCII only, at most 255 characters, and none can be made of this"
                .formatted(names),
            "注册局%s只接受最多255个ASCII字符，该内容无法转写".formatted(names));
      }
    }
  }

  private static boolean unfit(@Nullable String line) {
    return line != null
        && (FreeText.nonAsciiAt(line) > 0 || line.length() > ContactReading.LONGEST_LINE);
  }

  private static String elsewhere(String parameter, String before, String after) {
    String chinese = ContactSubmission.CHINESE + parameter;
    return ContactSubmission.PARAMETERS.contains(chinese) ? before + chinese + after : "";
  }

  private String names(Predicate<RegistryProfile> which) {
    return registries.stream()
        .filter(which)
        .map(RegistryProfile::name)
        .collect(Collectors.joining(", "));
  }
}
