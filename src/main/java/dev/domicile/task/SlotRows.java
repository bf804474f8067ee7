package dev.domicile.task;

import dev.domicile.store.Sql;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables queue_slot and queue_want: who has which slot of which queue, and who wants how many.
 * A slot is had by putting its row there, whose key is unique, and let go by removing it.
 */
final class SlotRows {

  private SlotRows() {}

  /**
   * @param since epoch milliseconds
   */
  record Held(int slot, String node, long since) {}

  /**
   * @param since epoch milliseconds at which it began to wait
   */
  record Want(String node, int wanted, long since) {}

  /**
   * A queue as all see it.
   *
   * @param wants of living processes
   */
  record View(List<Held> held, List<Want> wants) {
    static final View EMPTY = new View(List.of(), List.of());
  }

  private record Of<T>(String queue, T row) {}

  static Map<String, View> all(Sql sql, long now) {
    List<Of<Held>> held =
        sql.rows(
            "SELECT queue, slot, node, taken_at FROM queue_slot ORDER BY queue, slot",
            row ->
                new Of<>(
                    row.text("queue"),
                    new Held(row.integer("slot"), row.text("node"), row.number("taken_at"))));
    List<Of<Want>> wants =
        sql.rows(
            """
            SELECT queue, node, wanted, since FROM queue_want
            WHERE wanted > 0 AND node IN (SELECT id FROM node WHERE until >= ?)
            """,
            row ->
                new Of<>(
                    row.text("queue"),
                    new Want(row.text("node"), row.integer("wanted"), row.number("since"))),
            now);
    Map<String, View> views = new HashMap<>();
    Set<String> queues = new HashSet<>();
    held.forEach(one -> queues.add(one.queue));
    wants.forEach(one -> queues.add(one.queue));
    queues.forEach(queue -> views.put(queue, new View(of(queue, held), of(queue, wants))));
    return views;
  }

  private static <T> List<T> of(String queue, List<Of<T>> rows) {
    return rows.stream().filter(row -> row.queue.equals(queue)).map(Of::row).toList();
  }

  /** The slots of a process, by queue. */
  static Map<String, Set<Integer>> of(Sql sql, String node) {
    Map<String, Set<Integer>> mine = new HashMap<>();
    sql.rows(
            "SELECT queue, slot FROM queue_slot WHERE node = ?",
            row -> new Of<>(row.text("queue"), row.integer("slot")),
            node)
        .forEach(one -> mine.computeIfAbsent(one.queue, q -> new HashSet<>()).add(one.row));
    return mine;
  }

  static void want(Sql sql, String queue, Want want) {
    sql.update(
        """
        INSERT INTO queue_want (queue, node, wanted, since) VALUES (?, ?, ?, ?)
        ON CONFLICT (queue, node) DO UPDATE SET wanted = excluded.wanted, since = excluded.since
        """,
        queue,
        want.node,
        want.wanted,
        want.since);
  }

  /** Unless somebody else was quicker. */
  static void take(Sql sql, String queue, Held slot) {
    sql.update(
        """
        INSERT INTO queue_slot (queue, slot, node, taken_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (queue, slot) DO NOTHING
        """,
        queue,
        slot.slot,
        slot.node,
        slot.since);
  }

  static void letGo(Sql sql, String queue, int slot, String node) {
    sql.update(
        "DELETE FROM queue_slot WHERE queue = ? AND slot = ? AND node = ?", queue, slot, node);
  }

  /** All that a process had, which has ended. */
  static void forget(Sql sql, String node) {
    sql.update("DELETE FROM queue_slot WHERE node = ?", node);
    sql.update("DELETE FROM queue_want WHERE node = ?", node);
  }
}
