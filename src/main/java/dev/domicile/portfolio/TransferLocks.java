package dev.domicile.portfolio;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The transfer locks that run, one for a domain. */
public final class TransferLocks {

  public Optional<TransferLock> get(Sql sql, DomainName domain) {
    return sql.row(
        "SELECT domain, ends_at, set_by_us FROM transfer_lock WHERE domain = ?",
        TransferLocks::lock,
        domain.ascii());
  }

  /**
   * Puts the locks as they are, over what was there.
   *
   * @param now epoch milliseconds
   */
  public void put(Sql sql, Collection<TransferLock> locks, long now) {
    sql.batch(
        """
        INSERT INTO transfer_lock (domain, ends_at, set_by_us, updated_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (domain) DO UPDATE SET ends_at = excluded.ends_at,
          set_by_us = excluded.set_by_us, updated_at = excluded.updated_at\
        """,
        rows(locks, now));
  }

  /**
   * Starts locks, or lets those that run end later: an end is never brought forward, and what was
   * set by us stays so when a later change finds the status there.
   *
   * @param now epoch milliseconds
   */
  public void extend(Sql sql, Collection<TransferLock> locks, long now) {
    sql.batch(
        """
        INSERT INTO transfer_lock (domain, ends_at, set_by_us, updated_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (domain) DO UPDATE SET
          ends_at = CASE WHEN excluded.ends_at > transfer_lock.ends_at
            THEN excluded.ends_at ELSE transfer_lock.ends_at END,
          set_by_us = CASE WHEN excluded.set_by_us = 1
            THEN excluded.set_by_us ELSE transfer_lock.set_by_us END,
          updated_at = excluded.updated_at\
        """,
        rows(locks, now));
  }

  /** Those of the names whose locks have not ended. */
  public List<TransferLock> running(Sql sql, Collection<DomainName> names, long now) {
    return sql.rowsForKeys(
        """
        SELECT domain, ends_at, set_by_us FROM transfer_lock
        WHERE ends_at > ? AND domain IN (:keys) ORDER BY domain\
        """,
        names.stream().map(DomainName::ascii).toList(),
        TransferLocks::lock,
        now);
  }

  /** The domains have left the portfolio: their locks are no longer this service's to lift. */
  void forget(Sql sql, Collection<DomainName> names) {
    sql.batch(
        "DELETE FROM transfer_lock WHERE domain = ?",
        names.stream().map(name -> new Object[] {name.ascii()}).toList());
  }

  /**
   * The same for all that run: a lock may have been prolonged, or asked for by the holder, by
   * somebody of whom this database does not know.
   *
   * @return how many
   */
  public static int handOverAll(Sql sql, long now) {
    return sql.update(
        "UPDATE transfer_lock SET set_by_us = 0, updated_at = ? WHERE set_by_us = 1", now);
  }

  /**
   * The holder now decides on the domain's clientTransferProhibited: a lock's end does not lift it.
   *
   * @param now epoch milliseconds
   */
  public void handOver(Sql sql, DomainName domain, long now) {
    sql.update(
        "UPDATE transfer_lock SET set_by_us = 0, updated_at = ? WHERE domain = ?",
        now,
        domain.ascii());
  }

  /**
   * Domains whose lock has ended and whose status is this service's to lift, by their accounts.
   *
   * @param triedBefore epoch milliseconds; those tried later are left out
   */
  public Map<Long, List<DomainName>> ended(Sql sql, long now, long triedBefore, int most) {
    record Ended(long accountId, DomainName domain) {}
    return sql
        .rows(
            """
            SELECT d.account_id, l.domain FROM transfer_lock l JOIN domain d ON d.name = l.domain
            WHERE l.set_by_us = 1 AND l.ends_at <= ? AND l.tried_at <= ? ORDER BY l.ends_at LIMIT ?
            """,
            row -> new Ended(row.number("account_id"), new DomainName(row.text("domain"))),
            now,
            triedBefore,
            most)
        .stream()
        .collect(
            Collectors.groupingBy(
                Ended::accountId,
                TreeMap::new,
                Collectors.mapping(Ended::domain, Collectors.toList())));
  }

  /** How many of the names have a lock that has ended and is this service's to lift. */
  public long countEnded(Sql sql, Collection<DomainName> names, long now) {
    return sql.rowsForKeys(
            "SELECT domain FROM transfer_lock WHERE set_by_us = 1 AND ends_at <= ? AND domain IN"
                + " (:keys)",
            names.stream().map(DomainName::ascii).toList(),
            row -> row.text("domain"),
            now)
        .size();
  }

  /** Keeps {@link #ended} from naming them again soon. */
  public void tried(Sql sql, Collection<DomainName> names, long now) {
    sql.batch(
        "UPDATE transfer_lock SET tried_at = ? WHERE domain = ?",
        names.stream().map(name -> new Object[] {now, name.ascii()}).toList());
  }

  private static List<Object[]> rows(Collection<TransferLock> locks, long now) {
    return locks.stream()
        .map(lock -> new Object[] {lock.domain().ascii(), lock.endsAt(), lock.setByUs(), now})
        .toList();
  }

  private static TransferLock lock(Row row) {
    return new TransferLock(
        new DomainName(row.text("domain")), row.number("ends_at"), row.flag("set_by_us"));
  }
}
