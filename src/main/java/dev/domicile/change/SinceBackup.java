package dev.domicile.change;

import dev.domicile.registry.DomainInfo;
import java.util.Optional;

/**
 * What a look tells of a domain whose change was unfinished in a backup that was put back. Whoever
 * changed it since, it is not overwritten by what is older.
 */
enum SinceBackup {
  /** It is as it was last seen. */
  SAME,
  /** It is neither as it was seen nor as it was wanted. */
  CHANGED,
  /** Nothing is left to compare it with, or the registry does not hold what was wanted. */
  UNKNOWN;

  /**
   * @param before as it was last seen before the backup
   * @param shows whether the registry holds what the change is about
   */
  static SinceBackup of(DomainInfo now, Optional<DomainInfo> before, boolean shows) {
    if (!shows || before.isEmpty()) {
      return UNKNOWN;
    }
    return Planner.same(before.get(), now) ? SAME : CHANGED;
  }
}
