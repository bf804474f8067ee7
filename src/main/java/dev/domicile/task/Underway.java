package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.Optional;

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
}
