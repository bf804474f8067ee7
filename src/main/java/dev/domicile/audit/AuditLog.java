package dev.domicile.audit;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an account's entries, newest first. */
public final class AuditLog {

  /**
   * What to read.
   *
   * @param kinds entries of any of these
   * @param subject null for all
   * @param from epoch milliseconds, the first of the range
   * @param to epoch milliseconds, the first after it
   */
  public record Query(Collection<String> kinds, @Nullable String subject, long from, long to) {}

  /**
   * @param most of these at most, the newest
   */
  public List<Audit.Entry> newest(Sql sql, long accountId, Query query, int most) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(accountId);
    parameters.add(query.from());
    parameters.add(query.to());
    if (query.subject() instanceof String subject) {
      parameters.add(subject);
    }
    parameters.addAll(query.kinds());
    parameters.add(most);
    return sql.rows(
        """
        SELECT at, account_id, actor, kind, subject, detail FROM audit_entry
        WHERE account_id = ? AND at >= ? AND at < ? %s AND kind IN (%s)
        ORDER BY at DESC, id DESC LIMIT ?\
        """
            .formatted(
                query.subject() == null ? "" : "AND subject = ?",
                String.join(", ", query.kinds().stream().map(kind -> "?").toList())),
        AuditLog::entry,
        parameters.toArray());
  }

  static Audit.Entry entry(Row row) {
    return new Audit.Entry(
        row.number("at"),
        row.number("account_id"),
        row.text("actor"),
        row.text("kind"),
        row.text("subject"),
        row.text("detail"));
  }
}
