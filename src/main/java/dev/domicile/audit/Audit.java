package dev.domicile.audit;

import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was done, by whom, when. Entries are written in the transaction of what they tell about, so
 * that neither is there without the other; they are never changed or removed.
 */
public final class Audit {

  /**
   * One thing done.
   *
   * @param at epoch milliseconds
   * @param actor who did it: an AccessKeyId, {@code command line}, {@code service}
   * @param kind what was done, in lower case with points, such as {@code account.created}
   * @param subject what it was done to: a domain, TaskNo or AccessKeyId
   * @param detail a short text for machines, such as {@code added=1000}; never personal data
   */
  public record Entry(
      long at, long accountId, String actor, String kind, String subject, String detail) {}

  private final Ids ids;
  private final AtomicLong last = new AtomicLong();

  public Audit(Ids ids) {
    this.ids = ids;
  }

  public void entry(
      Sql sql, long at, long accountId, String actor, String kind, String subject, String detail) {
    entries(sql, List.of(new Entry(at, accountId, actor, kind, subject, detail)));
  }

  public void entries(Sql sql, List<Entry> entries) {
    sql.batch(
        """
        INSERT INTO audit_entry (id, at, account_id, actor, kind, subject, detail)
        VALUES (?, ?, ?, ?, ?, ?, ?)\
        """,
        entries.stream().map(this::row).toList());
  }

  private Object[] row(Entry entry) {
    return new Object[] {
      id(),
      entry.at(),
      entry.accountId(),
      entry.actor(),
      entry.kind(),
      entry.subject(),
      entry.detail()
    };
  }

  /** A thousand entries of one millisecond would often meet by chance; counted on, they cannot. */
  private long id() {
    long fresh = ids.next();
    return last.updateAndGet(before -> Math.max(before + 1, fresh));
  }
}
