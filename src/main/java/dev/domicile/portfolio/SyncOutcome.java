package dev.domicile.portfolio;

/** What became of the sync of one registry. */
public sealed interface SyncOutcome {

  SyncCounts counts();

  /** Every domain was asked for. */
  record Complete(SyncCounts counts) implements SyncOutcome {}

  /**
   * The registry does not answer any more; what was read is stored, and the next sync goes on from
   * there.
   *
   * @param reason one line
   */
  record Stopped(SyncCounts counts, String reason) implements SyncOutcome {}

  /** A later sync of the same registry has taken over. */
  record Superseded(SyncCounts counts) implements SyncOutcome {}
}
