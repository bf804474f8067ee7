package dev.domicile.events;

import dev.domicile.registry.Poll;
import dev.domicile.store.Sql;
import java.util.Optional;

/**
 * The table poll_inbox: of each registry the message that was read last. A queue shows no message
 * before the one in front of it is acknowledged, so there is never a second. What it says lies in
 * the outbox.
 */
final class HeldMessages {

  /**
   * @param id the registry's
   * @param delivery under which it is republished
   */
  record Held(String id, String delivery) {}

  /** The message that is stored and still to be acknowledged. */
  Optional<Held> held(Sql sql, String registry) {
    return sql.row(
        "SELECT message_id, delivery FROM poll_inbox WHERE registry = ? AND state = 'HELD'",
        row -> new Held(row.text("message_id"), row.text("delivery")),
        registry);
  }

  /**
   * @return false where this very message was read before, by this process or another, or another
   *     one is held; then nothing is stored
   */
  boolean hold(Sql sql, String registry, Poll.Message message, String delivery, long now) {
    return sql.update(
            """
            INSERT INTO poll_inbox (registry, message_id, queued_at, delivery, state, updated_at)
            VALUES (?, ?, ?, ?, 'HELD', ?)
            ON CONFLICT (registry) DO UPDATE SET message_id = excluded.message_id,
              queued_at = excluded.queued_at, delivery = excluded.delivery, state = 'HELD',
              updated_at = excluded.updated_at
            WHERE poll_inbox.state = 'ACKNOWLEDGED'
              AND (poll_inbox.message_id <> excluded.message_id
                OR coalesce(poll_inbox.queued_at, 0) <> coalesce(excluded.queued_at, 0))
            """,
            registry,
            message.id(),
            message.queued() == null ? null : message.queued().toEpochMilli(),
            delivery,
            now)
        == 1;
  }

  void acknowledged(Sql sql, String registry, Held message, long now) {
    sql.update(
        """
        UPDATE poll_inbox SET state = 'ACKNOWLEDGED', updated_at = ?
        WHERE registry = ? AND delivery = ?
        """,
        now,
        registry,
        message.delivery());
  }
}
