package dev.domicile.audit;

import dev.domicile.audit.ChainPoints.Name;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts entries into the chain: each gets the next place and the digest of the entry before it.
 *
 * <p>They are chained a moment after they were written, many at a time and by one process at a
 * time, because a chain has one end: within the transactions that write entries, everybody would
 * wait there for everybody.
 */
public final class AuditChain {

  private final Database database;
  private final ChainPoints points;
  private final int piece;

  /**
   * @param piece entries chained in one transaction, at most
   */
  public AuditChain(Database database, Seal seal, int piece) {
    this.database = database;
    this.points = new ChainPoints(seal);
    this.piece = piece;
  }

  /** Chains all that is there, or leaves it to the process that is at it. */
  public void run() {
    while (waits() && chainPiece() == piece) {
      // until less than a piece is left
    }
  }

  /** Since when the oldest entry has waited that is not chained yet. */
  public static Optional<Instant> unchainedSince(Sql sql) {
    return sql.row(
        "SELECT at FROM audit_entry WHERE place IS NULL ORDER BY id LIMIT 1",
        row -> Instant.ofEpochMilli(row.number("at")));
  }

  /** The end of the chain, for being kept elsewhere. */
  public ChainPoint head() {
    return database.read(sql -> points.get(sql, Name.HEAD));
  }

  /** A look costs nothing; a transaction that may write keeps others waiting. */
  private boolean waits() {
    return database.read(
            sql ->
                sql.number(
                    "SELECT count(*) AS n FROM"
                        + " (SELECT 1 FROM audit_entry WHERE place IS NULL LIMIT 1) one"))
        > 0;
  }

  private int chainPiece() {
    return database.write(sql -> points.take(sql).map(head -> chain(sql, head)).orElse(0));
  }

  private int chain(Sql sql, ChainPoint head) {
    ChainPoint last = head;
    List<@Nullable Object[]> updates = new ArrayList<>();
    for (Unchained next : unchained(sql)) {
      ChainedEntry entry =
          new ChainedEntry(last.place() + 1, last.digest(), next.id(), next.entry());
      updates.add(new Object[] {entry.place(), entry.previous(), entry.id()});
      last = new ChainPoint(entry.place(), entry.digest());
    }
    if (!updates.isEmpty()) {
      sql.batch("UPDATE audit_entry SET place = ?, previous = ? WHERE id = ?", updates);
      points.put(sql, Name.HEAD, last);
    }
    return updates.size();
  }

  private record Unchained(long id, Audit.Entry entry) {}

  private List<Unchained> unchained(Sql sql) {
    return sql.rows(
        """
        SELECT id, at, account_id, actor, kind, subject, detail FROM audit_entry
        WHERE place IS NULL ORDER BY id LIMIT ?\
        """,
        row -> new Unchained(row.number("id"), AuditLog.entry(row)),
        piece);
  }

  /**
   * Removes entries from the beginning of the chain, as long as they are older.
   *
   * @param before epoch milliseconds
   * @param most entries, at most
   * @return how many, and the new beginning; empty where none was old enough or another process
   *     writes to the chain
   */
  public Optional<Removed> removeOlder(Sql sql, long before, int most) {
    if (points.take(sql).isEmpty()) {
      return Optional.empty();
    }
    ChainPoint base = points.get(sql, Name.BASE);
    ChainPoint last = base;
    for (ChainedEntry entry : ChainPages.after(sql, base.place(), most)) {
      if (entry.entry().at() >= before || entry.place() != last.place() + 1) {
        break;
      }
      last = new ChainPoint(entry.place(), entry.digest());
    }
    if (last.equals(base)) {
      return Optional.empty();
    }
    sql.update("DELETE FROM audit_entry WHERE place <= ?", last.place());
    points.put(sql, Name.BASE, last);
    return Optional.of(new Removed(last.place() - base.place(), last));
  }

  /**
   * @param upTo the last entry that is gone
   */
  public record Removed(long entries, ChainPoint upTo) {}
}
