package dev.domicile.portfolio;

import java.util.List;

/**
 * Domains, by what a run of a sync found; a continued run counts what it read itself.
 *
 * @param read the registry told what it holds, or that it holds nothing for us
 * @param drifted with at least one of the next four
 * @param underWay with a change under way or just done: neither compared nor stored, since the
 *     change stores what it leaves behind
 * @param unread without a usable answer
 */
public record SyncCounts(
    long read,
    long drifted,
    long gone,
    long otherSponsor,
    long statuses,
    long handles,
    long underWay,
    long unread) {

  static final SyncCounts NONE = new SyncCounts(0, 0, 0, 0, 0, 0, 0, 0);

  public SyncCounts plus(SyncCounts o) {
    return new SyncCounts(
        read + o.read,
        drifted + o.drifted,
        gone + o.gone,
        otherSponsor + o.otherSponsor,
        statuses + o.statuses,
        handles + o.handles,
        underWay + o.underWay,
        unread + o.unread);
  }

  static SyncCounts ofRead(List<Drift.Finding> findings) {
    return new SyncCounts(
        1,
        findings.isEmpty() ? 0 : 1,
        has(findings, Drift.Gone.class),
        has(findings, Drift.OtherSponsor.class),
        has(findings, Drift.Statuses.class),
        has(findings, Drift.Handles.class),
        0,
        0);
  }

  static SyncCounts ofUnderWay() {
    return new SyncCounts(0, 0, 0, 0, 0, 0, 1, 0);
  }

  static SyncCounts ofUnread() {
    return new SyncCounts(0, 0, 0, 0, 0, 0, 0, 1);
  }

  private static long has(List<Drift.Finding> findings, Class<? extends Drift.Finding> kind) {
    return findings.stream().anyMatch(kind::isInstance) ? 1 : 0;
  }
}
