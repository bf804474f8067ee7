package dev.domicile.registry;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a contact is shown to the public where that differs from the registry's usual policy (RFC
 * 5733 section 2.9).
 *
 * @param shown whether the fields are to be shown or to be hidden
 * @param fields at least one
 */
public record Disclose(boolean shown, Set<Field> fields) {

  public Disclose {
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a disclose element without a field");
    }
    fields = Set.copyOf(fields);
  }

  /** All that a contact of these addresses holds is hidden. */
  public static Disclose nothing(Set<PostalInfo.Type> types) {
    Set<Field> fields =
        EnumSet.allOf(Field.class).stream()
            .filter(field -> field != Field.FAX)
            .filter(field -> field.type == null || types.contains(field.type))
            .collect(Collectors.toSet());
    return new Disclose(false, fields);
  }

  /**
   * The same for another contact. Where the first had no address of a type, the other's of that
   * type is shown or hidden as the one that there was: a name that was hidden in one script is not
   * shown in the other.
   *
   * @param had which addresses the first contact has
   * @param has which addresses the other has
   * @return null where nothing that the other has is to be treated apart
   */
  public @Nullable Disclose taken(Set<PostalInfo.Type> had, Set<PostalInfo.Type> has) {
    Set<Field> taken =
        EnumSet.allOf(Field.class).stream()
            .filter(field -> field != Field.FAX)
            .filter(field -> field.type == null || has.contains(field.type))
            .filter(
                field ->
                    fields.contains(field)
                        || field.type != null
                            && !had.contains(field.type)
                            && fields.contains(field.inOtherType()))
            .collect(Collectors.toSet());
    return taken.isEmpty() ? null : new Disclose(shown, taken);
  }

  /** In the order of the schema. */
  public enum Field {
    NAME_INT(PostalInfo.Type.INT),
    NAME_LOC(PostalInfo.Type.LOC),
    ORGANIZATION_INT(PostalInfo.Type.INT),
    ORGANIZATION_LOC(PostalInfo.Type.LOC),
    ADDRESS_INT(PostalInfo.Type.INT),
    ADDRESS_LOC(PostalInfo.Type.LOC),
    VOICE(null),
    /** Never sent by us: no contact that is made here has a fax number. */
    FAX(null),
    EMAIL(null);

    private final PostalInfo.@Nullable Type type;

    Field(PostalInfo.@Nullable Type type) {
      this.type = type;
    }

    private Field inOtherType() {
      return switch (this) {
        case NAME_INT -> NAME_LOC;
        case NAME_LOC -> NAME_INT;
        case ORGANIZATION_INT -> ORGANIZATION_LOC;
        case ORGANIZATION_LOC -> ORGANIZATION_INT;
        case ADDRESS_INT -> ADDRESS_LOC;
        case ADDRESS_LOC -> ADDRESS_INT;
        case VOICE, FAX, EMAIL -> this;
      };
    }
  }
}
