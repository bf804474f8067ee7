package dev.domicile.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.audit.Audit;
import dev.domicile.portfolio.ImportOutcome.Imported;
import dev.domicile.portfolio.ImportOutcome.NothingImported;
import dev.domicile.portfolio.ImportOutcome.Refused;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportDomainsTest {

  static final long OURS = 1;
  static final long THEIRS = 2;

  @TempDir Path folder;
  Database database;
  InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));
  Audit audit = new Audit(Ids.of(clock, new Random(1)));
  Domains domains = new Domains(new Random(2));
  Told told = new Told();

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void importsEveryColumn() {
    assertEquals(
        new Imported(2, 0, 0, 0, new TreeMap<>()),
        run(
            "DomainName,InstanceId,RegistrationDate,ExpirationDate\n"
                + "a.test,S-1,2020-01-31,2027-01-31T10:00:00Z\n"
                + "b.test,,,1893456000000\n"));
    assertEquals(
        new Domain(name("a.test"), OURS, "S-1", 1580400000000L, 1801389600000L), find("a.test"));
    Domain second = find("b.test");
    assertTrue(second.instanceId().matches("D[a-z2-7]{26}"), second.instanceId());
    assertEquals(1893456000000L, second.expirationDate());
    assertEquals(null, second.registrationDate());
    assertEquals(List.of(), told.bad);
  }

  @Test
  void mergesRepeatsInAnySpelling() {
    assertEquals(
        new Imported(2, 0, 4, 0, new TreeMap<>()),
        run(
            "ExpirationDate,DomainName,InstanceId\n"
                + ",A.Test.,\n"
                + "2027-01-01,a.test,\n"
                + ",a.TEST,S-1\n"
                + ",例子.test,\n"
                + ",xn--fsqu00a.test,\n"
                + ",XN--FSQU00A.TEST.,S-2\n"));
    assertEquals("S-1", find("a.test").instanceId());
    assertEquals(at("2026-12-31T16:00:00Z"), find("a.test").expirationDate());
    assertEquals("S-2", find("例子.test").instanceId());
  }

  @Test
  void reportsEachBadLineWithItsNumberAndImportsNothing() {
    run("DomainName,InstanceId\nheld.test,S-held\n");
    hold(THEIRS, "theirs.test");
    told.bad.clear();
    assertEquals(new NothingImported(12), run(withBadLines()));
    assertEquals(
        List.of(
            "3: '-bad.test' is no domain name",
            "4: has no DomainName",
            "5: theirs.test is held by another account",
            "6: has 1 fields where the header has 4",
            "7: RegistrationDate is not a date (2026-01-31), a date and time"
                + " (2026-01-31T10:00:00Z) or epoch milliseconds",
            "8: ExpirationDate is before RegistrationDate",
            "9: a.test stands at line 2 with another InstanceId",
            "10: held.test has the InstanceId S-held, which never changes",
            "11: InstanceId S-held belongs to another domain",
            "12: InstanceId S-1 stands at line 2 for another domain",
            "13: InstanceId has 1 to 64 letters, digits and . _ -",
            "15: a.test stands at line 2 with another ExpirationDate"),
        told.bad);
    assertEquals(1, count(OURS));
  }

  @Test
  void importsTheGoodLinesWhereAsked() {
    run("DomainName,InstanceId\nheld.test,S-held\n");
    hold(THEIRS, "theirs.test");
    assertEquals(new Imported(2, 0, 0, 12, new TreeMap<>()), run(withBadLines(), true));
    assertEquals("S-1", find("a.test").instanceId());
    assertEquals(OURS, find("last.test").accountId());
    assertEquals(THEIRS, find("theirs.test").accountId());
    assertEquals(3, count(OURS));
  }

  private static String withBadLines() {
    return """
    DomainName,InstanceId,RegistrationDate,ExpirationDate
    a.test,S-1,,2027-01-01
    -bad.test,,,
    ,,,
    theirs.test,,,
    b.test
    c.test,,yesterday,
    d.test,,2027-01-01,2026-01-01
    a.test,S-2,,
    held.test,S-other,,
    e.test,S-held,,
    f.test,S-1,,
    g.test,a b,,

    a.test,,,2028-01-01
    last.test,,,
    """;
  }

  @Test
  void aDomainThatTheAccountHoldsKeepsItsInstanceIdAndGetsTheDatesOfTheFile() {
    run("DomainName,RegistrationDate,ExpirationDate\na.test,2020-01-01,2026-01-01\nb.test,,\n");
    String instanceId = find("a.test").instanceId();
    assertEquals(
        new Imported(1, 2, 0, 0, new TreeMap<>()),
        run(
            "DomainName,InstanceId,ExpirationDate\na.test,"
                + instanceId
                + ",2027-01-01\nb.test,,\nc.test,,\n"));
    assertEquals(
        new Domain(
            name("a.test"),
            OURS,
            instanceId,
            at("2019-12-31T16:00:00Z"),
            at("2026-12-31T16:00:00Z")),
        find("a.test"));
  }

  @Test
  void tellsOfDomainsThatNoRegistryServes() {
    ImportOutcome outcome = run("DomainName\na.test\nb.nowhere\nc.nowhere\nd.co.elsewhere\n");
    assertEquals(
        new Imported(4, 0, 0, 0, new TreeMap<>(Map.of("nowhere", 2L, "elsewhere", 1L))), outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty; its first line names the columns",
        "Domain\\na.test|has an unknown column 'Domain'; known are DomainName, InstanceId,"
            + " RegistrationDate, ExpirationDate",
        "DomainName;InstanceId\\na.test;|has an unknown column 'DomainName;InstanceId'; known are"
            + " DomainName, InstanceId, RegistrationDate, ExpirationDate",
        "InstanceId\\nx|has no column DomainName",
        "DomainName,DomainName\\na.test,b.test|has the column DomainName twice",
      })
  void aFileWithAnotherHeaderIsRefused(String text, String reason) {
    assertEquals(new Refused(reason), run(text.replace("\\n", "\n")));
  }

  @Test
  void aFileThatCannotBeReadIsRefused() {
    assertEquals(
        new Refused("is not there"),
        importer(100)
            .run(folder.resolve("gone.csv"), OURS, ImportDomains.Mode.UPSERT, "test", true, told));
    Refused quotes = refused("DomainName\na.test\n\"b.test\n" + "c.test\n".repeat(20_000));
    assertEquals(
        "cannot be read after line 2: its quotes do not match, or a record is over 65536"
            + " characters",
        quotes.reason());
    assertEquals("has over 2 lines; split it", refused("DomainName\na.b\nc.d\ne.f\n").reason());
    assertEquals(0, count(OURS));
  }

  @Test
  void readsTheByteOrderMarkWindowsLinesAndQuotes() {
    assertEquals(
        new Imported(2, 0, 0, 0, new TreeMap<>()),
        run("\ufeff\"DomainName\",\"InstanceId\"\r\n\"a.test\",\"S-1\"\r\n b.test , \r\n\r\n"));
    assertEquals("S-1", find("a.test").instanceId());
  }

  @Test
  void whatIsNotUtf8IsABadLine() throws Exception {
    byte[] latin =
        "DomainName\na.test\nb\u00fcro.test\nc.test\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.csv"), latin);
    assertEquals(
        new NothingImported(1),
        importer(100).run(file, OURS, ImportDomains.Mode.UPSERT, "test", false, told));
    assertEquals(List.of("3: 'b\ufffdro.test' is no domain name"), told.bad);
  }

  @Test
  void aConflictThatComesUpMeanwhileTakesBackAllThatWasWritten() {
    run("DomainName,ExpirationDate\nname00000.test,2026-01-01\n");
    told.afterFirstPortion = () -> hold(THEIRS, "name02500.test");
    String lines =
        "name00000.test,2030-01-01\n"
            + IntStream.range(1, 3_000)
                .mapToObj("name%05d.test,\n"::formatted)
                .collect(Collectors.joining());
    assertEquals(new NothingImported(1), run("DomainName,ExpirationDate\n" + lines, false, 5_000));
    assertEquals(List.of("2502: name02500.test or its InstanceId was taken meanwhile"), told.bad);
    assertEquals(1, count(OURS));
    assertEquals(at("2025-12-31T16:00:00Z"), find("name00000.test").expirationDate());
    assertEquals(
        new Imported(2_998, 1, 0, 1, new TreeMap<>()),
        run("DomainName,ExpirationDate\n" + lines, true, 5_000));
    assertEquals(2_999, count(OURS));
  }

  @Test
  void everyPortionLeavesAnAuditEntry() {
    String lines =
        IntStream.range(0, 1_500).mapToObj("n%d.test\n"::formatted).collect(Collectors.joining());
    run("DomainName\n" + lines, false, 5_000);
    assertEquals(
        List.of("added=1000 dated=0", "added=500 dated=0"),
        database.read(
            sql -> sql.rows("SELECT detail FROM audit_entry ORDER BY id", r -> r.text("detail"))));
    run("DomainName\n" + lines, false, 5_000);
    assertEquals(
        2, database.<Long>read(sql -> sql.number("SELECT count(*) AS n FROM audit_entry")));
  }

  static Long at(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private ImportOutcome run(String text) {
    return run(text, false);
  }

  private ImportOutcome run(String text, boolean skipBad) {
    return run(text, skipBad, 100);
  }

  private ImportOutcome run(String text, boolean skipBad, int mostLines) {
    try {
      Path file = Files.writeString(folder.resolve("import.csv"), text);
      return importer(mostLines).run(file, OURS, ImportDomains.Mode.UPSERT, "test", skipBad, told);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Refused refused(String text) {
    return assertInstanceOf(Refused.class, run(text, false, 2));
  }

  private ImportDomains importer(int mostLines) {
    return new ImportDomains(
        database,
        domains,
        audit,
        clock,
        ZoneId.of("Asia/Shanghai"),
        Optional.of(Registries.of(Map.of("lab", List.of("test")))),
        mostLines);
  }

  private void hold(long account, String... names) {
    database.run(
        sql -> domains.hold(sql, account, List.of(names).stream().map(n -> name(n)).toList(), 1));
  }

  private Domain find(String name) {
    return database.read(sql -> domains.find(sql, name(name))).orElseThrow();
  }

  private long count(long account) {
    return database.read(sql -> domains.count(sql, account));
  }

  private static DomainName name(String text) {
    return DomainName.parse(text).orElseThrow();
  }

  static final class Told implements ImportListener {
    final List<String> bad = new ArrayList<>();
    Runnable afterFirstPortion = () -> {};

    @Override
    public void badLine(long line, String reason) {
      bad.add(line + ": " + reason);
    }

    @Override
    public void checked(long lines) {}

    @Override
    public void written(long domains, long all) {
      assertTrue(domains <= all);
      afterFirstPortion.run();
      afterFirstPortion = () -> {};
    }
  }
}
