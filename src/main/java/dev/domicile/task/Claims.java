package dev.domicile.task;

import static java.util.Comparator.naturalOrder;

import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Hands steps to this process under a lease, and takes back those whose lease has run out. */
final class Claims {

  private final Database database;
  private final InstantSource clock;
  private final String owner;
  private final Duration lease;
  private final Map<String, QueueLook> looks = new ConcurrentHashMap<>();

  Claims(Database database, InstantSource clock, String owner, Duration lease) {
    this.database = database;
    this.clock = clock;
    this.owner = owner;
    this.lease = lease;
  }

  /**
   * Claims up to {@code most} due steps of a queue; lanes (accounts) share them evenly, so that ten
   * domains of one never wait for a hundred thousand of another. The commit of the claim is the
   * record of the intent: nothing is sent before.
   */
  List<Claim> claim(String queue, int most) {
    Claimed claimed = database.write(sql -> claim(sql, queue, most));
    looks.put(queue, claimed.look);
    return claimed.steps;
  }

  private record Claimed(List<Claim> steps, QueueLook look) {}

  private Claimed claim(Sql sql, String queue, int most) {
    long now = clock.millis();
    List<Claim> claimed = new ArrayList<>();
    SortedMap<Long, Integer> passes = new TreeMap<>();
    QueueLook look = looks.get(queue);
    List<Long> open = Lanes.open(sql, queue);
    if (look != null && look.serves(open)) {
      List<Long> lanes = open.stream().filter(look.due()::contains).toList();
      look = take(sql, queue, now, most, lanes, look, claimed, passes);
    }
    if (look == null || claimed.size() < most) {
      List<Long> lanes = Lanes.due(sql, queue, now);
      look = QueueLook.of(open, lanes);
      look = take(sql, queue, now, most - claimed.size(), lanes, look, claimed, passes);
    }
    Lanes.pass(sql, queue, passes);
    if (open.size() > 1) {
      Lanes.forgive(sql, queue);
    }
    Blocks.begun(sql, claimed);
    return new Claimed(claimed, look);
  }

  private QueueLook take(
      Sql sql,
      String queue,
      long now,
      int most,
      List<Long> lanes,
      QueueLook look,
      List<Claim> claimed,
      SortedMap<Long, Integer> passes) {
    Map<Long, QueueLook.Mark> marks = new HashMap<>(look.marks());
    int left = most;
    for (int i = 0; i < lanes.size() && left > 0; i++) {
      long lane = lanes.get(i);
      int share = Math.ceilDiv(left, lanes.size() - i);
      List<Taken> part = claimFrom(sql, queue, lane, now, share, look.mark(lane));
      marks.put(
          lane,
          part.stream()
              .map(Taken::mark)
              .reduce(look.mark(lane), BinaryOperator.maxBy(naturalOrder())));
      if (!part.isEmpty()) {
        passes.merge(lane, part.size(), Integer::sum);
      }
      part.forEach(taken -> claimed.add(taken.claim));
      left -= part.size();
    }
    return new QueueLook(look.at(), look.open(), look.due(), marks);
  }

  /** All queues in which work waits or is under way. */
  List<String> queues() {
    return database.read(
        sql -> sql.rows("SELECT DISTINCT queue FROM lane", row -> row.text("queue")));
  }

  /** When the next step of the queue is due, or {@code horizon} if none is before. */
  long nextDue(String queue, long horizon) {
    return Math.min(horizon, database.read(sql -> Lanes.nextDue(sql, queue)).orElse(horizon));
  }

  /** This process still lives, and so all its leases go on: one row, however many those are. */
  void renew() {
    database.run(sql -> Nodes.alive(sql, owner, clock.millis() + lease.toMillis()));
  }

  /** Takes back the steps of processes that were not heard of; what they sent is in doubt. */
  Rescued rescueOfTheDead() {
    return database.write(
        sql -> {
          int rescued = 0;
          List<String> dead = Nodes.dead(sql, clock.millis());
          for (String node : dead) {
            rescued += rescue(sql, "owner = ?", node);
            SlotRows.forget(sql, node);
            Nodes.forget(sql, node);
          }
          return new Rescued(dead.size(), rescued);
        });
  }

  /** From how many processes that are dead, and how many steps. */
  record Rescued(int nodes, int steps) {}

  /** Ends leases of this process that it does not know of; nothing was done under them. */
  void giveBack(String queue, Set<Claim> known) {
    Set<Place> places = known.stream().map(Place::of).collect(Collectors.toSet());
    database.run(
        sql -> {
          List<Place> leased =
              sql.rows(
                  "SELECT task_id, seq, attempt, subject FROM active"
                      + " WHERE queue = ? AND leased = 1 AND owner = ?",
                  Place::of,
                  queue,
                  owner);
          sql.batch(
              """
              UPDATE active SET leased = 0, due_at = ?
              WHERE queue = ? AND subject = ? AND task_id = ? AND attempt = ? AND leased = 1
              """,
              leased.stream()
                  .filter(place -> !places.contains(place))
                  .sorted(Comparator.comparing(Place::taskId).thenComparing(Place::seq))
                  .map(
                      place ->
                          new Object[] {
                            clock.millis(), queue, place.subject, place.taskId, place.attempt
                          })
                  .toList());
        });
  }

  private record Place(long taskId, int seq, int attempt, String subject) {
    static Place of(Claim claim) {
      return new Place(claim.taskId(), claim.seq(), claim.attempt(), claim.subject());
    }

    static Place of(Row row) {
      return new Place(
          row.number("task_id"), row.integer("seq"), row.integer("attempt"), row.text("subject"));
    }
  }

  /** The same, and of those that were never heard of in this way. Looks at all that waits. */
  int rescueExpired() {
    int ofTheDead = rescueOfTheDead().steps();
    return ofTheDead
        + database.write(
            sql ->
                rescue(
                    sql,
                    "lease_until < ? AND NOT EXISTS (SELECT 1 FROM node WHERE id = active.owner)",
                    clock.millis()));
  }

  /** After a restart of the only process there can be: every lease is its own from before. */
  int rescueAll() {
    return database.write(
        sql -> {
          sql.update("DELETE FROM node");
          return rescue(sql, "lease_until < ?", Long.MAX_VALUE);
        });
  }

  void closeLanes() {
    database.run(Lanes::close);
  }

  private int rescue(Sql sql, String which, Object value) {
    long now = clock.millis();
    return sql.update(
        """
        WITH picked (of_queue, of_subject) AS MATERIALIZED (
          SELECT queue, subject FROM active WHERE leased = 1 AND %s %s)
        UPDATE active
        SET leased = 0, due_at = ?, updated_at = ?, phase = CASE WHEN phase IN ('PENDING', 'RESTORED') THEN phase ELSE 'DOUBT' END
        FROM picked WHERE queue = of_queue AND subject = of_subject
        """
            .formatted(which, sql.dialect().skipLocked()),
        value,
        now,
        now);
  }

  private record Taken(Claim claim, QueueLook.Mark mark) {}

  private List<Taken> claimFrom(
      Sql sql, String queue, long account, long now, int most, QueueLook.Mark after) {
    return sql.rows(
        """
        WITH picked (place) AS MATERIALIZED (
          SELECT %s FROM active
          WHERE queue = ? AND account_id = ? AND leased = 0 AND due_at <= ?
            AND (due_at, task_id, seq) > (?, ?, ?)
          ORDER BY due_at, task_id, seq LIMIT ? %s)
        UPDATE active SET leased = 1, attempt = attempt + 1, owner = ?, lease_until = ?, updated_at = ?
        FROM picked WHERE active.%s = place
        RETURNING queue, subject, account_id, task_id, seq, kind, phase, attempt, tries, refusals, pending_since, due_at
        """
            .formatted(
                sql.dialect().rowPlace(), sql.dialect().skipLocked(), sql.dialect().rowPlace()),
        row -> {
          Claim claim = claim(row);
          return new Taken(
              claim, new QueueLook.Mark(row.number("due_at"), claim.taskId(), claim.seq()));
        },
        queue,
        account,
        now,
        after.due(),
        after.task(),
        after.seq(),
        most,
        owner,
        now + lease.toMillis(),
        now);
  }

  private static Claim claim(Row row) {
    return new Claim(
        row.text("queue"),
        row.text("subject"),
        row.number("account_id"),
        row.number("task_id"),
        row.integer("seq"),
        row.text("kind"),
        Phase.valueOf(row.text("phase")),
        row.integer("attempt"),
        row.integer("tries"),
        row.integer("refusals"),
        row.optionalNumber("pending_since"));
  }
}
