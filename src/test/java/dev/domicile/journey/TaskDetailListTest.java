package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One task that stands still with a row in each status: the first domain is changed, the second has
 * an update lock, the third is held by the registry, and the fourth waits behind it. {@code mvn
 * test -Dtest=TaskDetailListTest -Dgolden=write} writes the goldens; the difference is then to be
 * read.
 */
class TaskDetailListTest {

  private static final List<String> NAMES =
      List.of("sample-0004.test", "sample-0005.example", "sample-0009.test", "bücher.test");

  @TempDir static Path folder;
  private static final Hold hold = new Hold();
  private static final SettableClock clock =
      new SettableClock(Instant.parse("2026-11-23T17:59:00Z"));
  private static Lab near;
  private static Service service;
  private static String taskNo;
  private static List<Map<String, String>> rows;

  @BeforeAll
  static void start() {
    near =
        Lab.start(folder, "near", List.of("test", "example"), options -> options.withFaults(hold));
    near.sandbox()
        .change("sample-0005.example", now -> now.withStatuses(Set.of("clientUpdateProhibited")));
    new DomainCreation(near).create("xn--bcher-kva.test");
    service =
        new Service(folder, clock, near)
            .key(
                "engine",
                "{inFlight: 1, poll: 10ms, backoff: {first: 5ms, most: 20ms}, settle: {first:"
                    + " 5ms, most: 20ms}, gate: {first: 5ms, most: 25ms}, pendingCheck: {first:"
                    + " 5ms, most: 20ms}}")
            .begin();
    service.hold("owner", List.of("bücher.test"));

    hold.updateOf(NAMES.get(0));
    taskNo = service.accepted(service.submit("registrant", NAMES));
    hold.awaitArrival();
    clock.advance(Duration.ofSeconds(90));
    hold.goOnTo(NAMES.get(2));
    hold.awaitArrival();
    rows = service.list(taskNo).send().rows();
  }

  @AfterAll
  static void stop() {
    hold.letGo();
    service.close();
    near.close();
  }

  @ParameterizedTest
  @CsvSource({"JSON, en, json", "JSON, zh, json", "XML, en, xml", "XML, zh, xml"})
  void writesOneRowInEachStatus(String format, String lang, String suffix) throws IOException {
    Reply reply = service.list(taskNo).with("Format", format).with("Lang", lang).send();
    assertEquals(200, reply.status(), reply::text);
    assertGolden("detail-list-" + lang + "." + suffix, normal(reply));
  }

  @ParameterizedTest
  @CsvSource({"JSON, json", "XML, xml"})
  void writesTheRowsOfTheOlderVersion(String format, String suffix) throws IOException {
    Reply reply = service.list(taskNo).with("Format", format).with("Version", "2017-12-18").send();
    assertGolden("detail-list-2017-12-18." + suffix, normal(reply));
  }

  @ParameterizedTest
  @CsvSource({"JSON, json", "XML, xml"})
  void writesAPageWithoutRows(String format, String suffix) throws IOException {
    Reply reply = service.list(taskNo).with("Format", format).with("PageNum", "9").send();
    assertGolden("detail-list-empty." + suffix, normal(reply));
  }

  @Test
  void everyStatusCanBeAskedFor() {
    assertRows(list -> list.with("TaskStatus", "0"), 4);
    assertRows(list -> list.with("TaskStatus", "1"), 3);
    assertRows(list -> list.with("TaskStatus", "2"), 1);
    assertRows(list -> list.with("TaskStatus", "3"), 2);
    assertRows(list -> list.with("TaskStatus", ""), 1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bücher.test",
        "BÜCHER.TEST",
        "bücher.test.",
        "xn--bcher-kva.test",
        "XN--BCHER-KVA.test",
        " bücher.test "
      })
  void aDomainIsFoundInEverySpelling(String spelling) {
    assertRows(list -> list.with("DomainName", spelling), 4);
    assertRows(list -> list.with("DomainName", spelling).with("TaskStatus", "0"), 4);
    assertRows(list -> list.with("DomainName", spelling).with("TaskStatus", "2"));
  }

  @Test
  void aDomainIsFoundByItsInstanceId() {
    for (int row = 1; row <= 4; row++) {
      String id = rows.get(row - 1).get("InstanceId");
      assertRows(list -> list.with("InstanceId", id), row);
    }
    String second = rows.get(1).get("InstanceId");
    assertRows(list -> list.with("InstanceId", second).with("DomainName", NAMES.get(1)), 2);
    assertRows(list -> list.with("InstanceId", second).with("DomainName", NAMES.get(0)));
    assertRows(list -> list.with("InstanceId", second).with("TaskStatus", "2"));
    assertRows(list -> list.with("InstanceId", "none-such"));
    assertRows(list -> list.with("DomainName", "sample-0014.test"));
    assertRows(list -> list.with("DomainName", "not a name"));
  }

  @Test
  void pagesAreCountedExactly() {
    assertEnvelope(1, 3, 4, 2, false, true, 1, 2, 3);
    assertEnvelope(2, 3, 4, 2, true, false, 4);
    assertEnvelope(3, 3, 4, 2, true, false);
    assertEnvelope(1, 4, 4, 1, false, false, 1, 2, 3, 4);
    assertEnvelope(4, 1, 4, 4, true, false, 4);
    assertEnvelope(1, 1000, 4, 1, false, false, 1, 2, 3, 4);
  }

  @Test
  void pagesOfAFilterAreCountedByTheFilter() {
    Reply reply = service.list(taskNo).with("TaskStatus", "3").with("PageSize", "1").send();
    assertEquals("1", reply.field("TotalItemNum"));
    assertEquals("1", reply.field("TotalPageNum"));
    assertEquals("false", reply.field("NextPage"));
    Reply none = service.list(taskNo).with("DomainName", "sample-0014.test").send();
    assertEquals("0", none.field("TotalItemNum"));
    assertEquals("0", none.field("TotalPageNum"));
  }

  @Test
  void aTaskThatIsNotTheCallersIsAsUnknownAsAnyOther() {
    for (String format : List.of("JSON", "XML")) {
      for (SignedCall call :
          List.of(
              service.list(taskNo).as(Service.OTHER),
              service.list(UUID.randomUUID().toString()),
              service.list("no TaskNo at all"))) {
        Refused.assertRefused(
            call.with("Format", format).send(),
            format,
            400,
            "ParameterIllegal",
            "Parameter illegal. TaskNo: there is no such task.");
        Refused.assertRefused(
            call.with("Lang", "zh").with("SignatureNonce", UUID.randomUUID().toString()).send(),
            format,
            400,
            "ParameterIllegal",
            "参数错误。TaskNo：任务不存在。");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TaskNo    |      | MissingTaskNo     | TaskNo is mandatory for this action.",
        "PageNum   |      | MissingPageNum    | PageNum is mandatory for this action.",
        "PageSize  |      | MissingPageSize   | PageSize is mandatory for this action.",
        "PageNum   | 0    | InvalidPageNum    | Specified parameter PageNum is not valid. It is a"
            + " whole number from 1 to 2147483.",
        "PageNum   | one  | InvalidPageNum    | Specified parameter PageNum is not valid. It is a"
            + " whole number from 1 to 2147483.",
        "PageSize  | 0    | InvalidPageSize   | Specified parameter PageSize is not valid. It is a"
            + " whole number from 1 to 1000.",
        "PageSize  | 1001 | InvalidPageSize   | Specified parameter PageSize is not valid. It is a"
            + " whole number from 1 to 1000.",
        "TaskStatus| 4    | InvalidTaskStatus | Specified parameter TaskStatus is not valid. It is"
            + " a whole number from 0 to 3.",
        "TaskStatus| -1   | InvalidTaskStatus | Specified parameter TaskStatus is not valid. It is"
            + " a whole number from 0 to 3.",
        "TaskStatus| done | InvalidTaskStatus | Specified parameter TaskStatus is not valid. It is"
            + " a whole number from 0 to 3.",
      })
  void parametersOutOfRangeAreRefused(String parameter, String value, String code, String message) {
    for (String format : List.of("JSON", "XML")) {
      SignedCall call = service.list(taskNo).with("Format", format);
      Refused.assertRefused(
          (value == null ? call.without(parameter) : call.with(parameter, value)).send(),
          format,
          400,
          code,
          message);
    }
  }

  /**
   * @param expected places in the task, from 1
   */
  private static void assertRows(Consumer<SignedCall> filter, int... expected) {
    for (String format : List.of("JSON", "XML")) {
      SignedCall call = service.list(taskNo).with("Format", format);
      filter.accept(call);
      Reply reply = call.send();
      assertEquals(200, reply.status(), reply::text);
      assertEquals(at(expected), reply.rows());
      assertEquals(Integer.toString(expected.length), reply.field("TotalItemNum"));
    }
  }

  private static void assertEnvelope(
      int page, int size, int items, int pages, boolean before, boolean after, int... expected) {
    for (String format : List.of("JSON", "XML")) {
      Reply reply =
          service
              .list(taskNo)
              .with("Format", format)
              .with("PageNum", Integer.toString(page))
              .with("PageSize", Integer.toString(size))
              .send();
      Map<String, String> envelope = new java.util.LinkedHashMap<>(reply.fields());
      assertTrue(envelope.remove("RequestId").length() > 1);
      assertEquals(
          Map.of(
              "TotalItemNum", Integer.toString(items),
              "CurrentPageNum", Integer.toString(page),
              "TotalPageNum", Integer.toString(pages),
              "PageSize", Integer.toString(size),
              "PrePage", Boolean.toString(before),
              "NextPage", Boolean.toString(after),
              "Data", ""),
          envelope);
      assertEquals(at(expected), reply.rows());
    }
  }

  private static List<Map<String, String>> at(int... places) {
    return java.util.Arrays.stream(places).mapToObj(place -> rows.get(place - 1)).toList();
  }

  /** Without what is made anew in each run. */
  private static String normal(Reply reply) {
    String text = reply.text().replace(reply.field("RequestId"), "REQUEST-ID");
    for (int i = 0; i < rows.size(); i++) {
      text =
          text.replace(rows.get(i).get("TaskDetailNo"), "TASK-DETAIL-NO-" + (i + 1))
              .replace(rows.get(i).get("InstanceId"), "INSTANCE-ID-" + (i + 1));
    }
    return text.replace(taskNo, "TASK-NO");
  }

  private static void assertGolden(String file, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/journey", file);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, file);
  }
}
