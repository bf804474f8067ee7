package dev.domicile.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.SettableClock;
import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Parameters;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainListTest {

  private static final Caller OWNER = new Caller(1, "owner", "key1");
  private static final Caller OTHER = new Caller(2, "other", "key2");
  private static final int COUNT = 25;

  @TempDir Path folder;
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T00:00:00Z"));
  Database database;
  NamesInMemory names;
  DomainList list;

  @BeforeEach
  void open() {
    database = Database.open(TestDatabases.url(folder));
    Domains domains = new Domains(new Random(3));
    List<Domain> all = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      all.add(domain("d%02d.test".formatted(i), OWNER, i));
    }
    all.add(domain("other.test", OTHER, 1));
    all.add(new Domain(DomainName.parse("undated.com").orElseThrow(), 1, "D-undated", null, null));
    database.run(sql -> domains.insert(sql, all, clock.millis()));
    names = new NamesInMemory(database, domains, 1, 1_000, System::nanoTime);
    list = new DomainList(database, domains, names, new ApiTime(ZoneId.of("Asia/Shanghai")), clock);
  }

  @AfterEach
  void close() {
    names.close();
    database.close();
  }

  @Test
  void pagesFromBothEndsGiveEveryDomainOnceInOrder() {
    for (String order : List.of("ASC", "DESC")) {
      List<String> seen = new ArrayList<>();
      for (int page = 1; page <= 6; page++) {
        seen.addAll(
            names(
                Map.of(
                    "PageNum",
                    "" + page,
                    "PageSize",
                    "5",
                    "OrderByType",
                    order,
                    "OrderKeyType",
                    "ExpirationDate")));
      }
      List<String> wanted = new ArrayList<>();
      wanted.add("undated.com");
      for (int i = 0; i < COUNT; i++) {
        wanted.add("d%02d.test".formatted(i));
      }
      assertEquals(order.equals("ASC") ? wanted : wanted.reversed(), seen);
    }
  }

  @Test
  void anotherAccountsDomainsAreNeverListed() {
    assertEquals(List.of(), names(Map.of("PageNum", "1", "PageSize", "10", "DomainName", "other")));
  }

  @Test
  void theEnvelopeCountsWhatTheFilterLeaves() {
    Tree.Obj body = ok(Map.of("PageNum", "2", "PageSize", "4", "DomainName", "d1"));
    assertEquals(10, ((Tree.Num) field(body, "TotalItemNum")).value());
    assertEquals(3, ((Tree.Num) field(body, "TotalPageNum")).value());
    assertEquals(true, ((Tree.Bool) field(body, "NextPage")).value());
    assertEquals(true, ((Tree.Bool) field(body, "PrePage")).value());
  }

  @Test
  void aNamePartIsTakenLiterally() {
    assertEquals(List.of(), names(Map.of("PageNum", "1", "PageSize", "10", "DomainName", "d%")));
    assertEquals(
        List.of("d07.test"), names(Map.of("PageNum", "1", "PageSize", "10", "DomainName", "D07")));
  }

  @Test
  void datesCountByTheDayOfTheConfiguredZone() {
    long end = domain("x.test", OWNER, 7).expirationDate();
    Map<String, String> day =
        Map.of(
            "PageNum",
            "1",
            "PageSize",
            "10",
            "StartExpirationDate",
            "" + end,
            "EndExpirationDate",
            "" + end);
    assertEquals(List.of("d07.test"), names(day));
  }

  @Test
  void whatNeedsRenewalIsToldApartFromWhatNeedsRedemption() {
    clock.advance(Duration.ofDays(110)); // d00 ended 10 days ago, d10 ended today
    List<String> renew = names(Map.of("PageNum", "1", "PageSize", "100", "QueryType", "1"));
    assertTrue(renew.contains("d00.test") && !renew.contains("undated.com"), renew.toString());
    clock.advance(Duration.ofDays(30));
    List<String> redeem = names(Map.of("PageNum", "1", "PageSize", "100", "QueryType", "2"));
    assertTrue(redeem.contains("d00.test") && !redeem.contains("d24.test"), redeem.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DomainGroupId", "Registrar", "Tag.1.Key"})
  void aFilterOnDataThatIsNotHeldIsRefusedByItsName(String name) {
    Answer answer = call(Map.of("PageNum", "1", "PageSize", "10", name, "x"));
    String message = assertInstanceOf(Answer.Refused.class, answer).refusal().message(Lang.EN);
    assertTrue(message.contains(name.split("\\.")[0]), message);
  }

  @Test
  void aKindOfTldIsFoundAsTheAnswersTellIt() {
    Map<String, String> asked = new HashMap<>(Map.of("PageNum", "1", "PageSize", "100"));
    asked.put("ProductDomainType", "gTLD");
    assertEquals(List.of("undated.com"), names(asked));
    asked.put("ProductDomainType", "new gtld");
    assertEquals(COUNT, names(asked).size());
    asked.put("ProductDomainType", "ccTLD");
    assertEquals(List.of(), names(asked));
    asked.put("ProductDomainType", "sTLD");
    assertEquals(
        "InvalidProductDomainType",
        assertInstanceOf(Answer.Refused.class, call(asked)).refusal().codeText());
  }

  @Test
  void anOrderThatIsNoneIsRefused() {
    Answer answer = call(Map.of("PageNum", "1", "PageSize", "10", "OrderByType", "up"));
    assertEquals(
        "InvalidOrderByType", assertInstanceOf(Answer.Refused.class, answer).refusal().codeText());
  }

  private Domain domain(String name, Caller owner, int day) {
    long registered = clock.millis() - Duration.ofDays(300 - day).toMillis();
    long expires =
        Instant.parse("2026-11-23T00:00:00Z").plus(Duration.ofDays(100 + day)).toEpochMilli();
    return new Domain(
        DomainName.parse(name).orElseThrow(), owner.accountId(), "D-" + name, registered, expires);
  }

  private List<String> names(Map<String, String> parameters) {
    Tree.Rows rows = (Tree.Rows) field((Tree.Obj) field(ok(parameters), "Data"), "Domain");
    return rows.rows().stream()
        .map(row -> ((Tree.Text) field((Tree.Obj) row, "DomainName")).value())
        .toList();
  }

  private Tree.Obj ok(Map<String, String> parameters) {
    return assertInstanceOf(Answer.Ok.class, call(parameters)).body();
  }

  private Answer call(Map<String, String> parameters) {
    return list.run(
        new Call(
            OWNER,
            Version.V2018_01_29,
            new Parameters(new HashMap<>(parameters)),
            Lang.EN,
            "R",
            "127.0.0.1"));
  }

  private static Tree field(Tree.Obj body, String name) {
    return body.fields().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
