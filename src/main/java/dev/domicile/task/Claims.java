package dev.domicile.task;

import dev.domicile.store.Database;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Hands steps to this process under a lease, and takes back those whose lease has run out. */
final class Claims {

  /**
   * Turns that a lane may be owed. One that was idle for long is owed nothing for that time: it
   * would keep all others waiting.
   */
  private static final int OWED = 16;

  /** Lanes looked at for one claim; the others' turn comes with the next. */
  private static final int LANES = 64;

  private static final String EMPTY =
      """
      NOT EXISTS (
        SELECT 1 FROM active a WHERE a.queue = lane.queue AND a.account_id = lane.account_id)\
      """;

  private final Database database;
  private final InstantSource clock;
  private final String owner;
  private final Duration lease;

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
    return database.write(
        sql -> {
          long now = clock.millis();
          List<Claim> claimed = new ArrayList<>();
          SortedMap<Long, Integer> passes = new TreeMap<>();
          List<Long> lanes = dueLanes(sql, queue, now);
          for (int i = 0; i < lanes.size() && claimed.size() < most; i++) {
            int share = Math.ceilDiv(most - claimed.size(), lanes.size() - i);
            List<Claim> part = claimFrom(sql, queue, lanes.get(i), now, share);
            passes.put(lanes.get(i), part.size());
            claimed.addAll(part);
          }
          passes.forEach((account, steps) -> pass(sql, queue, account, steps));
          forgive(sql, queue);
          Blocks.begun(sql, claimed);
          return claimed;
        });
  }

  /** All queues in which work waits or is under way. */
  List<String> queues() {
    return database.read(
        sql -> sql.rows("SELECT DISTINCT queue FROM lane", row -> row.text("queue")));
  }

  /** When the next step of the queue is due, or {@code horizon} if none is before. */
  long nextDue(String queue, long horizon) {
    return database.read(
        sql ->
            sql.row(
                    """
                    SELECT min(due_at) AS due FROM active WHERE queue = ? AND leased = 0 AND due_at < ?
                    """,
                    row -> row.optionalNumber("due") instanceof Long due ? due : horizon,
                    queue,
                    horizon)
                .orElse(horizon));
  }

  /** Since when the longest-waiting step of the queue has been for the other side to decide. */
  Optional<Instant> oldestPending(String queue) {
    return database.read(
        sql ->
            sql.row(
                    """
                    SELECT min(pending_since) AS since FROM active
                    WHERE queue = ? AND pending_since IS NOT NULL
                    """,
                    row -> Optional.ofNullable(row.optionalNumber("since")),
                    queue)
                .flatMap(since -> since.map(Instant::ofEpochMilli)));
  }

  /** The process still lives: its leases go on. A step whose end is being written needs none. */
  void renew() {
    database.run(
        sql ->
            sql.update(
                """
                UPDATE active SET lease_until = ? WHERE (queue, subject) IN (
                  SELECT queue, subject FROM active WHERE leased = 1 AND owner = ? %s)
                """
                    .formatted(sql.dialect().skipLocked()),
                clock.millis() + lease.toMillis(),
                owner));
  }

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

  /** Takes back steps whose worker was not heard of; what they sent is in doubt. */
  int rescueExpired() {
    return database.write(sql -> rescue(sql, clock.millis()));
  }

  /** After a restart of the only process there can be: every lease is its own from before. */
  int rescueAll() {
    return database.write(sql -> rescue(sql, Long.MAX_VALUE));
  }

  private record Lane(String queue, long accountId) {}

  /**
   * Removes lanes without work. They are locked first and looked at again then: a submit that
   * opened one has its steps committed by that time, or holds the lane, which is passed over.
   */
  void closeLanes() {
    database.run(
        sql -> {
          List<Lane> empty =
              sql.rows(
                  "SELECT queue, account_id FROM lane WHERE "
                      + EMPTY
                      + " "
                      + sql.dialect().skipLocked(),
                  row -> new Lane(row.text("queue"), row.number("account_id")));
          sql.batch(
              "DELETE FROM lane WHERE queue = ? AND account_id = ? AND " + EMPTY,
              empty.stream().map(lane -> new Object[] {lane.queue, lane.accountId}).toList());
        });
  }

  private int rescue(Sql sql, long leasesBefore) {
    long now = clock.millis();
    return sql.update(
        """
        UPDATE active
        SET leased = 0, due_at = ?, updated_at = ?, phase = CASE phase WHEN 'PENDING' THEN 'PENDING' ELSE 'DOUBT' END
        WHERE leased = 1 AND (queue, subject) IN (
          SELECT queue, subject FROM active WHERE leased = 1 AND lease_until < ? %s)
        """
            .formatted(sql.dialect().skipLocked()),
        now,
        now,
        leasesBefore);
  }

  /** At the end of the claim and in one order: two that claim at a time must not deadlock. */
  private static void pass(Sql sql, String queue, long account, int steps) {
    sql.update(
        "UPDATE lane SET pass = pass + ? WHERE queue = ? AND account_id = ?",
        steps,
        queue,
        account);
  }

  /** A lane that had no work for long is not owed all the turns that it did not need. */
  private static void forgive(Sql sql, String queue) {
    sql.update(
        """
        UPDATE lane SET pass = (SELECT max(pass) FROM lane WHERE queue = ?) - ?
        WHERE (queue, account_id) IN (
          SELECT queue, account_id FROM lane
          WHERE queue = ? AND pass < (SELECT max(pass) FROM lane WHERE queue = ?) - ? %s)
        """
            .formatted(sql.dialect().skipLocked()),
        queue,
        OWED,
        queue,
        queue,
        OWED);
  }

  private static List<Long> dueLanes(Sql sql, String queue, long now) {
    return sql.rows(
        """
        SELECT account_id FROM lane l WHERE queue = ? AND EXISTS (
          SELECT 1 FROM active a
          WHERE a.queue = l.queue AND a.account_id = l.account_id AND a.leased = 0 AND a.due_at <= ?)
        ORDER BY pass, account_id LIMIT ?
        """,
        row -> row.number("account_id"),
        queue,
        now,
        LANES);
  }

  private List<Claim> claimFrom(Sql sql, String queue, long account, long now, int most) {
    return sql.rows(
        """
        WITH picked (of_queue, of_subject) AS MATERIALIZED (
          SELECT queue, subject FROM active
          WHERE queue = ? AND account_id = ? AND leased = 0 AND due_at <= ?
          ORDER BY due_at, task_id, seq LIMIT ? %s)
        UPDATE active SET leased = 1, attempt = attempt + 1, owner = ?, lease_until = ?, updated_at = ?
        FROM picked WHERE queue = of_queue AND subject = of_subject
        RETURNING queue, subject, account_id, task_id, seq, kind, phase, attempt, tries, refusals, pending_since
        """
            .formatted(sql.dialect().skipLocked()),
        Claims::claim,
        queue,
        account,
        now,
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
