package dev.domicile.change;

import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.store.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the holders' update locks that stand in its way; stored by {@link #code}.
 */
enum LiftUpdateLock {
  /** As the configuration of each registry says. */
  AS_REGISTRY(null),
  NO(0L),
  YES(1L);

  private static final String NAME = "LiftUpdateLock";

  static final List<Parameter> DESCRIBED =
      List.of(
          Parameter.optional(
              NAME,
              Parameter.Kind.FLAG,
              "Whether clientUpdateProhibited of a domain name is lifted for the change and put"
                  + " back after it. Without it as the registry's liftUpdateLock is configured."));

  private final @Nullable Long code;

  LiftUpdateLock(@Nullable Long code) {
    this.code = code;
  }

  static LiftUpdateLock read(Parameters in) {
    if (in.text(NAME).isEmpty()) {
      return AS_REGISTRY;
    }
    return in.flag(NAME, false) ? YES : NO;
  }

  static LiftUpdateLock of(Row row, String column) {
    Long stored = row.optionalNumber(column);
    return stored == null ? AS_REGISTRY : stored == 1 ? YES : NO;
  }

  @Nullable Long code() {
    return code;
  }

  boolean lifts(boolean atRegistry) {
    return switch (this) {
      case AS_REGISTRY -> atRegistry;
      case NO -> false;
      case YES -> true;
    };
  }
}
