package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.HeldDomain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small batches are read at their registry before they are accepted, where that is asked for. */
class VerifyAtSubmitTest {

  private static final UnaryOperator<HeldDomain> SOLD = held -> held.withSponsor("another-reg");

  @TempDir Path folder;
  private Lab near;
  private Lab far;
  private Service service;

  @BeforeEach
  void start() {
    near = Lab.near(folder).key("readBack", "off");
    far = Lab.far(folder);
    service =
        new Service(folder, java.time.InstantSource.system(), near, far)
            .key("verifyAtSubmit", "3")
            .begin();
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
    far.close();
  }

  @Test
  void aNameThatItsRegistryDoesNotKnowIsRefused() {
    service.hold("owner", List.of("lapsed.test"));
    assertRefusedTwice(
        List.of("sample-0004.test", "Lapsed.test"),
        "DomainNotExist",
        "The domain name does not exist. (1): Lapsed.test");
  }

  @Test
  void aNameThatAnotherRegistrarSponsorsIsRefusedEachTime() {
    near.sandbox().change("sample-0009.test", SOLD);
    assertRefusedTwice(
        List.of("sample-0001.com", "sample-0009.test"),
        "DomainNotExist",
        "The domain name does not exist. (1): sample-0009.test");
  }

  @Test
  void aNameThatCameBackIsAcceptedAgain() {
    HeldDomain ours = near.domain("sample-0009.test");
    near.sandbox().change("sample-0009.test", SOLD);
    assertEquals(
        "DomainNotExist",
        service.submit("admin", List.of("sample-0009.test")).send().field("Code"));
    near.sandbox().change("sample-0009.test", held -> held.withSponsor(ours.sponsor()));
    service.awaitEnd(service.accepted(service.submit("admin", List.of("sample-0009.test"))));
    assertEquals(1, near.domain("sample-0009.test").updates());
  }

  @Test
  void aRegistryThatCannotBeAskedRefusesWithoutATrace() {
    near.stop();
    assertRefusedTwice(
        List.of("sample-0001.com", "sample-0004.test"),
        "NetworkIOError",
        "Network IO Error. (1): sample-0004.test");
    near.start();
    List<String> names = List.of("sample-0001.com", "sample-0004.test");
    // the sessions' pause after the failure may still last a moment
    Await.until("asked again", () -> service.submit("tech", names).send().status() == 200);
    service.awaitEnd(service.accepted(service.submit("admin", List.of("sample-0009.test"))));
  }

  @Test
  void anAnswerThatSaysNothingOfTheDomainRefusesAsWell() {
    near.restart(
        options ->
            options.withFaults(
                asked ->
                    asked.command().equals("domain:info")
                        ? new Fault.Refuse(2400)
                        : new Fault.None()));
    assertRefusedTwice(
        List.of("sample-0004.test", "sample-0001.com", "sample-0009.test"),
        "NetworkIOError",
        "Network IO Error. (2): sample-0004.test, sample-0009.test");
  }

  @Test
  void whatWasReadAtSubmitIsNotReadAgain() {
    List<String> names = List.of("sample-0004.test", "sample-0005.example", "sample-0009.test");
    service.awaitEnd(service.accepted(service.submit("registrant", names)));
    assertEquals(3, near.commands("domain:info"));
    assertEquals(1, near.commands("contact:create"));
    assertEquals(3, near.commands("domain:update"));
  }

  @Test
  void aLargerBatchIsAcceptedUnseen() {
    service.hold("owner", List.of("lapsed.test"));
    String taskNo =
        service.accepted(
            service.submit(
                "registrant",
                List.of(
                    "sample-0004.test", "sample-0005.example", "sample-0009.test", "lapsed.test")));
    Map<String, String> lapsed = service.ended(taskNo).getLast();
    assertEquals("EXECUTE_FAILURE", lapsed.get("TaskStatus"));
    assertEquals(
        "NOT_AT_REGISTRY: The registry does not know the domain name. (registry: 2303 Object does"
            + " not exist; name) Check whether the domain name was deleted. To act: the registrar.",
        lapsed.get("ErrorMsg"));
  }

  @Test
  void namesThatAreNotHeldAreRefusedWithoutALook() {
    assertRefusedTwice(
        List.of("sample-0004.test", "not-mine.test"),
        "DomainNotExist",
        "The domain name does not exist. (1): not-mine.test");
    assertEquals(0, near.commands("domain:info"));
  }

  private void assertRefusedTwice(List<String> names, String code, String message) {
    Map<String, Long> before = service.tables().counts();
    for (String format : List.of("JSON", "XML")) {
      Refused.assertRefused(
          service.submit("registrant", names).with("Format", format).send(),
          format,
          400,
          code,
          message);
    }
    assertEquals(before, service.tables().counts());
  }
}
