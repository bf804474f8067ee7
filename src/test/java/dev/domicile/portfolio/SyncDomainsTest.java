package dev.domicile.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.SettableClock;
import dev.domicile.audit.Audit;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.epp.EppEvents;
import dev.domicile.registry.epp.EppRegistry;
import dev.domicile.registry.epp.EppSettings;
import dev.domicile.registry.epp.SessionTrids;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.NewTask;
import dev.domicile.task.TaskQueue;
import dev.domicile.task.Underway;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A portfolio against the sandbox over TLS. */
@Timeout(120)
class SyncDomainsTest {

  private static final int DOMAINS = 450;
  private static final String A = "sample-0001.com";
  private static final String B = "sample-0002.net";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T10:00:00Z"));
  private final Ids ids = Ids.of(clock, new Random(5));
  private final Told told = new Told();
  private final Set<String> infos = Collections.synchronizedSet(new HashSet<>());
  private volatile Fault fault = new Fault.None();
  private volatile int faultAfter = Integer.MAX_VALUE;
  private volatile String lostOnce = "";
  private Database database;
  private Readings readings;
  private Domains domains;
  private Sandbox sandbox;
  private EppRegistry registry;

  @BeforeEach
  void open() throws IOException {
    database = Database.open(TestDatabases.url(folder));
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
    readings = new Readings(seal);
    domains = new Domains(new Random(11));
    sandbox =
        Sandbox.start(
            SandboxOptions.in(folder.resolve("registry"))
                .withSampleDomains(DOMAINS)
                .withRules(Rules.defaults().withRefuseRepeatedClTrids(true))
                .withFaults(this::fault));
    registry = registry(2);
    List<DomainName> names = SampleDomains.names(DOMAINS).stream().map(DomainName::new).toList();
    database.run(sql -> domains.hold(sql, 1, names, 1));
    database.run(sql -> domains.hold(sql, 2, List.of(new DomainName("a.elsewhere")), 1));
  }

  @AfterEach
  void close() throws IOException {
    registry.close();
    sandbox.close();
    database.close();
  }

  private Fault fault(Fault.Asked asked) {
    if (!asked.command().equals("domain:info")) {
      return new Fault.None();
    }
    boolean first = infos.add(String.valueOf(asked.object()));
    if (first && lostOnce.equals(asked.object())) {
      return new Fault.CloseAfter();
    }
    return infos.size() > faultAfter ? fault : new Fault.None();
  }

  @Test
  void readsEveryDomainOfTheRegistryAndNoOther() {
    SyncCounts counts = complete(sync(false));
    assertEquals(new SyncCounts(DOMAINS, 0, 0, 0, 0, 0, 0, 0), counts);
    assertEquals(Set.copyOf(SampleDomains.names(DOMAINS)), Set.copyOf(infos));
    assertEquals(List.of("0 of 450", "200", "400", "450"), told.steps);
    Reading stored = reading(A).orElseThrow();
    assertEquals(clock.millis(), stored.readAt());
    assertEquals(sandbox.domain(A).orElseThrow().registrant(), stored.info().registrant());
    assertEquals(Optional.empty(), reading("a.elsewhere"));
    assertEquals(DOMAINS, (long) sandbox.commands().get("domain:info"));
  }

  @Test
  void tellsOtherStatusesAndOtherContactsThanTheLastReadingHad() {
    sync(false);
    sandbox.change(A, held -> held.withStatuses(Set.of("serverHold", "clientHold")));
    Map<String, String> contacts = new HashMap<>(sandbox.domain(B).orElseThrow().contacts());
    String tech = contacts.get("tech");
    String registrant = sandbox.domain(B).orElseThrow().registrant();
    contacts.remove("tech");
    sandbox.change(B, held -> held.withContacts(contacts.get("admin") + "X", contacts));
    clock.advance(Duration.ofMinutes(1));
    SyncCounts counts = complete(sync(false));
    assertEquals(new SyncCounts(DOMAINS, 2, 0, 0, 1, 1, 0, 0), counts);
    assertEquals(
        List.of(
            new Drift(
                new DomainName(A),
                1,
                List.of(
                    new Drift.Statuses(
                        new TreeSet<>(Set.of("clientHold", "serverHold")), new TreeSet<>()))),
            new Drift(
                new DomainName(B),
                1,
                List.of(
                    new Drift.Handles(
                        "registrant", List.of(registrant), List.of(contacts.get("admin") + "X")),
                    new Drift.Handles("tech", List.of(tech), List.of())))),
        told.drifts);
    assertEquals(clock.millis(), reading(A).orElseThrow().readAt());
    assertEquals(
        List.of(A + " registry=lab found=statuses", B + " registry=lab found=handles"), audited());
    told.drifts.clear();
    assertEquals(0, complete(sync(false)).drifted(), "what is stored is what it is held against");
  }

  @Test
  void aStatusThatWentIsTold() {
    sandbox.change(A, held -> held.withStatuses(Set.of("clientTransferProhibited")));
    sync(false);
    sandbox.change(A, held -> held.withStatuses(Set.of()));
    sync(false);
    assertEquals(
        List.of(
            new Drift.Statuses(new TreeSet<>(), new TreeSet<>(Set.of("clientTransferProhibited")))),
        told.drifts.getFirst().findings());
  }

  @Test
  void tellsAnotherSponsorEachTimeEvenWithoutAReading() {
    sandbox.change(A, held -> held.withSponsor("registrar2"));
    for (int i = 0; i < 2; i++) {
      told.drifts.clear();
      assertEquals(1, complete(sync(false)).otherSponsor());
      assertEquals(
          List.of(new Drift(new DomainName(A), 1, List.of(new Drift.OtherSponsor("registrar2")))),
          told.drifts);
    }
  }

  @Test
  void tellsADomainThatIsGoneAndForgetsItsReading() {
    DomainName gone = new DomainName("gone.test");
    database.run(
        sql -> {
          domains.hold(sql, 2, List.of(gone), 1);
          readings.save(
              sql,
              List.of(
                  new Reading(new DomainInfo(gone, "registrar1", null, Map.of(), Set.of()), 1)));
        });
    SyncCounts counts = complete(sync(false));
    assertEquals(1, counts.gone());
    assertEquals(DOMAINS + 1, counts.read());
    assertEquals(List.of(new Drift(gone, 2, List.of(new Drift.Gone()))), told.drifts);
    assertEquals(Optional.empty(), reading("gone.test"));
  }

  @Test
  void aDomainThatIsNotShownToUsHasAnotherSponsor() {
    fault = new Fault.Refuse(2201);
    faultAfter = DOMAINS - 1;
    assertEquals(1, complete(sync(false)).otherSponsor());
    assertEquals(List.of(new Drift.OtherSponsor(null)), told.drifts.getFirst().findings());
  }

  @Test
  void aChangeUnderWayIsNeitherDriftNorOverwritten() {
    sync(false);
    Reading before = reading(A).orElseThrow();
    submit(A);
    sandbox.change(A, held -> held.withStatuses(Set.of("clientHold")));
    clock.advance(Duration.ofMinutes(1));
    SyncCounts counts = complete(sync(false));
    assertEquals(1, counts.underWay());
    assertEquals(DOMAINS - 1, counts.read());
    assertEquals(List.of(), told.drifts);
    assertEquals(before, reading(A).orElseThrow());
  }

  @Test
  void whatAChangeStoredMeanwhileIsLeftAlone() {
    sync(false);
    clock.advance(Duration.ofMinutes(1));
    DomainInfo after =
        new DomainInfo(
            new DomainName("sample-0450.example"), "registrar1", "NEW-1", Map.of(), Set.of("ok"));
    // its look is begun with the first ones, and stored with the last
    told.whenStored =
        done -> {
          if (done == 200) {
            database.run(
                sql -> readings.save(sql, List.of(new Reading(after, clock.millis() + 1))));
          }
        };
    SyncCounts counts = complete(sync(false));
    assertEquals(1, counts.underWay());
    assertEquals("NEW-1", reading("sample-0450.example").orElseThrow().info().registrant());
  }

  @Test
  void oneThatWasKilledIsContinuedWithoutReadingTwice() {
    told.whenStored =
        done -> {
          throw new IllegalStateException("killed");
        };
    assertThrows(IllegalStateException.class, () -> sync(false));
    told.whenStored = done -> {};
    told.steps.clear();
    infos.clear();
    SyncCounts counts = complete(sync(false));
    assertEquals(DOMAINS - 200, counts.read());
    assertEquals(
        Set.copyOf(sorted().subList(200, DOMAINS)), Set.copyOf(infos), "from where it was");
    assertEquals(List.of("200 of 450", "400", "450"), told.steps);
    told.steps.clear();
    assertEquals(DOMAINS, complete(sync(false)).read(), "the next one begins anew");
  }

  @Test
  void oneThatIsOldOrNotWantedIsNotContinued() {
    told.whenStored =
        done -> {
          if (told.steps.getLast().equals("200")) {
            throw new IllegalStateException("killed");
          }
        };
    assertThrows(IllegalStateException.class, () -> sync(false));
    told.whenStored = done -> {};
    assertEquals(DOMAINS, complete(sync(true)).read());

    database.run(sql -> sql.update("UPDATE portfolio_sync SET complete = 0, position = ?", B));
    clock.advance(DAY.minusMillis(1));
    assertEquals(DOMAINS - 2, complete(sync(false)).read());
    database.run(sql -> sql.update("UPDATE portfolio_sync SET complete = 0, position = ?", B));
    clock.advance(Duration.ofMillis(1));
    assertEquals(DOMAINS, complete(sync(false)).read());
  }

  @Test
  void aRegistryThatAnswersNoMoreEndsTheRunWhichIsContinuedLater() {
    faultAfter = 300;
    fault = new Fault.Refuse(2400);
    SyncOutcome.Stopped stopped = assertInstanceOf(SyncOutcome.Stopped.class, sync(false));
    assertTrue(stopped.reason().contains("2400"), stopped.reason());
    long first = stopped.counts().read();
    assertTrue(first > 250 && first <= 300, stopped.toString());
    faultAfter = Integer.MAX_VALUE;
    SyncCounts rest = complete(sync(false));
    long told = stopped.counts().unread();
    assertEquals(DOMAINS, first + told + rest.read(), "one refused amid answers is told at once");
    assertEquals(0, rest.unread());
  }

  @Test
  void aRegistryThatCannotBeReachedEndsTheRun() throws IOException {
    sandbox.close();
    SyncOutcome.Stopped stopped = assertInstanceOf(SyncOutcome.Stopped.class, sync(false));
    assertEquals(SyncCounts.NONE, stopped.counts());
    assertTrue(stopped.reason().contains("UNREACHABLE"), stopped.reason());
  }

  @Test
  void aDomainWithoutAnAnswerIsToldAndTheOthersAreRead() {
    faultAfter = DOMAINS - 1;
    fault = new Fault.Refuse(2400);
    SyncCounts counts = complete(sync(false));
    assertEquals(1, counts.unread());
    assertEquals(DOMAINS - 1, counts.read());
    assertEquals(1, told.unread.size());
    assertTrue(told.unread.getFirst().contains("refused with 2400"), told.unread.toString());
  }

  @Test
  void aLostAnswerIsAskedForAgainUnderAnotherClTrid() {
    lostOnce = A;
    assertEquals(DOMAINS, complete(sync(false)).read());
    assertEquals(DOMAINS + 1, (long) sandbox.commands().get("domain:info"));
  }

  @Test
  void aLaterSyncOfTheSameRegistryTakesOver() {
    List<SyncOutcome> later = new ArrayList<>();
    told.whenStored =
        done -> {
          told.whenStored = d -> {};
          try (EppRegistry second = registry(1)) {
            later.add(run(second, false, new Told()));
          }
        };
    SyncOutcome.Superseded first = assertInstanceOf(SyncOutcome.Superseded.class, sync(false));
    assertEquals(200, first.counts().read());
    assertEquals(DOMAINS - 200, complete(later.getFirst()).read());
  }

  @Test
  void keepsToARateThatIsGiven() {
    long began = System.nanoTime();
    SyncOutcome outcome =
        syncDomains().run(registry, new SyncPace(2, 900, List.of(), DAY), false, "test", told);
    long took = System.nanoTime() - began;
    assertEquals(DOMAINS, complete(outcome).read());
    assertTrue(took >= Duration.ofMillis(490).toNanos(), took + " ns");
  }

  private SyncOutcome sync(boolean restart) {
    return run(registry, restart, told);
  }

  private SyncOutcome run(EppRegistry at, boolean restart, SyncListener listener) {
    List<Duration> pauses = Collections.nCopies(8, Duration.ofMillis(2));
    return syncDomains().run(at, new SyncPace(2, 0, pauses, DAY), restart, "test", listener);
  }

  private SyncDomains syncDomains() {
    return new SyncDomains(
        database,
        domains,
        readings,
        Registries.of(Map.of("lab", SampleDomains.TLDS, "closed", List.of("elsewhere"))),
        new Underway(),
        new Audit(ids),
        clock,
        ids);
  }

  private EppRegistry registry(int sessions) {
    SandboxCredentials ours = sandbox.credentials();
    EppSettings settings =
        EppSettings.of(
                "127.0.0.1",
                sandbox.port(),
                new EppSettings.Tls(
                    ours.authority(), ours.clientCertificate(), ours.clientKey(), "localhost"),
                new EppSettings.Login(ours.registrarId(), ours.password(), null))
            .with(
                new EppSettings.Recovery(
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ofMinutes(1)));
    RegistryProfile profile =
        new RegistryProfile(
            "lab",
            SampleDomains.TLDS,
            ours.registrarId(),
            sessions,
            RegistryProfile.ContactModel.FULL,
            RegistryProfile.PostalPolicy.INT,
            Set.of());
    return new EppRegistry(
        profile,
        settings,
        clock,
        new SplittableRandom(1),
        new SessionTrids(new Random(ids.next())),
        EppEvents.NONE);
  }

  private void submit(String name) {
    database.run(
        sql ->
            new TaskQueue(ids, clock)
                .submit(
                    sql,
                    new NewTask(
                        1, "CHG_HOLDER", "127.0.0.1", List.of(new NewTask.Step("lab", name)))));
  }

  private static SyncCounts complete(SyncOutcome outcome) {
    return assertInstanceOf(SyncOutcome.Complete.class, outcome, outcome::toString).counts();
  }

  private Optional<Reading> reading(String name) {
    return database.read(sql -> readings.latest(sql, new DomainName(name)));
  }

  private List<String> audited() {
    return database.read(
        sql ->
            sql.rows(
                "SELECT subject, detail FROM audit_entry WHERE kind = 'domain.drifted' ORDER BY id",
                row -> row.text("subject") + " " + row.text("detail")));
  }

  private static List<String> sorted() {
    return SampleDomains.names(DOMAINS).stream().sorted().collect(Collectors.toList());
  }

  private static final class Told implements SyncListener {

    private final List<String> steps = new ArrayList<>();
    private final List<Drift> drifts = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private Consumer<Long> whenStored = done -> {};

    @Override
    public void began(String registry, long before, long all) {
      assertEquals("lab", registry);
      steps.add(before + " of " + all);
    }

    @Override
    public void stored(String registry, long done) {
      steps.add(Long.toString(done));
      whenStored.accept(done);
    }

    @Override
    public void drifted(String registry, Drift drift) {
      drifts.add(drift);
    }

    @Override
    public void unread(String registry, DomainName name, String reason) {
      assertFalse(reason.isBlank());
      unread.add(name + ": " + reason);
    }
  }
}
