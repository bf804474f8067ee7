package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A registry that cannot be worked with: its tasks stay, say why, harm nothing else, and go on by
 * themselves when it can.
 */
class RegistryTroubleTest {

  private static final String PASSWORD = "lab-pass-1";
  private static final List<String> BOTH = List.of("sample-0001.com", "sample-0004.test");

  @TempDir Path folder;
  private Lab near;
  private Lab far;
  private Service service;

  @BeforeEach
  void start() {
    near =
        Lab.start(
            folder,
            "near",
            List.of("test", "example"),
            options -> options.withLogin("registrar1", PASSWORD));
    far = Lab.far(folder);
    service = new Service(folder, java.time.InstantSource.system(), near, far);
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
    far.close();
  }

  @Test
  void aRegistryThatIsNotThereIsWaitedFor() {
    near.stop();
    service.begin();
    String taskNo = submit();
    assertWaits(
        taskNo,
        "The registry cannot be reached; the work goes on when it can.",
        "无法连接注册局；恢复后将自动继续。",
        "127.0.0.1:" + near.port() + ": no TCP connection: Connection refused");
    near.start();
    assertGoesOn(taskNo);
  }

  @Test
  void workThatWaitsIsKeptOverARestart() {
    near.stop();
    service.begin();
    String taskNo = submit();
    awaitReason(taskNo);
    service.restart();
    assertWaits(
        taskNo,
        "The registry cannot be reached; the work goes on when it can.",
        "无法连接注册局；恢复后将自动继续。",
        "no TCP connection");
    near.start();
    assertGoesOn(taskNo);
  }

  @Test
  void aRefusedLoginIsToldWithoutThePassword() {
    service.begin();
    near.restart(options -> options.withLogin("registrar1", "another-pass"));
    String taskNo = submit();
    String note =
        assertWaits(
            taskNo, "The registry refuses the login.", "注册局拒绝登录。", "2200 Authentication error");
    assertFalse(note.contains(PASSWORD), note);
    near.restart(options -> options.withLogin("registrar1", PASSWORD));
    assertGoesOn(taskNo);
  }

  @Test
  void aWrongPasswordIsMendedInTheConfiguration() {
    near.key("login", "{id: registrar1, password: 'wrong-pass'}");
    service.begin();
    String taskNo = submit();
    assertWaits(taskNo, "The registry refuses the login.", "注册局拒绝登录。", "2200");
    near.key("login", "{id: registrar1, password: '" + PASSWORD + "'}");
    service.restart();
    assertGoesOn(taskNo);
  }

  @Test
  void aCertificateThatIsNotTrustedIsTold() throws Exception {
    service.begin();
    near.stop();
    String taskNo;
    try (Sandbox impostor =
        Sandbox.start(SandboxOptions.in(folder.resolve("impostor")).withPort(near.port()))) {
      taskNo = submit();
      assertWaits(
          taskNo,
          "No secure connection to the registry can be made.",
          "无法与注册局建立安全连接。",
          "the registry's certificate is not from a trusted authority (tls.ca)");
      assertEquals(Map.of(), impostor.commands(), "it heard nothing of ours");
    }
    near.start();
    assertGoesOn(taskNo);
  }

  @ParameterizedTest
  @EnumSource(StrangePeer.Knows.class)
  void aPeerThatDoesNotSpeakXmlIsTold(StrangePeer.Knows knows) throws Exception {
    service.begin();
    near.stop();
    String taskNo;
    try (StrangePeer peer = StrangePeer.inPlaceOf(near, knows)) {
      taskNo = submit();
      assertWaits(
          taskNo,
          "What answers at the registry's address does not speak EPP as it should.",
          "注册局地址的应答不符合EPP协议。",
          "127.0.0.1:" + near.port());
    }
    near.start();
    assertGoesOn(taskNo);
  }

  @Test
  void aRegistryThatOffersNoContactsIsToBeComparedWithItsConfiguration() {
    service.begin();
    near.sandbox().meet(Fault.Entry.GREETING_WITHOUT_CONTACTS, 1_000_000);
    String taskNo = submit();
    assertWaits(
        taskNo,
        "The registry does not offer the version, command or object that is needed.",
        "注册局不支持所需的协议版本、命令或对象。",
        "does not offer urn:ietf:params:xml:ns:contact-1.0");
    near.restart(options -> options);
    assertGoesOn(taskNo);
  }

  @Test
  void lostAnswersAreSettledAndNothingIsDoneTwice() {
    AtomicInteger count = new AtomicInteger();
    near.restart(
        options ->
            options.withFaults(
                asked ->
                    switch (count.incrementAndGet() % 7) {
                      case 3 -> new Fault.CloseAfter();
                      case 5 -> new Fault.CloseBefore();
                      default -> new Fault.None();
                    }));
    service.begin();
    List<String> names =
        SampleDomains.names(Lab.DOMAINS).stream()
            .filter(name -> name.matches(".*\\.(test|example)"))
            .toList();
    String taskNo = service.accepted(service.submit("registrant", names));
    List<Map<String, String>> rows = service.ended(taskNo);
    Map<String, Long> ends =
        rows.stream().collect(Collectors.groupingBy(this::end, Collectors.counting()));
    assertEquals(Map.of("EXECUTE_SUCCESS", (long) names.size()), ends, rows::toString);
    for (String name : names) {
      assertEquals(1, near.domain(name).updates(), name);
    }
    near.sandbox().contactsByContent().values().forEach(times -> assertEquals(1L, times));
    assertTrue(rows.stream().anyMatch(row -> !row.get("TryCount").equals("1")), rows::toString);
  }

  private String end(Map<String, String> row) {
    return row.get("TaskStatus") + row.getOrDefault("FailReason", "");
  }

  private String submit() {
    return service.accepted(service.submit("registrant", BOTH));
  }

  /** The near row waits and says why; the far row is done; the service is ready. */
  private String assertWaits(String taskNo, String en, String zh, String note) {
    awaitReason(taskNo);
    Await.until(
        "the other registry's row is done",
        () -> row(taskNo, 0, "en").get("TaskStatus").equals("EXECUTE_SUCCESS"));
    Await.until("the row says: " + en, () -> row(taskNo, 1, "en").get("ErrorMsg").startsWith(en));
    Map<String, String> row = row(taskNo, 1, "en");
    String told = row.get("ErrorMsg");
    assertTrue(told.startsWith(en + " (") && told.contains(note) && told.endsWith(")"), told);
    String zhTold = row(taskNo, 1, "zh").get("ErrorMsg");
    assertTrue(zhTold.startsWith(zh + "（") && zhTold.contains(note), zhTold);
    assertTrue(
        List.of("WAITING_EXECUTE", "EXECUTING").contains(row.get("TaskStatus")), row::toString);
    assertEquals("", row.get("FailReason"));

    assertEquals(200, service.adminAnswer("/readyz").statusCode());
    assertEquals("ready\n", service.admin("/readyz"));
    Await.until(
        "the metrics tell",
        () -> service.admin("/metrics").contains("domicile_registry_up{registry=\"near\"} 0"));
    assertTrue(service.admin("/metrics").contains("domicile_registry_up{registry=\"far\"} 1"));
    assertEquals(
        "TaskIsBeingProcessed",
        service.submit("registrant", List.of("sample-0004.test")).send().field("Code"));
    return told + zhTold;
  }

  private void awaitReason(String taskNo) {
    Await.until("a reason is told", () -> !row(taskNo, 1, "en").get("ErrorMsg").isEmpty());
  }

  private Map<String, String> row(String taskNo, int row, String lang) {
    return service.list(taskNo).with("Lang", lang).send().rows().get(row);
  }

  private void assertGoesOn(String taskNo) {
    for (Map<String, String> row : service.ended(taskNo)) {
      assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
      assertEquals("The operation is successful.", row.get("ErrorMsg"));
    }
    assertEquals(1, near.domain("sample-0004.test").updates());
    assertTrue(service.admin("/metrics").contains("domicile_registry_up{registry=\"near\"} 1"));
  }
}
