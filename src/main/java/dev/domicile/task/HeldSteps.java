package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which claims still hold their steps. */
final class HeldSteps {

  private record Held(String queue, String subject, long taskId, int attempt) {}

  private HeldSteps() {}

  /** Those that do, and they stay so until the end of the transaction. */
  static Set<Claim> lock(Sql sql, Collection<Claim> claims) {
    TreeMap<String, List<String>> subjects =
        claims.stream()
            .collect(
                Collectors.groupingBy(
                    Claim::queue,
                    TreeMap::new,
                    Collectors.mapping(Claim::subject, Collectors.toList())));
    Set<Held> held = new HashSet<>();
    subjects.forEach(
        (queue, some) ->
            held.addAll(
                sql.rowsForKeys(
                    "SELECT subject, task_id, attempt FROM active"
                        + " WHERE queue = ? AND leased > 0 AND subject IN (:keys) "
                        + sql.dialect().forUpdate(),
                    some,
                    row ->
                        new Held(
                            queue,
                            row.text("subject"),
                            row.number("task_id"),
                            row.integer("attempt")),
                    queue)));
    return claims.stream()
        .filter(
            claim ->
                held.contains(
                    new Held(claim.queue(), claim.subject(), claim.taskId(), claim.attempt())))
        .collect(Collectors.toSet());
  }
}
