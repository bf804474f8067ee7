package dev.domicile.change;

import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change of registrant locks against transfer for 60 days: one question under two names,
 * of which each operation documents one.
 */
final class TransferLockParameter {

  private static final String NEWER = "TransferOutProhibited";
  private static final String OLDER = "AddTransferLock";

  static final List<Parameter> DESCRIBED =
      List.of(
          Parameter.optional(
              NEWER,
              Parameter.Kind.FLAG,
              "Whether the domain names cannot be transferred for 60 days; of a registrant's change"
                  + " only. Without it false."),
          Parameter.optional(OLDER, Parameter.Kind.FLAG, "The same by its other name."));

  private TransferLockParameter() {}

  /** The newer name goes before the older; only a registrant's change can lock. */
  static boolean read(Parameters in, @Nullable ContactType type) {
    boolean older = in.flag(OLDER, false);
    boolean lock = in.flag(NEWER, older);
    return lock && type == ContactType.REGISTRANT;
  }
}
