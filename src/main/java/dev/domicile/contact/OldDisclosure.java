package dev.domicile.contact;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.PostalInfo;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the contact that a domain has shows and hides, to be taken over by the one in its place (RFC
 * 5733 section 2.9).
 *
 * @param disclose null where all of it is as the registry's policy has it
 * @param postal which addresses that contact has
 */
public record OldDisclosure(@Nullable Disclose disclose, Set<PostalInfo.Type> postal) {

  private static final Set<PostalInfo.Type> EVERY = EnumSet.allOf(PostalInfo.Type.class);

  /** Of one that could not be read, or is not there. */
  public static final OldDisclosure HIDDEN = new OldDisclosure(Disclose.nothing(EVERY), EVERY);

  public OldDisclosure {
    postal = Set.copyOf(postal);
  }

  static OldDisclosure of(ContactInfo held) {
    return new OldDisclosure(
        held.disclose(), held.postal().stream().map(PostalInfo::type).collect(Collectors.toSet()));
  }

  /** For a contact of these addresses; null where the registry's policy says it all. */
  @Nullable Disclose at(Set<PostalInfo.Type> types) {
    return disclose == null ? null : disclose.taken(postal, types);
  }
}
