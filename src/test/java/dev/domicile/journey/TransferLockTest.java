package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.portfolio.TransferLock;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TransferOutProhibited, its older name, and the seed page's own sample. */
class TransferLockTest {

  private static final String LOCK = "clientTransferProhibited";
  private static final Duration SIXTY_DAYS = Duration.ofHours(60 * 24);

  @TempDir static Path folder;
  private static Lab near;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.near(folder);
    service = Service.start(folder, near);
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
  }

  @ParameterizedTest
  @CsvSource({
    "sample-0004.test, TransferOutProhibited, true, true",
    "sample-0005.example, AddTransferLock, true, true",
    "sample-0009.test, TransferOutProhibited, TRUE, true",
    "sample-0014.test, TransferOutProhibited, false, false",
    "sample-0015.example, AddTransferLock, false, false",
    "sample-0019.test, TransferOutProhibited, '', false",
  })
  void aRegistrantChangeLocksOnRequest(
      String name, String parameter, String value, boolean locked) {
    long before = System.currentTimeMillis();
    assertDone(service.submit("registrant", List.of(name)).with(parameter, value));

    assertEquals(locked, near.domain(name).statuses().contains(LOCK));
    Optional<TransferLock> lock = lock(name);
    assertEquals(locked, lock.isPresent());
    if (locked) {
      long end = lock.get().endsAt() - SIXTY_DAYS.toMillis();
      assertTrue(end >= before && end <= System.currentTimeMillis(), "60 days from the success");
      assertTrue(lock.get().setByUs());
      assertEquals(1, near.domain(name).updates(), "one command carries both");
    }
  }

  @Test
  void theNewerNameGoesBeforeTheOlder() {
    assertDone(
        service
            .submit("registrant", List.of("sample-0024.test"))
            .with("TransferOutProhibited", "false")
            .with("AddTransferLock", "true"));
    assertFalse(near.domain("sample-0024.test").statuses().contains(LOCK));
  }

  @ParameterizedTest
  @CsvSource({"admin", "tech", "billing"})
  void otherRolesLockNothing(String type) {
    assertDone(
        service.submit(type, List.of("sample-0025.example")).with("TransferOutProhibited", "true"));
    assertEquals(Set.of("ok"), near.domain("sample-0025.example").statuses());
    assertTrue(lock("sample-0025.example").isEmpty());
  }

  @Test
  void aLockThatWasThereBeforeIsNotOurs() {
    String name = "sample-0029.test";
    near.sandbox().change(name, held -> held.withStatuses(Set.of(LOCK)));
    assertDone(service.submit("registrant", List.of(name)).with("AddTransferLock", "true"));
    assertTrue(near.domain(name).statuses().contains(LOCK));
    assertFalse(lock(name).orElseThrow().setByUs());
  }

  @Test
  void aDomainThatIsAsWantedIsLockedAllTheSame() {
    String name = "sample-0034.test";
    assertDone(service.submit("registrant", List.of(name)));
    long updates = near.commands("domain:update");
    assertDone(service.submit("registrant", List.of(name)));
    assertEquals(updates, near.commands("domain:update"), "as wanted: nothing is written");
    assertDone(service.submit("registrant", List.of(name)).with("TransferOutProhibited", "true"));
    assertEquals(updates + 1, near.commands("domain:update"));
    assertTrue(near.domain(name).statuses().contains(LOCK));
    assertTrue(lock(name).orElseThrow().setByUs());
  }

  /** Its lost lines restored as the other copies of the page have them. */
  @Test
  void theSeedPagesOwnSampleIsAcceptedAsItStands() {
    service.hold("owner", List.of("alibabacloud.test", "aliyun.test"));
    DomainCreation registration = new DomainCreation(near);
    registration.create("alibabacloud.test");
    registration.create("aliyun.test");
    Map<String, String> sample =
        Map.ofEntries(
            Map.entry("Address", "Rd. xitucheng"),
            Map.entry("City", "Bei jing"),
            Map.entry("Country", "CN"),
            Map.entry("Email", "test@test.com"),
            Map.entry("PostalCode", "10000"),
            Map.entry("Province", "Bei jing"),
            Map.entry("RegistrantName", "zhang san"),
            Map.entry("RegistrantOrganization", "zhang san"),
            Map.entry("RegistrantType", "1"),
            Map.entry("TelArea", "86"),
            Map.entry("Telephone", "13800000000"),
            Map.entry("TelExt", "01"),
            Map.entry("DomainName.1", "alibabacloud.test"),
            Map.entry("DomainName.2", "aliyun.test"),
            Map.entry("ContactType", "registrant"),
            Map.entry("AddTransferLock", "true"));
    for (String version : List.of("2018-01-29", "2017-12-18")) {
      Reply reply =
          service
              .call(SignedCall.SUBMIT)
              .with(sample)
              .with("Version", version)
              .without("Format")
              .send();
      assertEquals(200, reply.status(), reply::text);
      assertEquals(SignedCall.SUBMIT + "Response", reply.root());
      assertEquals(Set.of("RequestId", "TaskNo"), reply.fields().keySet());
      service
          .ended(reply.field("TaskNo"))
          .forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
    }
    for (String name : List.of("alibabacloud.test", "aliyun.test")) {
      var postal = near.card(name, "registrant").postal("int").orElseThrow();
      assertEquals("zhang san", postal.name());
      assertEquals(null, postal.org(), "an individual is no organization of the same name");
      assertEquals(List.of("Rd. xitucheng"), postal.streets());
      assertEquals("10000", postal.pc());
      assertEquals("+86.13800000000", near.card(name, "registrant").voice().number());
      assertEquals("01", near.card(name, "registrant").voice().extension());
      assertTrue(near.domain(name).statuses().contains(LOCK));
      assertTrue(lock(name).isPresent());
    }
  }

  private static void assertDone(SignedCall submit) {
    service
        .ended(service.accepted(submit))
        .forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
  }

  private static Optional<TransferLock> lock(String name) {
    return service.database().read(sql -> new TransferLocks().get(sql, new DomainName(name)));
  }
}
