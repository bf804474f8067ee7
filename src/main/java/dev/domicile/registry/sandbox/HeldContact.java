package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contact as the registry holds it.
 *
 * @param handle upper case
 * @param statuses those that were set; {@code ok} and {@code linked} are found when shown
 * @param disclose the disclose element as {@code flag item...}, items such as {@code name/int};
 *     null where none was given
 */
public record HeldContact(
    String handle,
    String roid,
    String sponsor,
    Set<String> statuses,
    String createdBy,
    Instant created,
    @Nullable String updatedBy,
    @Nullable Instant updated,
    String authInfo,
    @Nullable String disclose,
    ContactCard card) {

  public HeldContact {
    statuses = Set.copyOf(statuses);
  }

  /** For the registry's own doings: another registrar now sponsors the contact. */
  public HeldContact withSponsor(String clId) {
    return new HeldContact(
        handle, roid, clId, statuses, createdBy, created, updatedBy, updated, authInfo, disclose,
        card);
  }

  /** For the registry's own doings: shown and hidden otherwise, in the form of this record. */
  public HeldContact withDisclose(@Nullable String now) {
    return new HeldContact(
        handle, roid, sponsor, statuses, createdBy, created, updatedBy, updated, authInfo, now,
        card);
  }

  /** The handle only: the rest is personal data. */
  @Override
  public String toString() {
    return "HeldContact[" + handle + "]";
  }
}
