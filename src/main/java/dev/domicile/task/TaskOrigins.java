package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Where tasks came from. */
public final class TaskOrigins {

  /** A task and who sent it. */
  public record Origin(String taskNo, String clientIp) {}

  /** By the tasks' numbers; those of other accounts, and those that are gone, are left out. */
  public Map<Long, Origin> of(Sql sql, long accountId, Collection<Long> taskIds) {
    Map<Long, Origin> origins = new HashMap<>();
    for (long id : taskIds) {
      sql.row(
              "SELECT task_no, client_ip FROM task WHERE account_id = ? AND id = ?",
              row -> new Origin(row.text("task_no"), row.text("client_ip")),
              accountId,
              id)
          .ifPresent(origin -> origins.put(id, origin));
    }
    return origins;
  }
}
