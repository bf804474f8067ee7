package dev.domicile.contact;

import dev.domicile.registry.IdentityDocument;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact in its normal form: what is compared, and what registries are sent.
 *
 * @param chinese the address in Chinese characters, its gaps filled from the plain one; null where
 *     no Zh parameter was given
 * @param latin null where all of the plain address is ASCII, or nothing else was given
 * @param document null where it was not given whole
 * @param country ISO 3166-1 alpha-2, upper case
 * @param postalCode at most 16 characters
 * @param voice {@code +CC.NUMBER}, at most 17 characters
 * @param voiceExtension digits
 * @param email its domain in lower-case A-labels
 */
public record Contact(
    RegistrantType type,
    Address plain,
    @Nullable Address chinese,
    @Nullable Latin latin,
    @Nullable IdentityDocument document,
    String country,
    @Nullable String postalCode,
    @Nullable String voice,
    @Nullable String voiceExtension,
    String email) {

  /**
   * Who and where, in one script; each field 1 to 255 characters.
   *
   * @param organization null for an individual who gave only the own name again
   * @param street 0 to 3 lines
   */
  public record Address(
      String name,
      @Nullable String organization,
      List<String> street,
      String city,
      @Nullable String province) {
    public Address {
      street = List.copyOf(street);
    }

    /** Personal data stays out of logs and messages. */
    @Override
    public String toString() {
      return "Address";
    }
  }

  /**
   * The plain address in ASCII, where parts of it were made from Chinese. Kept with the contact, as
   * another release of ICU may read a character otherwise.
   *
   * @param made the plain parameters that were absent or not ASCII, at least one
   */
  public record Latin(Address address, List<String> made) {
    public Latin {
      made = List.copyOf(made);
    }
  }

  /**
   * What a registry of this policy is sent: {@code int}, {@code loc} or, where there are two, both.
   *
   * @param transliterate whether the registry is sent ASCII made from Chinese
   */
  ContactContent at(PostalPolicy policy, boolean transliterate) {
    Address international = transliterate && latin != null ? latin.address() : plain;
    Address local = chinese == null ? plain : chinese;
    List<PostalInfo> postal = new ArrayList<>();
    switch (policy) {
      case INT -> postal.add(postal(PostalInfo.Type.INT, international));
      case LOC -> postal.add(postal(PostalInfo.Type.LOC, local));
      case BOTH -> {
        postal.add(postal(PostalInfo.Type.INT, international));
        if (chinese != null || international != plain) {
          postal.add(postal(PostalInfo.Type.LOC, local));
        }
      }
    }
    return new ContactContent(postal, voice, voiceExtension, email, null);
  }

  ContactContent at(RegistryProfile registry) {
    RegistryProfile.ContactRules rules = registry.contactRules();
    ContactContent content = at(registry.postalInfo(), rules.transliterate());
    return rules.cnnic() ? content.with(document) : content;
  }

  /** The plain parameters for which the registry is sent what was made from Chinese. */
  List<String> madeFor(RegistryProfile registry) {
    boolean international = registry.postalInfo() != PostalPolicy.LOC;
    return latin != null && international && registry.contactRules().transliterate()
        ? latin.made()
        : List.of();
  }

  private PostalInfo postal(PostalInfo.Type type, Address address) {
    return new PostalInfo(
        type,
        address.name(),
        address.organization(),
        address.street(),
        address.city(),
        address.province(),
        postalCode,
        country);
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "Contact";
  }
}
