package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is under way for a subject: one thing at most. */
public final class Underway {

  /** The kind of the task that has the subject, if one has. */
  public Optional<String> kind(Sql sql, String queue, String subject) {
    return sql.row(
        "SELECT kind FROM active WHERE queue = ? AND subject = ?",
        row -> row.text("kind"),
        queue,
        subject);
  }

  /**
   * Those of the subjects that something is under way for, whatever queue it is in: a queue may be
   * of a registry that the configuration at hand no longer names.
   */
  public Set<String> busy(Sql sql, Collection<String> subjects) {
    return new HashSet<>(
        sql.rowsForKeys(
            """
            SELECT DISTINCT subject FROM active
            WHERE queue IN (SELECT queue FROM lane) AND subject IN (:keys)\
            """,
            List.copyOf(subjects),
            row -> row.text("subject")));
  }
}
