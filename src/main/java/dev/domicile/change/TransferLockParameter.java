package dev.domicile.change;

import dev.domicile.api.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change of registrant locks against transfer for 60 days: one question under two names,
 * of which each operation documents one.
 */
final class TransferLockParameter {

  private static final String NEWER = "TransferOutProhibited";
  private static final String OLDER = "AddTransferLock";

  static final Set<String> NAMES = Set.of(NEWER, OLDER);

  private TransferLockParameter() {}

  /** The newer name goes before the older; only a registrant's change can lock. */
  static boolean read(Parameters in, @Nullable ContactType type) {
    boolean older = in.flag(OLDER, false);
    boolean lock = in.flag(NEWER, older);
    return lock && type == ContactType.REGISTRANT;
  }
}
