package dev.domicile.registry;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one registry works, as its configuration says.
 *
 * @param name the registry's name in this service
 * @param tlds the suffixes it serves, A-labels without a leading dot; the longest match decides
 * @param registrarId our clID there
 * @param sessions most sessions held open at a time
 * @param requires contact parameters that must be present, by their API names
 * @param contactRules how new contacts are made there
 * @param changeRules how changes are carried out there
 */
public record RegistryProfile(
    String name,
    List<String> tlds,
    String registrarId,
    int sessions,
    ContactModel contacts,
    PostalPolicy postalInfo,
    Set<String> requires,
    ContactRules contactRules,
    ChangeRules changeRules) {

  public RegistryProfile {
    tlds = List.copyOf(tlds);
    requires = Set.copyOf(requires);
  }

  /** With {@link ChangeRules#DEFAULT}. */
  public RegistryProfile(
      String name,
      List<String> tlds,
      String registrarId,
      int sessions,
      ContactModel contacts,
      PostalPolicy postalInfo,
      Set<String> requires,
      ContactRules contactRules) {
    this(
        name,
        tlds,
        registrarId,
        sessions,
        contacts,
        postalInfo,
        requires,
        contactRules,
        ChangeRules.DEFAULT);
  }

  /** With {@link ContactRules#DEFAULT} and {@link ChangeRules#DEFAULT}. */
  public RegistryProfile(
      String name,
      List<String> tlds,
      String registrarId,
      int sessions,
      ContactModel contacts,
      PostalPolicy postalInfo,
      Set<String> requires) {
    this(name, tlds, registrarId, sessions, contacts, postalInfo, requires, ContactRules.DEFAULT);
  }

  /**
   * @param handlePrefix what handles made by us begin with; 0 to 8 of A-Z, 0-9 and hyphen
   * @param transliterate whether what has to be ASCII may be made from Chinese
   * @param cnnic whether contacts carry CNNIC's extension, with the holder's document
   */
  public record ContactRules(
      Disclosure disclose,
      Handles handles,
      String handlePrefix,
      boolean transliterate,
      boolean cnnic) {

    public static final ContactRules DEFAULT =
        new ContactRules(Disclosure.NONE, Handles.CLIENT, "D");

    /** With nothing made from Chinese, and without documents. */
    public ContactRules(Disclosure disclose, Handles handles, String handlePrefix) {
      this(disclose, handles, handlePrefix, false, false);
    }
  }

  /** What a new contact shows to the public (RFC 5733 section 2.9). */
  public enum Disclosure {
    /** All of it is asked to be hidden. */
    NONE,
    /** As {@link NewContact#disclose} says. */
    COPY,
    /** The element is never sent. */
    REGISTRY_DEFAULT
  }

  /** Who makes the handles of new contacts. */
  public enum Handles {
    CLIENT,
    /**
     * The registry, whatever handle is asked for. Its handle is known from the answer alone, so a
     * create whose answer was lost cannot be found again and must not be repeated blindly.
     */
    SERVER
  }

  /**
   * @param connected whether the registry can be asked anything at all
   * @param onUnsupported what becomes of a contact for a role that the registry does not hold
   * @param pendingWarnAfter how long a registry may decide on a change before that is told
   * @param readBack which domains are read again after they were changed
   * @param liftUpdateLock whether a holder's clientUpdateProhibited is lifted for a change and put
   *     back after it
   */
  public record ChangeRules(
      boolean connected,
      Unsupported onUnsupported,
      Duration pendingWarnAfter,
      ReadBack readBack,
      boolean liftUpdateLock) {

    public static final ChangeRules DEFAULT =
        new ChangeRules(true, Unsupported.LOCAL, Duration.ofDays(3), ReadBack.FIRST, false);
  }

  /** What becomes of a contact that the registry has no place for. */
  public enum Unsupported {
    /** The registrar's own record is changed, and the result says so. */
    LOCAL,
    FAIL
  }

  /** Which domains are read again after the registry said that it has changed them. */
  public enum ReadBack {
    /** The first of each task; all of it, once the registry has left out what was asked for. */
    FIRST,
    ALL,
    OFF
  }

  /** Which contacts the registry holds. */
  public enum ContactModel {
    FULL,
    REGISTRANT_TECH,
    /** All of them, and it goes without any. */
    OPTIONAL,
    NONE;

    /**
     * @param role null for the registrant
     */
    public boolean holds(@Nullable Role role) {
      return switch (this) {
        case FULL, OPTIONAL -> true;
        case REGISTRANT_TECH -> role == null || role == Role.TECH;
        case NONE -> false;
      };
    }
  }

  /** Which postalInfo elements it takes (RFC 5733 section 2.4). */
  public enum PostalPolicy {
    INT,
    LOC,
    BOTH
  }
}
