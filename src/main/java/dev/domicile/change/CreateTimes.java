package dev.domicile.change;

import dev.domicile.api.ApiTime;
import dev.domicile.api.Parameters;
import dev.domicile.task.TaskLists;

/**
 * BeginCreateTime and EndCreateTime: epoch milliseconds, of which only the day counts, in the time
 * zone of the answers. Both days belong to the range.
 */
final class CreateTimes {

  /** 9999-12-31T23:59:59.999Z: beyond it, times are not written with four digits of a year. */
  static final long LATEST = 253_402_300_799_999L;

  private final ApiTime time;

  CreateTimes(ApiTime time) {
    this.time = time;
  }

  TaskLists.Range read(Parameters in) {
    return new TaskLists.Range(
        in.number("BeginCreateTime", 0, LATEST)
            .map(time::startOfDay)
            .orElse(TaskLists.Range.ALL.from()),
        in.number("EndCreateTime", 0, LATEST)
            .map(time::startOfNextDay)
            .orElse(TaskLists.Range.ALL.to()));
  }
}
