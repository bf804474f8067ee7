package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for a batch as a whole, over two registries. */
class BatchTest {

  @TempDir static Path folder;
  private static final Hold hold = new Hold();
  private static Lab near;
  private static Lab far;
  private static Service service;

  @BeforeAll
  static void start() {
    near =
        Lab.start(folder, "near", List.of("test", "example"), options -> options.withFaults(hold));
    far = Lab.far(folder);
    service = Service.start(folder, near, far);
  }

  @AfterAll
  static void stop() {
    hold.letGo();
    service.close();
    near.close();
    far.close();
  }

  @Test
  void repeatsAreMergedWhateverTheirSpelling() {
    service.hold("owner", List.of("bücher.test"));
    new DomainCreation(near).create("xn--bcher-kva.test");
    List<String> spellings =
        List.of(
            "Sample-0034.TEST",
            "BÜCHER.test",
            "sample-0034.test.",
            "xn--bcher-kva.test",
            " sample-0034.test ",
            "XN--BCHER-KVA.TEST.",
            "bücher。test",
            "bu\u0308cher.test");
    String taskNo = service.accepted(service.submit("registrant", spellings));
    List<Map<String, String>> rows = service.ended(taskNo);
    assertEquals(
        List.of("sample-0034.test", "bücher.test"),
        rows.stream().map(row -> row.get("DomainName")).toList());
    rows.forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
    assertEquals(1, near.domain("xn--bcher-kva.test").updates());
    assertEquals(1, near.domain("sample-0034.test").updates());
    for (String spelling : spellings) {
      Reply found = service.list(taskNo).with("DomainName", spelling).send();
      assertEquals("1", found.field("TotalItemNum"), spelling);
    }
  }

  @Test
  void listsMayHaveGapsAndABareNameComesFirst() {
    SignedCall submit =
        service
            .submit("admin", List.of())
            .with("DomainName.10", "sample-0045.example")
            .with("DomainName.2", "sample-0044.test")
            .with("DomainName.3", "")
            .with("DomainName", "sample-0049.test");
    assertEquals(
        List.of("sample-0049.test", "sample-0044.test", "sample-0045.example"),
        service.ended(service.accepted(submit)).stream()
            .map(row -> row.get("DomainName"))
            .toList());
  }

  @Test
  void aStopLetsWhatIsUnderWayEndAndLogsOut() throws Exception {
    hold.updates();
    String taskNo =
        service.accepted(
            service.submit("registrant", List.of("sample-0050.example", "sample-0054.test")));
    hold.awaitArrival();
    long logouts = near.commands("logout");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> stop = threads.submit(() -> service.stop());
      Await.until("the service is stopping", () -> !service.answers());
      hold.letGo();
      stop.get(30, TimeUnit.SECONDS);
    }
    assertEquals(0, near.sandbox().sessions());
    assertTrue(near.commands("logout") > logouts);
    service.restart();
    for (Map<String, String> row : service.ended(taskNo)) {
      assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
    }
    assertEquals(1, near.domain("sample-0050.example").updates());
    assertEquals(1, near.domain("sample-0054.test").updates());
  }

  @Test
  void aBatchMayGoToSeveralRegistries() {
    List<String> names = SampleDomains.names(20);
    long nearBefore = near.sandbox().contacts().size();
    long farBefore = far.sandbox().contacts().size();
    Map<String, String> contact = Sample.contact("billing", "mixed batch");
    String taskNo = service.accepted(service.submit("billing", names).with(contact));
    List<Map<String, String>> rows = service.ended(taskNo);
    assertEquals(names, rows.stream().map(row -> row.get("DomainName")).toList());
    for (String name : names) {
      Lab lab = name.matches(".*\\.(test|example)") ? near : far;
      Sample.assertHeld(contact, lab.card(name, "billing"));
    }
    assertEquals(nearBefore + 1, near.sandbox().contacts().size());
    assertEquals(farBefore + 1, far.sandbox().contacts().size());
  }

  @Test
  void oneBadNameRefusesAll() {
    List<String> names = List.of("sample-0021.com", "sample-0022.net", "not-mine.org");
    Map<String, Long> before = service.tables().counts();
    Map<String, Long> commands = far.sandbox().commands();
    Refused.assertRefused(
        service.submit("registrant", names).send(),
        "JSON",
        400,
        "DomainNotExist",
        "The domain name does not exist. (1): not-mine.org");
    assertEquals(before, service.tables().counts());
    assertEquals(0, far.domain("sample-0021.com").updates());
    assertEquals(commands.get("domain:info"), far.sandbox().commands().get("domain:info"));
  }

  @Test
  void aNameWithAChangeUnderWayRefusesAll() {
    hold.updates();
    String first =
        service.accepted(
            service.submit("registrant", List.of("sample-0024.test", "sample-0025.example")));
    hold.awaitArrival();
    try {
      Map<String, Long> before = service.tables().counts();
      List<String> overlapping =
          List.of("sample-0023.org", "SAMPLE-0025.example.", "sample-0024.test");
      for (String format : List.of("JSON", "XML")) {
        Refused.assertRefused(
            service.submit("admin", overlapping).with("Format", format).send(),
            format,
            400,
            "TaskIsBeingProcessed",
            "An operation is being processed. Please try again later. (2): sample-0024.test,"
                + " SAMPLE-0025.example.");
        Refused.assertRefused(
            service.submit("admin", overlapping).with("Format", format).with("Lang", "zh").send(),
            format,
            400,
            "TaskIsBeingProcessed",
            "该域名存在正在处理中的操作，请稍后再试。(2): sample-0024.test, SAMPLE-0025.example.");
      }
      List<String> alsoNotHeld = Stream.concat(overlapping.stream(), Stream.of("x.test")).toList();
      assertEquals("DomainNotExist", service.submit("admin", alsoNotHeld).send().field("Code"));
      assertEquals(
          "MissingCity", service.submit("admin", alsoNotHeld).without("City").send().field("Code"));
      assertEquals(before, service.tables().counts());

      String beside = service.accepted(service.submit("admin", List.of("sample-0023.org")));
      service.awaitEnd(beside);
    } finally {
      hold.letGo();
    }
    service.awaitEnd(first);
    service.awaitEnd(
        service.accepted(
            service.submit("admin", List.of("sample-0025.example", "sample-0024.test"))));
  }

  @Test
  void ofTwoOverlappingSubmissionsAtOnceExactlyOneIsAccepted() throws Exception {
    List<String> some = SampleDomains.names(40);
    List<String> others = SampleDomains.names(60).subList(38, 60).reversed();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 8; round++) {
        String name = "round " + round;
        hold.updateOf("sample-0039.test");
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Reply> one = threads.submit(() -> submitAt(start, some, name));
        Future<Reply> other = threads.submit(() -> submitAt(start, others, name));
        List<Reply> replies = List.of(one.get(), other.get());
        List<String> codes = replies.stream().map(reply -> reply.field("Code")).sorted().toList();
        hold.letGo();
        assertEquals(List.of("", "TaskIsBeingProcessed"), codes, replies::toString);
        for (Reply reply : replies) {
          if (reply.status() == 200) {
            service.awaitEnd(reply.field("TaskNo"));
          } else {
            String message = reply.field("Message");
            assertTrue(message.contains("sample-0039.test"), message);
          }
        }
      }
    }
  }

  private static Reply submitAt(CyclicBarrier start, List<String> names, String contact)
      throws Exception {
    SignedCall call = service.submit("tech", names).with("RegistrantName", contact);
    start.await();
    return call.send();
  }
}
