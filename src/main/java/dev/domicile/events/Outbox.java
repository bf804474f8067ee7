package dev.domicile.events;

import dev.domicile.seal.Seal;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The table outbox: what is to be delivered, and what became of it until its owner has taken
 * notice. Bodies lie sealed, and go at the acknowledgement.
 */
public final class Outbox {

  private final Seal seal;

  public Outbox(Seal seal) {
    this.seal = seal;
  }

  /**
   * One subject's deliveries are added one after the other: two at once would be one too many.
   *
   * @param now epoch milliseconds
   */
  public void add(Sql sql, Delivery delivery, long now) {
    sql.update(
        """
        INSERT INTO outbox (stream, subject, position, owner, delivery, sealed, state, tries, due_at,
          note, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, '', ?, ?)
        """,
        delivery.stream(),
        delivery.subject(),
        last(sql, delivery) + 1,
        delivery.owner(),
        delivery.id(),
        seal.seal(delivery.body(), context(delivery.id())),
        now,
        now,
        now);
  }

  private static long last(Sql sql, Delivery delivery) {
    return sql.number(
        "SELECT coalesce(max(position), 0) AS n FROM outbox WHERE stream = ? AND subject = ?",
        delivery.stream(),
        delivery.subject());
  }

  /** Empty where there is no delivery of this owner, or its end was noticed already. */
  public Optional<Progress> progress(Sql sql, String stream, String owner) {
    return sql.row(
        "SELECT state, note FROM outbox WHERE stream = ? AND owner = ?",
        row ->
            switch (row.text("state")) {
              case "WAITING", "HELD" -> new Progress.Waiting(row.text("note"));
              case "TAKEN" -> new Progress.Acknowledged();
              case "REFUSED" -> new Progress.Refused(row.text("note"));
              default -> throw new IllegalStateException("outbox state " + row.text("state"));
            },
        stream,
        owner);
  }

  /**
   * Nothing of such streams is delivered until it is released: after the backup that was put back
   * something newer may have been.
   *
   * @param prefix of the streams' names
   * @return how many deliveries are held
   */
  public static int hold(Sql sql, String prefix) {
    return sql.update(
        "UPDATE outbox SET state = 'HELD' WHERE state = 'WAITING' AND stream LIKE ?", prefix + "%");
  }

  /** What was held goes out, under the id that it has always had. */
  public static void release(Sql sql, String stream, String owner) {
    sql.update(
        "UPDATE outbox SET state = 'WAITING' WHERE stream = ? AND owner = ? AND state = 'HELD'",
        stream,
        owner);
  }

  /**
   * The owner has taken notice, or does not want it delivered any more.
   *
   * @return whether there was one
   */
  public boolean forget(Sql sql, String stream, String owner) {
    return sql.update("DELETE FROM outbox WHERE stream = ? AND owner = ?", stream, owner) > 0;
  }

  /**
   * Deliveries that nobody has taken yet.
   *
   * @param most counted
   */
  public long waiting(Sql sql, String stream, int most) {
    return sql.number(
        """
        SELECT count(*) AS n FROM (
          SELECT 1 FROM outbox WHERE stream = ? AND state = 'WAITING' LIMIT ?) AS counted
        """,
        stream,
        most);
  }

  /** Since when the oldest of them has waited. */
  public Optional<Instant> oldest(Sql sql, String stream) {
    return sql.row(
            """
            SELECT min(created_at) AS since FROM outbox WHERE stream = ? AND state = 'WAITING'
            """,
            row -> Optional.ofNullable(row.optionalNumber("since")),
            stream)
        .flatMap(since -> since.map(Instant::ofEpochMilli));
  }

  /** What a courier may carry now: of each subject the oldest. */
  List<Waiting> due(Sql sql, String stream, long now, int most) {
    return sql.rows(
        """
        SELECT subject, position, owner, delivery, sealed, tries FROM outbox o
        WHERE stream = ? AND state = 'WAITING' AND due_at <= ? AND NOT EXISTS (
          SELECT 1 FROM outbox e WHERE e.stream = o.stream AND e.subject = o.subject
            AND e.state = 'WAITING' AND e.position < o.position)
        ORDER BY due_at, created_at LIMIT ?
        """,
        row -> waiting(stream, row),
        stream,
        now,
        most);
  }

  /**
   * @param position among the deliveries of its subject
   * @param tries that went before
   */
  record Waiting(long position, int tries, Delivery delivery) {}

  private Waiting waiting(String stream, Row row) {
    String id = row.text("delivery");
    String line = new String(seal.open(row.bytes("sealed"), context(id)), StandardCharsets.UTF_8);
    return new Waiting(
        row.number("position"),
        row.integer("tries"),
        new Delivery(stream, row.text("subject"), row.text("owner"), id, line));
  }

  void taken(Sql sql, Waiting waiting, long now) {
    end(sql, waiting, "TAKEN", "", now);
  }

  void refused(Sql sql, Waiting waiting, String note, long now) {
    end(sql, waiting, "REFUSED", note, now);
  }

  private static void end(Sql sql, Waiting waiting, String state, String note, long now) {
    sql.update(
        """
        UPDATE outbox SET state = ?, note = ?, sealed = NULL, updated_at = ?
        WHERE stream = ? AND subject = ? AND position = ? AND delivery = ?
        """,
        state,
        note,
        now,
        waiting.delivery().stream(),
        waiting.delivery().subject(),
        waiting.position(),
        waiting.delivery().id());
  }

  void later(Sql sql, Waiting waiting, String note, long dueAt, long now) {
    sql.update(
        """
        UPDATE outbox SET tries = tries + 1, note = ?, due_at = ?, updated_at = ?
        WHERE stream = ? AND subject = ? AND position = ? AND delivery = ?
        """,
        note,
        dueAt,
        now,
        waiting.delivery().stream(),
        waiting.delivery().subject(),
        waiting.position(),
        waiting.delivery().id());
  }

  /** The table of this room that holds sealed values. */
  public static SealedRows sealedRows() {
    return new SealedRows(
        "outbox",
        List.of("stream", "subject", "position", "delivery"),
        "sealed",
        row ->
            new Object[] {
              row.text("stream"), row.text("subject"), row.number("position"), row.text("delivery")
            },
        row -> context(row.text("delivery")));
  }

  private static String context(String id) {
    return "delivery " + id;
  }
}
