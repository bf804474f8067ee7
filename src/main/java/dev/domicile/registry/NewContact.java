package dev.domicile.registry;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A contact to be made (RFC 5733 section 3.2.1).
 *
 * @param handle 3 to 16 of A-Z, 0-9 and hyphen
 * @param postal one or two, at most one of each type
 * @param voice {@code +CC.NUMBER}, at most 17 characters
 * @param voiceExtension the x attribute
 * @param disclose what is to be shown and hidden where the registry's profile says {@code copy};
 *     null for what the registry's policy says
 * @param document null where the registry is not told of one
 * @param authInfo made for this command and not kept (RFC 9154)
 */
public record NewContact(
    String handle,
    List<PostalInfo> postal,
    @Nullable String voice,
    @Nullable String voiceExtension,
    String email,
    String authInfo,
    @Nullable Disclose disclose,
    @Nullable IdentityDocument document) {
  public NewContact {
    postal = List.copyOf(postal);
  }

  /** Without a document. */
  public NewContact(
      String handle,
      List<PostalInfo> postal,
      @Nullable String voice,
      @Nullable String voiceExtension,
      String email,
      String authInfo,
      @Nullable Disclose disclose) {
    this(handle, postal, voice, voiceExtension, email, authInfo, disclose, null);
  }

  /** With all of it hidden. */
  public NewContact(
      String handle,
      List<PostalInfo> postal,
      @Nullable String voice,
      @Nullable String voiceExtension,
      String email,
      String authInfo) {
    this(
        handle,
        postal,
        voice,
        voiceExtension,
        email,
        authInfo,
        Disclose.nothing(postal.stream().map(PostalInfo::type).collect(Collectors.toSet())));
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "NewContact[" + handle + "]";
  }
}
