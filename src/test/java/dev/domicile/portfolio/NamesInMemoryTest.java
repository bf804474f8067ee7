package dev.domicile.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held in memory answers as the database does, and only for as long as it is the same. */
class NamesInMemoryTest {

  private static final long OWNER = 1;
  private static final long OTHER = 2;
  private static final int COUNT = 3_000;

  @TempDir Path folder;
  private final long seed = Long.getLong("domicile.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicLong nanos = new AtomicLong();
  private final Domains domains = new Domains(new Random(3));
  private Database database;
  private NamesInMemory names;

  @BeforeEach
  void open() {
    System.out.println("to repeat: -Ddomicile.seed=" + seed);
    database = Database.open(TestDatabases.url(folder));
    names = new NamesInMemory(database, domains, 10, 2 * COUNT, this::nanos);
  }

  /** A reading takes a millisecond. */
  private long nanos() {
    return Thread.currentThread().getName().equals("names")
        ? nanos.addAndGet(1_000_000)
        : nanos.get();
  }

  @AfterEach
  void close() {
    names.close();
    database.close();
  }

  private void hold(long account, int count) {
    List<Domain> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DomainName name = name(account + "-" + Integer.toString(random.nextInt(46_656), 36) + i);
      all.add(new Domain(name, account, account + "S" + i, date(), date()));
    }
    database.run(sql -> domains.insert(sql, all, 1));
  }

  private static DomainName name(String label) {
    List<String> tlds = List.of("test", "com", "xn--fiqs8s", "de", "co", "info", "xn--p1ai");
    String tld = tlds.get(Math.floorMod(label.hashCode(), tlds.size()));
    return DomainName.parse("n" + label + "." + tld).orElseThrow();
  }

  /** Few days, so that many are alike; none at all; and the last that can be told. */
  private @Nullable Long date() {
    return switch (random.nextInt(5)) {
      case 0 -> null;
      case 1 -> 253_402_300_799_999L;
      case 2 -> 1_700_000_000_000L + random.nextInt(1_000);
      default -> 1_600_000_000_000L + random.nextInt(30) * 86_400_000L;
    };
  }

  private Optional<HeldNames> held(long account) {
    return database.read(sql -> names.asOf(sql, account));
  }

  /** Waits for the reading that the first search began. */
  private HeldNames read(long account) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < end) {
      Optional<HeldNames> now = held(account);
      if (now.isPresent()) {
        return now.get();
      }
      nanos.addAndGet(1_000_000);
      Thread.yield();
    }
    throw new AssertionError("not read into memory");
  }

  @Test
  void findsWhatTheDatabaseFindsInItsOrder() {
    hold(OWNER, COUNT);
    hold(OTHER, 20);
    HeldNames held = read(OWNER);
    assertEquals(COUNT, held.count());
    for (int i = 0; i < 600; i++) {
      DomainPage.Filter filter = filter();
      DomainPage.Key key = DomainPage.Key.values()[random.nextInt(2)];
      boolean ascending = random.nextBoolean();
      int size = 1 + random.nextInt(200);
      int offset = size * random.nextInt(1 + COUNT / size);
      DomainPage.Found wanted =
          database.read(
              sql ->
                  new DomainPage(domains, sql, OWNER, filter).find(key, ascending, offset, size));
      HeldNames.Hits hits = held.find(filter, key, ascending, offset, size);
      String asked = filter + " by " + key + " ascending " + ascending + " from " + offset;
      assertEquals(wanted.total(), hits.total(), asked);
      assertEquals(
          wanted.rows().stream().map(domain -> domain.name().ascii()).toList(),
          hits.names(),
          asked);
    }
  }

  private DomainPage.Filter filter() {
    List<String> parts = List.of("a", "7", ".test", "n1-", "%", "_", "Z9", "\n", "test\nn", "T");
    @Nullable String part =
        random.nextInt(4) == 0
            ? null
            : random.nextBoolean()
                ? parts.get(random.nextInt(parts.size()))
                : Integer.toString(random.nextInt(1_296), 36);
    return new DomainPage.Filter(part, kind(), bound(), bound(), bound(), bound());
  }

  private @Nullable DomainKind kind() {
    return random.nextInt(4) > 0 ? null : DomainKind.values()[random.nextInt(3)];
  }

  private @Nullable Long bound() {
    return random.nextInt(4) > 0 ? null : 1_600_000_000_000L + random.nextInt(40) * 86_400_000L;
  }

  @Test
  void aChangeByAnyProcessEndsItsUse() {
    hold(OWNER, 100);
    read(OWNER);
    database.run(sql -> domains.hold(sql, OWNER, List.of(name("new")), 1));
    assertFalse(held(OWNER).isPresent(), "one more");
    assertEquals(101, read(OWNER).count());
    database.run(sql -> domains.remove(sql, OWNER, List.of(name("new").ascii())));
    assertFalse(held(OWNER).isPresent(), "one less");
    assertEquals(100, read(OWNER).count());
    Domain any = database.read(sql -> domains.registeredAfter(sql, OWNER, -1, "", 1)).getFirst();
    Domain dated = new Domain(any.name(), OWNER, any.instanceId(), 5L, 6L);
    database.run(sql -> domains.setDates(sql, List.of(dated)));
    assertFalse(held(OWNER).isPresent(), "other dates");
    read(OWNER);
    database.run(sql -> domains.move(sql, OWNER, OTHER, List.of(any.name().ascii())));
    assertFalse(held(OWNER).isPresent(), "moved away");
    assertEquals(99, read(OWNER).count());
  }

  @Test
  void anAccountThatChangesAllTheTimeIsNotReadAllTheTime() {
    hold(OWNER, 100);
    read(OWNER);
    database.run(sql -> domains.hold(sql, OWNER, List.of(name("new")), 1));
    nanos.addAndGet(5_000_000);
    assertFalse(held(OWNER).isPresent());
    names.close();
    assertFalse(held(OWNER).isPresent(), "a reading that was begun would be there now");
  }

  @Test
  void anAccountThatHasRestedIsReadAnew() {
    hold(OWNER, 100);
    HeldNames first = read(OWNER);
    database.run(sql -> domains.hold(sql, OWNER, List.of(name("new")), 1));
    nanos.addAndGet(3_600_000_000_000L);
    assertFalse(held(OWNER).isPresent());
    names.close();
    assertTrue(held(OWNER).orElseThrow().version() > first.version());
  }

  @Test
  void smallAccountsAreLeftToTheDatabase() {
    hold(OWNER, 9);
    for (int i = 0; i < 3; i++) {
      assertFalse(held(OWNER).isPresent());
    }
  }

  @Test
  void whoSearchedLongestAgoMakesRoom() {
    for (long account = 1; account <= 3; account++) {
      hold(account, 2_500);
    }
    read(1);
    read(2);
    nanos.addAndGet(1);
    assertTrue(held(1).isPresent(), "searched once more");
    nanos.addAndGet(1);
    read(3);
    assertTrue(held(3).isPresent());
    assertTrue(held(1).isPresent());
    assertFalse(held(2).isPresent());
  }
}
