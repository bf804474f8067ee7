package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a submission is refused for: status, code and message of each in both formats and both
 * languages, and nothing stored by any.
 */
class RefusalTest {

  private static final List<String> NAMES = List.of("sample-0004.test", "sample-0001.com");

  @TempDir static Path folder;
  private static Lab near;
  private static Lab far;
  private static Service service;

  @BeforeAll
  static void start() {
    near = Lab.near(folder);
    far = Lab.far(folder).key("postalInfo", "both");
    service = Service.start(folder, near, far);
  }

  @AfterAll
  static void stop() {
    service.close();
    near.close();
    far.close();
  }

  @ParameterizedTest
  @MethodSource("dev.domicile.journey.RefusalCases#all")
  void isToldInBothFormatsAndLanguagesAndStoresNothing(RefusalCases.Case one) {
    Map<String, Long> before = service.tables().counts();
    for (String format : List.of("JSON", "XML")) {
      for (String lang : List.of("en", "zh", "fr")) {
        SignedCall call =
            service.submit("registrant", NAMES).with("Format", format).with("Lang", lang);
        one.spoil().accept(call);
        Reply reply = call.send();
        String message = lang.equals("zh") ? one.zh() : one.en();
        Refused.assertRefused(reply, format, one.status(), one.code(), message);
      }
    }
    assertEquals(before, service.tables().counts());
  }

  @Test
  void aWrongSecretIsToldWithTheStringToSign() {
    Map<String, Long> before = service.tables().counts();
    for (String format : List.of("JSON", "XML")) {
      SignedCall call =
          service.submit("registrant", NAMES).with("Format", format).withSecret("wrong-secret");
      Reply reply = call.send();
      String toSign = call.stringToSign();
      Refused.assertRefused(
          reply,
          format,
          400,
          "SignatureDoesNotMatch",
          "Specified signature is not matched with our calculation. server string to sign is:"
              + toSign);
    }
    assertEquals(before, service.tables().counts());
  }

  @Test
  void anUnknownFormatIsToldInTheFormatOfTheTime() {
    Reply reply = service.submit("registrant", NAMES).with("Format", "CSV").send();
    Refused.assertRefused(
        reply, "XML", 400, "InvalidParameter.Format", "Specified parameter format is not valid.");
  }

  @Test
  void aReplayedSubmitIsRefusedAlsoAfterARestart() {
    String nonce = UUID.randomUUID().toString();
    SignedCall call =
        service.submit("tech", List.of("sample-0010.example")).with("SignatureNonce", nonce);
    String taskNo = service.accepted(call);
    service.awaitEnd(taskNo);
    Map<String, Long> before = service.tables().counts();
    for (int start = 0; start < 2; start++) {
      for (String format : List.of("JSON", "XML")) {
        SignedCall again =
            service
                .submit("tech", List.of("sample-0010.example"))
                .with("SignatureNonce", nonce)
                .with("Format", format);
        Refused.assertRefused(
            again.send(),
            format,
            400,
            "SignatureNonceUsed",
            "Specified signature nonce was used already.");
      }
      service.restart();
    }
    assertEquals(before, service.tables().counts());
    assertEquals(1, service.list(taskNo).send().rows().size());
  }

  @Test
  void aNonceIsForgottenForRefusedSignaturesOnly() {
    String nonce = UUID.randomUUID().toString();
    SignedCall forged =
        service.submit("tech", NAMES).with("SignatureNonce", nonce).withSecret("wrong-secret");
    assertEquals("SignatureDoesNotMatch", forged.send().field("Code"));
    SignedCall refused =
        service.submit("none", List.of("sample-0010.example")).with("SignatureNonce", nonce);
    assertEquals("ParameterIllegal", refused.send().field("Code"));
    SignedCall again =
        service.submit("tech", List.of("sample-0010.example")).with("SignatureNonce", nonce);
    assertEquals("SignatureNonceUsed", again.send().field("Code"));
  }

  @Test
  void parametersGoBeforeNamesAndNamesBeforeBusyOnes() {
    SignedCall call =
        service
            .submit("registrant", List.of("not-mine.test", "sample-0004.test"))
            .with("Country", "XX");
    assertEquals("ParameterIllegal", call.send().field("Code"));
    assertEquals(
        "DomainNotExist",
        service
            .submit("registrant", List.of("not-mine.test", "sample-0004.test"))
            .send()
            .field("Code"));
  }

  @Test
  void namesOfAnotherAccountAreNotHeld() {
    Map<String, Long> before = service.tables().counts();
    for (String format : List.of("JSON", "XML")) {
      Refused.assertRefused(
          service.submit("registrant", NAMES).as(Service.OTHER).with("Format", format).send(),
          format,
          400,
          "DomainNotExist",
          "The domain name does not exist. (2): sample-0004.test, sample-0001.com");
    }
    assertEquals(before, service.tables().counts());
  }

  @Test
  void aNameThatIsNoneCannotBreakTheAnswer() {
    String odd = "<&\"]]>\u0000\u0007\u202e\ufffe\n" + "x".repeat(100_000) + ".test";
    for (String format : List.of("JSON", "XML")) {
      Reply reply = service.submit("registrant", List.of(odd)).with("Format", format).send();
      assertEquals(400, reply.status());
      assertEquals("ParameterIllegal", reply.field("Code"));
      String message = reply.field("Message");
      assertTrue(message.length() < 500, "" + message.length());
      assertTrue(message.chars().noneMatch(c -> c < ' '), message);
    }
  }

  @Test
  void aGoodSubmissionStoresOneOfEach() {
    Map<String, Long> before = service.tables().counts();
    service.awaitEnd(service.accepted(service.submit("billing", NAMES)));
    Map<String, Long> after = service.tables().counts();
    for (String table : List.of("task", "contact", "contact_change")) {
      assertEquals(before.get(table) + 1, after.get(table), table);
    }
    assertEquals(before.get("step") + 2, after.get("step"));
    assertEquals(before.get("active"), after.get("active"));
    assertNotEquals(before.get("audit_entry"), after.get("audit_entry"));
  }
}
