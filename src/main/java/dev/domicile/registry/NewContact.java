package dev.domicile.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact to be made (RFC 5733 section 3.2.1).
 *
 * @param handle 3 to 16 of A-Z, 0-9 and hyphen
 * @param postal one or two, at most one of each type
 * @param voice {@code +CC.NUMBER}, at most 17 characters
 * @param voiceExtension the x attribute
 * @param authInfo made for this command and not kept (RFC 9154)
 */
public record NewContact(
    String handle,
    List<PostalInfo> postal,
    @Nullable String voice,
    @Nullable String voiceExtension,
    String email,
    String authInfo) {
  public NewContact {
    postal = List.copyOf(postal);
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "NewContact[" + handle + "]";
  }
}
