package dev.domicile.contact;

import static dev.domicile.contact.ContactSubmission.ADDRESS;
import static dev.domicile.contact.ContactSubmission.CHINESE;
import static dev.domicile.contact.ContactSubmission.CITY;
import static dev.domicile.contact.ContactSubmission.NAME;
import static dev.domicile.contact.ContactSubmission.ORGANIZATION;
import static dev.domicile.contact.ContactSubmission.PROVINCE;

import dev.domicile.contact.Contact.Address;
import dev.domicile.contact.Contact.Latin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the address that stands in for the plain one where that is to be ASCII and is not. */
final class LatinReading {

  /** Those that a Chinese parameter may stand in for. */
  static final List<String> PARAMETERS = List.of(NAME, ORGANIZATION, PROVINCE, CITY, ADDRESS);

  private final ContactSubmission submitted;
  private final List<String> made = new ArrayList<>();

  private LatinReading(ContactSubmission submitted) {
    this.submitted = submitted;
  }

  /** Null where nothing has to be made. */
  static @Nullable Latin read(ContactSubmission submitted, RegistrantType type) {
    return new LatinReading(submitted).latin(type);
  }

  private @Nullable Latin latin(RegistrantType type) {
    String name = text(NAME).orElse("");
    Optional<String> organization = text(ORGANIZATION);
    Optional<String> province = text(PROVINCE);
    String city = text(CITY).orElse("");
    String street = text(ADDRESS).orElse("");
    if (made.isEmpty()) {
      return null;
    }
    Address address =
        new Address(
            name,
            ContactReading.unlessOwnName(type, name, organization.orElse(null)),
            Street.lines(street, ContactReading.LONGEST_LINE).orElse(List.of(street)),
            city,
            province.orElse(null));
    return new Latin(address, made);
  }

  private Optional<String> text(String parameter) {
    String plain = normal(parameter);
    String source = plain.isEmpty() ? normal(CHINESE + parameter) : plain;
    if (FreeText.nonAsciiAt(source) == 0) {
      return source.isEmpty() ? Optional.empty() : Optional.of(source);
    }
    made.add(parameter);
    return Optional.of(Transliteration.of(source));
  }

  private String normal(String parameter) {
    return FreeText.normal(submitted.value(parameter).orElse(""));
  }
}
