package dev.domicile.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import dev.domicile.wire.DomainName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortfolioTest {

  static final DomainName A = name("a.test");
  static final DomainName B = name("b.test");

  @TempDir Path folder;
  Database database;
  Seal seal;
  Domains domains = new Domains(new Random(11));

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    seal = Seal.open(MasterKey.open(folder.resolve("master.key"), true), database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tellsWhichOfManyNamesAnAccountHolds() {
    List<DomainName> held = names(12_000);
    assertEquals(12_000, hold(1, held));
    assertEquals(1, hold(2, List.of(name("other.test"))));
    List<DomainName> asked = new ArrayList<>(held.subList(0, 10_000));
    asked.add(name("other.test"));
    asked.add(name("nobody.test"));
    assertEquals(
        Set.copyOf(held.subList(0, 10_000)), database.read(sql -> domains.holdings(sql, 1, asked)));
    assertEquals(12_000, count(1));
    assertEquals(1, count(2));
    assertEquals(0, count(3));
  }

  @Test
  void aNameHasOneHolder() {
    assertEquals(2, hold(1, List.of(A, B)));
    assertEquals(0, hold(2, List.of(A, B)));
    Domain held = database.read(sql -> domains.find(sql, A)).orElseThrow();
    assertEquals(1, held.accountId());
    assertEquals(Optional.empty(), database.read(sql -> domains.find(sql, name("c.test"))));
  }

  @Test
  void instanceIdsAreMadeOnceAndDiffer() {
    List<DomainName> held = names(2_000);
    hold(1, held);
    Map<DomainName, String> ids = database.read(sql -> domains.instanceIdsOf(sql, held));
    assertEquals(2_000, ids.size());
    assertEquals(2_000, Set.copyOf(ids.values()).size());
    assertTrue(ids.get(held.get(0)).matches("D[a-z2-7]{26}"), ids.get(held.get(0)));
    hold(1, held);
    assertEquals(ids, database.read(sql -> domains.instanceIdsOf(sql, held)));
  }

  @Test
  void theLongestSuffixDecides() {
    Registries registries =
        Registries.of(
            Map.of("cn", List.of("cn", "xn--fiqs8s"), "com-cn", List.of("com.cn"), "x", List.of()));
    assertEquals(Optional.of("cn"), registries.of(name("a.cn")));
    assertEquals(Optional.of("com-cn"), registries.of(name("a.com.cn")));
    assertEquals(Optional.of("com-cn"), registries.of(name("a.b.com.cn")));
    assertEquals(Optional.of("cn"), registries.of(name("com.cn")));
    assertEquals(Optional.of("cn"), registries.of(name("例子.中国")));
    assertEquals(Optional.empty(), registries.of(name("a.com")));
    assertEquals(Optional.empty(), registries.of(name("cn.com")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Registries.of(Map.of("a", List.of("test"), "b", List.of("test"))));
  }

  @Test
  void aReadingIsKeptAsTheRegistryGaveIt() {
    Readings readings = new Readings(seal);
    DomainInfo info =
        new DomainInfo(
            A,
            "registrar1",
            "Reg-1",
            Map.of(Role.ADMIN, List.of("adm-2", "ADM-1"), Role.TECH, List.of()),
            Set.of("ok", "clientTransferProhibited"));
    DomainInfo bare = new DomainInfo(B, "other", null, Map.of(), Set.of());
    database.run(
        sql -> readings.save(sql, List.of(new Reading(info, 100), new Reading(bare, 200))));
    assertEquals(
        Optional.of(new Reading(info, 100)), database.read(sql -> readings.latest(sql, A)));
    assertEquals(
        Optional.of(new Reading(bare, 200)), database.read(sql -> readings.latest(sql, B)));
    byte[] sealed =
        database.read(
            sql ->
                sql.row(
                        "SELECT sealed FROM domain_reading WHERE domain = 'a.test'",
                        r -> r.bytes("sealed"))
                    .orElseThrow());
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("Reg-1"));
  }

  @Test
  void onlyAYoungReadingIsFreshAndAnOlderOneNeverReplacesIt() {
    Readings readings = new Readings(seal);
    Duration freshFor = Duration.ofMillis(50);
    save(readings, "second", 100);
    save(readings, "first", 99);
    assertEquals("second", fresh(readings, 149, freshFor).orElseThrow().info().registrant());
    assertTrue(fresh(readings, 150, freshFor).isEmpty());
    assertTrue(fresh(readings, 100, Duration.ZERO).isEmpty());
    assertTrue(fresh(readings, 50, freshFor).isEmpty(), "a reading from the future");
    assertEquals(
        Set.of(A),
        database.read(sql -> readings.fresh(sql, List.of(A, B), 120, freshFor)).keySet());
    save(readings, "third", 100);
    assertEquals("third", fresh(readings, 120, freshFor).orElseThrow().info().registrant());
    database.run(sql -> readings.forget(sql, A));
    assertTrue(database.read(sql -> readings.latest(sql, A)).isEmpty());
  }

  @Test
  void aTransferLockNeverEndsEarlierAndStaysOurs() {
    TransferLocks locks = new TransferLocks();
    assertEquals(Optional.empty(), lock(locks));
    extend(locks, 100, true);
    assertEquals(Optional.of(new TransferLock(A, 100, true)), lock(locks));
    extend(locks, 200, false);
    assertEquals(Optional.of(new TransferLock(A, 200, true)), lock(locks));
    extend(locks, 150, false);
    assertEquals(Optional.of(new TransferLock(A, 200, true)), lock(locks));
    database.run(sql -> locks.put(sql, List.of(new TransferLock(A, 50, false)), 4));
    assertEquals(Optional.of(new TransferLock(A, 50, false)), lock(locks));
    extend(locks, 60, true);
    assertEquals(Optional.of(new TransferLock(A, 60, true)), lock(locks));
  }

  private void extend(TransferLocks locks, long endsAt, boolean setByUs) {
    database.run(sql -> locks.extend(sql, List.of(new TransferLock(A, endsAt, setByUs)), 1));
  }

  private Optional<TransferLock> lock(TransferLocks locks) {
    return database.read(sql -> locks.get(sql, A));
  }

  private void save(Readings readings, String registrant, long readAt) {
    DomainInfo info = new DomainInfo(A, "registrar1", registrant, Map.of(), Set.of());
    database.run(sql -> readings.save(sql, List.of(new Reading(info, readAt))));
  }

  private Optional<Reading> fresh(Readings readings, long now, Duration freshFor) {
    return database.read(sql -> readings.fresh(sql, A, now, freshFor));
  }

  private long count(long account) {
    return database.read(sql -> domains.count(sql, account));
  }

  private int hold(long account, List<DomainName> names) {
    return database.write(sql -> domains.hold(sql, account, names, 1));
  }

  private static List<DomainName> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> name("name" + i + ".test")).toList();
  }

  static DomainName name(String text) {
    return DomainName.parse(text).orElseThrow();
  }
}
