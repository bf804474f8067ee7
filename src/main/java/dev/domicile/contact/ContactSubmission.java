package dev.domicile.contact;

import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.registry.IdentityDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A contact exactly as a client submitted it: the strings by their API names, nothing trimmed,
 * nothing mended. What was never sent, or sent empty, is absent.
 *
 * @param values by the names of {@link #PARAMETERS}, in that order
 */
public record ContactSubmission(Map<String, String> values) {

  public static final String REGISTRANT_TYPE = "RegistrantType";
  public static final String NAME = "RegistrantName";
  public static final String ORGANIZATION = "RegistrantOrganization";
  public static final String COUNTRY = "Country";
  public static final String PROVINCE = "Province";
  public static final String CITY = "City";
  public static final String ADDRESS = "Address";
  public static final String POSTAL_CODE = "PostalCode";
  public static final String EMAIL = "Email";
  public static final String TEL_AREA = "TelArea";
  public static final String TELEPHONE = "Telephone";
  public static final String TEL_EXT = "TelExt";

  /** The two that CNNIC asks for; never shown again. */
  public static final String IDENTITY_TYPE = "IdentityCredentialType";

  public static final String IDENTITY_NUMBER = "IdentityCredentialNo";

  /** Stands before the name of a parameter that holds the Chinese form of another. */
  static final String CHINESE = "Zh";

  /** Every contact parameter of the operation, in the order in which flaws are told. */
  public static final List<String> PARAMETERS =
      List.of(
          REGISTRANT_TYPE,
          NAME,
          ORGANIZATION,
          COUNTRY,
          PROVINCE,
          CITY,
          ADDRESS,
          POSTAL_CODE,
          EMAIL,
          TEL_AREA,
          TELEPHONE,
          TEL_EXT,
          CHINESE + NAME,
          CHINESE + ORGANIZATION,
          CHINESE + PROVINCE,
          CHINESE + CITY,
          CHINESE + ADDRESS,
          IDENTITY_TYPE,
          IDENTITY_NUMBER);

  private static final Set<String> NEVER_SHOWN =
      Set.of(REGISTRANT_TYPE, IDENTITY_TYPE, IDENTITY_NUMBER);

  /** For the manual. Which of them a registry asks for, its refusals name. */
  public static final List<Parameter> DESCRIBED =
      PARAMETERS.stream().map(ContactSubmission::described).toList();

  public ContactSubmission {
    if (!PARAMETERS.containsAll(values.keySet())) {
      throw new IllegalArgumentException("not a contact parameter among " + values.keySet());
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String parameter : PARAMETERS) {
      String value = values.get(parameter);
      if (value != null && !value.isEmpty()) {
        ordered.put(parameter, value);
      }
    }
    values = Collections.unmodifiableMap(ordered);
  }

  private static Parameter described(String name) {
    return Parameter.optional(name, Parameter.Kind.TEXT, about(name));
  }

  private static String about(String name) {
    return switch (name) {
      case REGISTRANT_TYPE -> "1 for a person, 2 for an organization; absent it is 1.";
      case NAME -> "The contact's name.";
      case ORGANIZATION -> "The organization, or for a person the name again.";
      case COUNTRY -> "Two letters of ISO 3166-1, such as CN.";
      case PROVINCE -> "Province or state.";
      case CITY -> "City.";
      case ADDRESS -> "Street and number.";
      case POSTAL_CODE -> "Postal code.";
      case EMAIL -> "E-mail address.";
      case TEL_AREA -> "Country's dialling code, without a plus sign, such as 86.";
      case TELEPHONE -> "Telephone number, without the country's code.";
      case TEL_EXT -> "Extension.";
      case IDENTITY_TYPE ->
          "Kind of document, for registries of .cn: "
              + String.join(", ", IdentityDocument.TYPES)
              + ".";
      case IDENTITY_NUMBER -> "The document's number; sealed, and in no answer.";
      default -> "Chinese form of " + name.substring(CHINESE.length()) + ".";
    };
  }

  public static ContactSubmission of(Parameters parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : PARAMETERS) {
      parameters.text(parameter).ifPresent(value -> values.put(parameter, value));
    }
    return new ContactSubmission(values);
  }

  /** Those sent without a value; the type, which every contact has, cannot be taken away. */
  static Set<String> emptied(Parameters parameters) {
    return PARAMETERS.stream()
        .filter(parameter -> !parameter.equals(REGISTRANT_TYPE))
        .filter(parameters::isEmpty)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is given anew in place of what was, and without what is emptied; the others stay. */
  ContactSubmission with(ContactSubmission given, Set<String> emptied) {
    Map<String, String> merged = new LinkedHashMap<>(values);
    merged.keySet().removeAll(emptied);
    merged.putAll(given.values);
    return new ContactSubmission(merged);
  }

  /** The fields that answers show, each there, in their order; type and document aside. */
  public Tree.Obj shown(Version version) {
    Tree.Obj shown = Tree.object();
    for (String parameter : PARAMETERS) {
      boolean known = version == Version.V2018_01_29 || !parameter.startsWith(CHINESE);
      if (known && !NEVER_SHOWN.contains(parameter)) {
        shown.put(parameter, value(parameter).orElse(""));
      }
    }
    return shown;
  }

  public Optional<String> value(String parameter) {
    return Optional.ofNullable(values.get(parameter));
  }

  /** Whether nothing but blanks was given. */
  boolean lacks(String parameter) {
    return value(parameter).map(FreeText::normal).orElse("").isEmpty();
  }

  /** Whether nothing but blanks was given of it, nor of its Chinese form. */
  boolean lacksInEachScript(String parameter) {
    return lacks(parameter) && lacks(CHINESE + parameter);
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "ContactSubmission" + values.keySet();
  }
}
