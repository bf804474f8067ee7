package dev.domicile.contact;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.IdentityDocument;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.PostalInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one registry is sent of a contact, without handle and authInfo.
 *
 * @param postal one or two, at most one of each type
 * @param document null where the registry is not told of one
 */
public record ContactContent(
    List<PostalInfo> postal,
    @Nullable String voice,
    @Nullable String voiceExtension,
    String email,
    @Nullable IdentityDocument document) {
  public ContactContent {
    postal = List.copyOf(postal);
  }

  ContactContent with(@Nullable IdentityDocument identity) {
    return new ContactContent(postal, voice, voiceExtension, email, identity);
  }

  /**
   * @param disclose null to leave it to the registry's policy
   */
  NewContact as(String handle, String authInfo, @Nullable Disclose disclose) {
    return new NewContact(
        handle, postal, voice, voiceExtension, email, authInfo, disclose, document);
  }

  Set<PostalInfo.Type> postalTypes() {
    return postal.stream().map(PostalInfo::type).collect(Collectors.toSet());
  }

  /**
   * One text per content, and one content per text: each value stands with its length. Digests in
   * databases stand on this form; it must not change.
   */
  String canonical() {
    StringBuilder out = new StringBuilder("v1\n");
    for (PostalInfo info : postal) {
      line(out, "postal", info.type().name());
      line(out, "name", info.name());
      line(out, "organization", info.organization());
      info.street().forEach(street -> line(out, "street", street));
      line(out, "city", info.city());
      line(out, "province", info.province());
      line(out, "postalCode", info.postalCode());
      line(out, "country", info.country());
    }
    line(out, "voice", voice);
    line(out, "voiceExtension", voiceExtension);
    line(out, "email", email);
    if (document != null) {
      line(out, "documentHolder", document.holder().name());
      line(out, "documentType", document.type());
      line(out, "documentNumber", document.number());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, @Nullable String value) {
    if (value != null) {
      out.append(name).append(' ').append(value.length()).append(':').append(value).append('\n');
    }
  }

  /**
   * Whether a registry holds this content, as far as it shows it: what is hidden from us counts as
   * equal, and so do another case and other blanks, which registries change.
   */
  boolean isHeldAs(ContactInfo held) {
    return visiblyEqual(voice, held.voice())
        && visiblyEqual(voiceExtension, held.voiceExtension())
        && visiblyEqual(email, held.email())
        && held.postal().stream().allMatch(this::isHeldAs);
  }

  private boolean isHeldAs(PostalInfo held) {
    return postal.stream()
        .filter(sent -> sent.type() == held.type())
        .allMatch(
            sent ->
                visiblyEqual(sent.name(), held.name())
                    && visiblyEqual(sent.organization(), held.organization())
                    && visiblyEqual(
                        String.join(" ", sent.street()), String.join(" ", held.street()))
                    && visiblyEqual(sent.city(), held.city())
                    && visiblyEqual(sent.province(), held.province())
                    && visiblyEqual(sent.postalCode(), held.postalCode())
                    && visiblyEqual(sent.country(), held.country()));
  }

  private static boolean visiblyEqual(@Nullable String sent, @Nullable String held) {
    if (held == null || held.isBlank()) {
      return true;
    }
    return sent != null && FreeText.normal(sent).equalsIgnoreCase(FreeText.normal(held));
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "ContactContent";
  }
}
