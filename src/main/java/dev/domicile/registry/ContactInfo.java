package dev.domicile.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registry holds of a contact (RFC 5733 section 3.1.2).
 *
 * @param sponsor the clID of the sponsoring registrar
 * @param created null where the registry does not tell
 * @param disclose what is shown or hidden against the registry's policy; null where that holds
 */
public record ContactInfo(
    String handle,
    List<PostalInfo> postal,
    @Nullable String voice,
    @Nullable String voiceExtension,
    String email,
    String sponsor,
    @Nullable Instant created,
    @Nullable Disclose disclose) {
  public ContactInfo {
    postal = List.copyOf(postal);
  }

  /** With the registry's policy for what is shown. */
  public ContactInfo(
      String handle,
      List<PostalInfo> postal,
      @Nullable String voice,
      @Nullable String voiceExtension,
      String email,
      String sponsor,
      @Nullable Instant created) {
    this(handle, postal, voice, voiceExtension, email, sponsor, created, null);
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "ContactInfo[" + handle + "]";
  }
}
