package dev.domicile.task;

import dev.domicile.store.Sql;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attempts that did not end their step: it waits in its queue until it is due again. */
final class StepReturns {

  /**
   * @param tried 1 where the attempt counts as a try
   * @param refused 1 where it counts as a refusal for now
   * @param pendingSince epoch milliseconds; null where nothing is for the other side to decide
   * @param effects what goes with it in the same transaction
   */
  record Return(
      Claim claim,
      Phase phase,
      Duration pause,
      int tried,
      int refused,
      @Nullable Long pendingSince,
      String reason,
      String note,
      StepResult.Effects effects) {

    static Return of(Claim claim, Phase phase, Duration pause, StepResult result, long now) {
      return new Return(
          claim,
          phase,
          pause,
          result instanceof StepResult.Held
                  || result instanceof StepResult.Kept kept && !kept.asked()
              ? 0
              : 1,
          result instanceof StepResult.Postponed ? 1 : 0,
          since(claim, phase, now),
          result.reason(),
          StepEnds.cut(result.note()),
          result instanceof StepResult.Pending pending
              ? pending.effects()
              : StepResult.Effects.NONE);
    }

    private static @Nullable Long since(Claim claim, Phase phase, long now) {
      if (phase != Phase.PENDING) {
        return null;
      }
      return claim.pendingSince() instanceof Long since ? since : Long.valueOf(now);
    }
  }

  private StepReturns() {}

  /**
   * Those whose claim is lost change nothing. One that was woken while it was looked at is due at
   * once.
   */
  static void write(Sql sql, List<Return> returns, long now) {
    List<Return> telling =
        returns.stream().filter(one -> one.effects != StepResult.Effects.NONE).toList();
    Set<Claim> ours = HeldSteps.lock(sql, telling.stream().map(Return::claim).toList());
    sql.batch(
        """
        UPDATE active
        SET leased = 0, phase = ?, due_at = CASE woken WHEN 1 THEN ? ELSE ? END, woken = 0,
          tries = tries + ?, refusals = refusals + ?, pending_since = ?, reason = ?, note = ?,
          updated_at = ?
        WHERE queue = ? AND subject = ? AND task_id + 0 = ? AND attempt = ? AND leased > 0
        """,
        returns.stream().map(one -> row(one, now)).toList());
    telling.stream().filter(one -> ours.contains(one.claim)).forEach(one -> one.effects.write(sql));
  }

  private static @Nullable Object[] row(Return one, long now) {
    return new @Nullable Object[] {
      one.phase.name(),
      now,
      now + one.pause.toMillis(),
      one.tried,
      one.refused,
      one.pendingSince,
      one.reason,
      one.note,
      now,
      one.claim.queue(),
      one.claim.subject(),
      one.claim.taskId(),
      one.claim.attempt()
    };
  }
}
