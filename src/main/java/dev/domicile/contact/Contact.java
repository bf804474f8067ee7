package dev.domicile.contact;

import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact in its normal form: what is compared, and what registries are sent.
 *
 * @param chinese the address in Chinese characters, its gaps filled from the plain one; null where
 *     no Zh parameter was given
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
   * What a registry of this policy is sent: {@code int}, {@code loc} or, where there are two, both.
   */
  public ContactContent at(PostalPolicy policy) {
    Address local = chinese == null ? plain : chinese;
    List<PostalInfo> postal = new ArrayList<>();
    switch (policy) {
      case INT -> postal.add(postal(PostalInfo.Type.INT, plain));
      case LOC -> postal.add(postal(PostalInfo.Type.LOC, local));
      case BOTH -> {
        postal.add(postal(PostalInfo.Type.INT, plain));
        if (chinese != null) {
          postal.add(postal(PostalInfo.Type.LOC, chinese));
        }
      }
    }
    return new ContactContent(postal, voice, voiceExtension, email);
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
