package dev.domicile.contact;

import static dev.domicile.contact.ContactSubmission.ADDRESS;
import static dev.domicile.contact.ContactSubmission.CHINESE;
import static dev.domicile.contact.ContactSubmission.CITY;
import static dev.domicile.contact.ContactSubmission.COUNTRY;
import static dev.domicile.contact.ContactSubmission.EMAIL;
import static dev.domicile.contact.ContactSubmission.NAME;
import static dev.domicile.contact.ContactSubmission.ORGANIZATION;
import static dev.domicile.contact.ContactSubmission.POSTAL_CODE;
import static dev.domicile.contact.ContactSubmission.PROVINCE;
import static dev.domicile.contact.ContactSubmission.TELEPHONE;
import static dev.domicile.contact.ContactSubmission.TEL_AREA;
import static dev.domicile.contact.ContactSubmission.TEL_EXT;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.PostalInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a registry holds of a contact, as the parameters that would submit it. */
public final class HeldFields {

  private final Map<String, String> values = new LinkedHashMap<>();

  private HeldFields() {}

  /**
   * The plain fields are of the address of type int, or of the only one there is; the Chinese ones
   * of that of type loc.
   */
  public static ContactSubmission of(ContactInfo held) {
    HeldFields fields = new HeldFields();
    Optional<PostalInfo> international = address(held, PostalInfo.Type.INT);
    Optional<PostalInfo> local = address(held, PostalInfo.Type.LOC);
    local.ifPresent(postal -> fields.address(CHINESE, postal));
    international.or(() -> local).ifPresent(fields::plain);
    fields.phone(held.voice());
    fields.put(TEL_EXT, held.voiceExtension());
    fields.put(EMAIL, held.email());
    return new ContactSubmission(fields.values);
  }

  private static Optional<PostalInfo> address(ContactInfo held, PostalInfo.Type type) {
    return held.postal().stream().filter(postal -> postal.type() == type).findFirst();
  }

  private void plain(PostalInfo postal) {
    address("", postal);
    put(POSTAL_CODE, postal.postalCode());
    put(COUNTRY, postal.country());
  }

  private void address(String script, PostalInfo postal) {
    put(script + NAME, postal.name());
    put(script + ORGANIZATION, postal.organization());
    put(script + PROVINCE, postal.province());
    put(script + CITY, postal.city());
    put(script + ADDRESS, String.join(" ", postal.street()));
  }

  /** RFC 5733 section 2.5: {@code +CC.NUMBER}. */
  private void phone(@Nullable String voice) {
    if (voice == null) {
      return;
    }
    int dot = voice.indexOf('.');
    if (voice.startsWith("+") && dot > 0) {
      put(TEL_AREA, voice.substring(1, dot));
    }
    put(TELEPHONE, voice.substring(dot + 1));
  }

  private void put(String parameter, @Nullable String value) {
    if (value != null) {
      values.put(parameter, value);
    }
  }
}
