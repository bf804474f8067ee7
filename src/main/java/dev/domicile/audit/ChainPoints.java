package dev.domicile.audit;

import dev.domicile.seal.Seal;
import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * The table audit_chain: where the chain begins and where it ends. Each carries a keyed digest, so
 * that who can write to the database, and has not the master key, cannot move them.
 */
final class ChainPoints {

  enum Name {
    /** The last entry that was removed because its time was over; nothing before any was. */
    BASE,
    /** The last entry that is chained. */
    HEAD
  }

  /**
   * @param proved whether it is as this service wrote it
   */
  record Kept(ChainPoint point, boolean proved) {}

  private final Seal seal;

  ChainPoints(Seal seal) {
    this.seal = seal;
  }

  ChainPoint get(Sql sql, Name name) {
    return find(sql, name, "").map(Kept::point).orElse(ChainPoint.BEGINNING);
  }

  Optional<Kept> find(Sql sql, Name name) {
    return find(sql, name, "");
  }

  /** Nobody else chains until the end of the transaction; empty while another process does. */
  Optional<ChainPoint> take(Sql sql) {
    sql.update(
        """
        INSERT INTO audit_chain (name, place, digest, proof) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO NOTHING\
        """,
        Name.HEAD.name(),
        0,
        ChainPoint.BEGINNING.digest(),
        proof(Name.HEAD, ChainPoint.BEGINNING));
    return find(sql, Name.HEAD, sql.dialect().skipLocked()).map(Kept::point);
  }

  void put(Sql sql, Name name, ChainPoint point) {
    sql.update(
        """
        INSERT INTO audit_chain (name, place, digest, proof) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET
          place = excluded.place, digest = excluded.digest, proof = excluded.proof\
        """,
        name.name(),
        point.place(),
        point.digest(),
        proof(name, point));
  }

  private Optional<Kept> find(Sql sql, Name name, String lock) {
    return sql.row(
        "SELECT place, digest, proof FROM audit_chain WHERE name = ? " + lock,
        row -> {
          ChainPoint point = new ChainPoint(row.number("place"), row.bytes("digest"));
          return new Kept(point, proof(name, point).equals(row.text("proof")));
        },
        name.name());
  }

  private String proof(Name name, ChainPoint point) {
    return seal.digest("audit_chain", name + " " + point.text());
  }
}
