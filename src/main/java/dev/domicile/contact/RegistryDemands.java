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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the registries of a batch ask for beyond EPP itself. One that holds no contacts asks for
 * nothing.
 */
final class RegistryDemands {

  /** Sent as type int, which is 7-bit ASCII (RFC 5733 section 2.4). */
  private static final List<String> INTERNATIONAL =
      List.of(NAME, ORGANIZATION, PROVINCE, CITY, ADDRESS, POSTAL_CODE);

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

  void check(Findings findings) {
    findMissing(findings);
    findBeyondAscii(findings);
  }

  private void findMissing(Findings findings) {
    for (String parameter : ContactSubmission.PARAMETERS) {
      if (submitted.lacks(parameter)) {
        String names = names(registry -> registry.requires().contains(parameter));
        if (!names.isEmpty()) {
          findings.flaw(parameter, "registry " + names + " requires it", "注册局" + names + "要求提供该参数");
        }
      }
    }
  }

  private void findBeyondAscii(Findings findings) {
    String names = names(registry -> registry.postalInfo() != RegistryProfile.PostalPolicy.LOC);
    if (names.isEmpty()) {
      return;
    }
    for (String parameter : INTERNATIONAL) {
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
