package dev.domicile.change;

import dev.domicile.task.Claim;

/**
 * clTRIDs of one attempt at a step: task, place, attempt and the command's ordinal. An attempt's
 * number is committed before it begins and never comes again, so no clTRID does either, whatever is
 * killed. A database that was put back from a backup counts attempts anew; so its clTRIDs bear the
 * epoch's mark.
 */
final class StepTrids {

  private final String prefix;
  private int ordinal;

  /**
   * @param epoch of the database; empty in the first
   */
  StepTrids(Claim claim, String epoch) {
    prefix =
        "S"
            + epoch
            + "-"
            + Long.toString(claim.taskId(), 36).toUpperCase(java.util.Locale.ROOT)
            + "-"
            + claim.seq()
            + "-"
            + claim.attempt()
            + "-";
  }

  String next() {
    ordinal++;
    return prefix + ordinal;
  }
}
