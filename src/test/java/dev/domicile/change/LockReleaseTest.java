package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the 60-day lock, on a clock that is put forward. */
class LockReleaseTest {

  private static final String LOCK = "clientTransferProhibited";

  @TempDir Path folder;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final List<String> names = SampleDomains.names(10);
  private final String free = names.get(0);
  private final String other = names.get(1);
  private final String locked = names.get(9);
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, clock, 10);
    rig.start();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  @Test
  void aLockIsLiftedAtItsEndAndOnlyWhereItWasAbsentBefore() {
    changeRegistrant("zhang san", free, locked);
    ahead.set(Duration.ofDays(59));
    rig.release.run();
    assertEquals(1, tasks(), "nothing before the end");
    ahead.set(Duration.ofDays(61));
    rig.release.run();
    awaitLifted(free);
    assertTrue(isLocked(locked), "it was there before");
    assertEquals(2, tasks());
    rig.release.run();
    ahead.set(Duration.ofDays(70));
    rig.release.run();
    assertEquals(2, tasks(), "it is lifted once");
  }

  @Test
  void aLockThatALaterChangeExtendedStaysToTheNewEnd() {
    changeRegistrant("zhang san", free, other);
    ahead.set(Duration.ofDays(30));
    changeRegistrant("li si", free);
    ahead.set(Duration.ofDays(61));
    rig.release.run();
    awaitLifted(other);
    assertTrue(isLocked(free));
    ahead.set(Duration.ofDays(91));
    rig.release.run();
    awaitLifted(free);
  }

  @Test
  void aLockThatTheHolderHasAskedForSinceStays() {
    changeRegistrant("zhang san", free);
    String taskNo = rig.accepted(rig.lock, Map.of("DomainName.1", free, "Status", "true"));
    rig.ended(taskNo, 1);
    ahead.set(Duration.ofDays(61));
    rig.release.run();
    assertEquals(2, tasks());
    assertTrue(isLocked(free));
  }

  @Test
  void aDomainWithAChangeUnderWayIsLeftForTheNextRound() {
    changeRegistrant("zhang san", free, other);
    rig.sandbox.change(free, held -> held.withStatuses(Set.of(LOCK, "pendingUpdate")));
    ahead.set(Duration.ofDays(61));
    markBusy(free);
    rig.release.run();
    awaitLifted(other);
    assertTrue(isLocked(free));
    rig.database.run(sql -> sql.update("DELETE FROM active WHERE subject = ?", free));
    rig.sandbox.change(free, held -> held.withStatuses(Set.of(LOCK)));
    rig.release.run();
    awaitLifted(free);
  }

  @Test
  void aLockThatCannotBeLiftedIsTriedAgainEachDay() {
    changeRegistrant("zhang san", free);
    rig.sandbox.change(free, held -> held.withStatuses(Set.of(LOCK, "serverUpdateProhibited")));
    ahead.set(Duration.ofDays(61));
    rig.release.run();
    Await.until("it has failed", () -> active() == 0 && tasks() == 2);
    rig.release.run();
    assertEquals(2, tasks());
    rig.sandbox.change(free, held -> held.withStatuses(Set.of(LOCK)));
    ahead.set(Duration.ofDays(63));
    rig.release.run();
    awaitLifted(free);
  }

  private void changeRegistrant(String holder, String... domains) {
    Map<String, String> change = Rig.sample("registrant", List.of(domains));
    change.put("RegistrantName", holder);
    change.put("RegistrantOrganization", holder);
    change.put("TransferOutProhibited", "true");
    rig.ended(rig.submitted(change), domains.length);
    for (String domain : domains) {
      assertTrue(isLocked(domain), domain);
    }
  }

  private void markBusy(String domain) {
    rig.database.run(
        sql ->
            sql.update(
                """
                INSERT INTO active (queue, subject, account_id, task_id, seq, kind, leased, phase,
                  due_at, lease_until, owner, attempt, tries, reason, note, updated_at)
                VALUES ('lab', ?, 1, 1, 1, 'CHG_HOLDER', 1, 'FRESH', 0, ?, '', 0, 0, '', '', 0)
                """,
                domain,
                Long.MAX_VALUE));
  }

  private void awaitLifted(String domain) {
    Await.until("the lock is lifted", () -> !isLocked(domain) && !isOurs(domain));
  }

  private boolean isOurs(String domain) {
    return rig.database
        .read(sql -> rig.locks.get(sql, new DomainName(domain)))
        .orElseThrow()
        .setByUs();
  }

  private boolean isLocked(String domain) {
    return rig.sandbox.domain(domain).orElseThrow().statuses().contains(LOCK);
  }

  private long tasks() {
    return rig.database.read(sql -> sql.number("SELECT count(*) AS n FROM task"));
  }

  private long active() {
    return rig.database.read(sql -> sql.number("SELECT count(*) AS n FROM active"));
  }
}
