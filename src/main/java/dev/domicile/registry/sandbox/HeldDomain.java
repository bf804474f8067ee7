package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A domain as the registry holds it.
 *
 * @param name lower case, an A-label name
 * @param sponsor the clID of the sponsoring registrar
 * @param contacts handle by role: {@code admin}, {@code billing}, {@code tech}
 * @param statuses as shown in domain:info; {@code ok} stands exactly where there is no other
 * @param updates how many domain:update commands were carried out on it, ever
 * @param authInfo empty where it was removed
 */
public record HeldDomain(
    String name,
    String roid,
    String sponsor,
    @Nullable String registrant,
    Map<String, String> contacts,
    Set<String> statuses,
    String createdBy,
    Instant created,
    @Nullable String updatedBy,
    @Nullable Instant updated,
    Instant expires,
    long updates,
    String authInfo) {

  /** Roles in the order in which they are written. */
  static final List<String> ROLES = List.of("admin", "billing", "tech");

  private static final Set<String> OK = Set.of("ok");

  public HeldDomain {
    contacts = Map.copyOf(contacts);
    statuses = withOk(statuses);
  }

  /** RFC 5731 section 2.3: ok must not be combined with any other status. */
  private static Set<String> withOk(Set<String> statuses) {
    if (statuses.isEmpty() || statuses.equals(OK)) {
      return OK;
    }
    if (!statuses.contains("ok")) {
      return Set.copyOf(statuses);
    }
    Set<String> others = new HashSet<>(statuses);
    others.remove("ok");
    return Set.copyOf(others);
  }

  /** For the registry's own doings: another registrar now sponsors the domain. */
  public HeldDomain withSponsor(String clId) {
    return new HeldDomain(
        name,
        roid,
        clId,
        registrant,
        contacts,
        statuses,
        createdBy,
        created,
        updatedBy,
        updated,
        expires,
        updates,
        authInfo);
  }

  /** For the registry's own doings, such as serverUpdateProhibited. */
  public HeldDomain withStatuses(Set<String> now) {
    return new HeldDomain(
        name,
        roid,
        sponsor,
        registrant,
        contacts,
        now,
        createdBy,
        created,
        updatedBy,
        updated,
        expires,
        updates,
        authInfo);
  }

  /** For the registry's own doings: other contacts behind the registrar's back. */
  public HeldDomain withContacts(@Nullable String registrantNow, Map<String, String> contactsNow) {
    return new HeldDomain(
        name,
        roid,
        sponsor,
        registrantNow,
        contactsNow,
        statuses,
        createdBy,
        created,
        updatedBy,
        updated,
        expires,
        updates,
        authInfo);
  }

  HeldDomain updated(
      @Nullable String registrantNow,
      Map<String, String> contactsNow,
      Set<String> statusesNow,
      String authInfoNow,
      String by,
      Instant at) {
    return new HeldDomain(
        name,
        roid,
        sponsor,
        registrantNow,
        contactsNow,
        statusesNow,
        createdBy,
        created,
        by,
        at,
        expires,
        updates + 1,
        authInfoNow);
  }

  /** Without the authorization information. */
  @Override
  public String toString() {
    return "HeldDomain["
        + name
        + " sponsor="
        + sponsor
        + " registrant="
        + registrant
        + " contacts="
        + contacts
        + " statuses="
        + statuses
        + " updates="
        + updates
        + "]";
  }
}
