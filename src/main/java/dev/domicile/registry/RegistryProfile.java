package dev.domicile.registry;

import java.util.List;
import java.util.Set;

/**
 * How one registry works, as its configuration says.
 *
 * @param name the registry's name in this service
 * @param tlds the suffixes it serves, A-labels without a leading dot; the longest match decides
 * @param registrarId our clID there
 * @param sessions most sessions held open at a time
 * @param requires contact parameters that must be present, by their API names
 */
public record RegistryProfile(
    String name,
    List<String> tlds,
    String registrarId,
    int sessions,
    ContactModel contacts,
    PostalPolicy postalInfo,
    Set<String> requires) {

  public RegistryProfile {
    tlds = List.copyOf(tlds);
    requires = Set.copyOf(requires);
  }

  /** Which contacts the registry holds. */
  public enum ContactModel {
    FULL,
    REGISTRANT_TECH,
    OPTIONAL,
    NONE
  }

  /** Which postalInfo elements it takes (RFC 5733 section 2.4). */
  public enum PostalPolicy {
    INT,
    LOC,
    BOTH
  }
}
