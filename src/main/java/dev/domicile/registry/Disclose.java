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
  }
}
