package dev.domicile.contact;

import static dev.domicile.contact.ContactSubmission.ADDRESS;
import static dev.domicile.contact.ContactSubmission.CHINESE;
import static dev.domicile.contact.ContactSubmission.CITY;
import static dev.domicile.contact.ContactSubmission.COUNTRY;
import static dev.domicile.contact.ContactSubmission.EMAIL;
import static dev.domicile.contact.ContactSubmission.IDENTITY_NUMBER;
import static dev.domicile.contact.ContactSubmission.IDENTITY_TYPE;
import static dev.domicile.contact.ContactSubmission.NAME;
import static dev.domicile.contact.ContactSubmission.ORGANIZATION;
import static dev.domicile.contact.ContactSubmission.POSTAL_CODE;
import static dev.domicile.contact.ContactSubmission.PROVINCE;
import static dev.domicile.contact.ContactSubmission.REGISTRANT_TYPE;

import dev.domicile.contact.Contact.Address;
import dev.domicile.registry.IdentityDocument;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the normal form of one submission, held to the limits of EPP. Where something is wrong it
 * tells the flaw and goes on with a harmless value.
 */
final class ContactReading {

  /** RFC 5733 section 4: postalLineType, optPostalLineType. */
  static final int LONGEST_LINE = 255;

  private final ContactSubmission submitted;
  private final Findings findings;

  ContactReading(ContactSubmission submitted, Findings findings) {
    this.submitted = submitted;
    this.findings = findings;
  }

  Contact contact() {
    findForbiddenCharacters();
    RegistrantType type = type();
    Address plain = plain(type);
    Address chinese = chinese(type, plain);
    String country = Country.read(COUNTRY, raw(COUNTRY), findings);
    String postalCode =
        PostalCode.read(POSTAL_CODE, FreeText.normal(raw(POSTAL_CODE)), country, findings);
    String email = EmailAddress.read(EMAIL, raw(EMAIL), findings);
    Phone phone = Phone.read(submitted, country, findings);
    return new Contact(
        type,
        plain,
        chinese,
        LatinReading.read(submitted, type),
        document(type),
        country,
        postalCode,
        phone == null ? null : phone.voice(),
        phone == null ? null : phone.extension(),
        email == null ? "" : email);
  }

  private void findForbiddenCharacters() {
    submitted
        .values()
        .forEach(
            (parameter, value) -> {
              int place = FreeText.forbiddenAt(value);
              if (place > 0) {
                findings.flaw(
                    parameter,
                    "character " + place + " is one that no registry can hold",
                    "第" + place + "个字符不允许使用");
              }
            });
  }

  private RegistrantType type() {
    return switch (FreeText.normal(raw(REGISTRANT_TYPE))) {
      case "", "1" -> RegistrantType.INDIVIDUAL;
      case "2" -> RegistrantType.ENTERPRISE;
      default -> {
        findings.flaw(REGISTRANT_TYPE, "it is 1 (individual) or 2 (enterprise)", "取值为1（个人）或2（企业）");
        yield RegistrantType.INDIVIDUAL;
      }
    };
  }

  private Address plain(RegistrantType type) {
    String name = line(NAME).orElse("");
    String organization = line(ORGANIZATION).orElse(null);
    if (type == RegistrantType.ENTERPRISE && organization == null) {
      findings.warn(ORGANIZATION, "an enterprise usually has one", "企业通常应提供");
    }
    return new Address(
        name,
        unlessOwnName(type, name, organization),
        street(ADDRESS),
        line(CITY).orElse(""),
        line(PROVINCE).orElse(null));
  }

  private @Nullable Address chinese(RegistrantType type, Address plain) {
    Optional<String> name = line(CHINESE + NAME);
    Optional<String> organization = line(CHINESE + ORGANIZATION);
    Optional<String> province = line(CHINESE + PROVINCE);
    Optional<String> city = line(CHINESE + CITY);
    List<String> street = street(CHINESE + ADDRESS);
    if (name.isEmpty()
        && organization.isEmpty()
        && province.isEmpty()
        && city.isEmpty()
        && street.isEmpty()) {
      return null;
    }
    return new Address(
        name.orElse(plain.name()),
        organization.isPresent()
            ? unlessOwnName(type, name.orElse(plain.name()), organization.get())
            : plain.organization(),
        street.isEmpty() ? plain.street() : street,
        city.orElse(plain.city()),
        province.or(() -> Optional.ofNullable(plain.province())).orElse(null));
  }

  /**
   * The API's own samples give an individual's name twice; as an organization it would make a
   * company of a person (Registration Data Policy: an organization, where given, is the holder).
   */
  static @Nullable String unlessOwnName(
      RegistrantType type, String name, @Nullable String organization) {
    return type == RegistrantType.INDIVIDUAL && name.equals(organization) ? null : organization;
  }

  /** The type without its number, or the other way round, is of no use to anybody. */
  private @Nullable IdentityDocument document(RegistrantType type) {
    String kind = FreeText.normal(raw(IDENTITY_TYPE)).toUpperCase(Locale.ROOT);
    String number = line(IDENTITY_NUMBER).orElse("");
    if (!kind.isEmpty() && !IdentityDocument.TYPES.contains(kind)) {
      String types = String.join(", ", IdentityDocument.TYPES);
      findings.flaw(IDENTITY_TYPE, "it is one of " + types, "取值为" + types + "之一");
    }
    if (kind.isEmpty() || number.isEmpty()) {
      return null;
    }
    IdentityDocument.Holder holder =
        switch (type) {
          case INDIVIDUAL -> IdentityDocument.Holder.PERSON;
          case ENTERPRISE -> IdentityDocument.Holder.ENTERPRISE;
        };
    return new IdentityDocument(holder, kind, number);
  }

  private Optional<String> line(String parameter) {
    String text = FreeText.normal(raw(parameter));
    int length = FreeText.length(text);
    if (length > LONGEST_LINE) {
      tooLong(parameter, LONGEST_LINE, length);
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private List<String> street(String parameter) {
    String text = FreeText.normal(raw(parameter));
    return Street.lines(text, LONGEST_LINE)
        .orElseGet(
            () -> {
              tooLong(parameter, Street.LINES * LONGEST_LINE, FreeText.length(text));
              return List.of();
            });
  }

  private void tooLong(String parameter, int most, int length) {
    findings.flaw(
        parameter,
        "at most " + most + " characters are possible, this has " + length,
        "最多" + most + "个字符，现有" + length + "个");
  }

  private String raw(String parameter) {
    return submitted.value(parameter).orElse("");
  }
}
