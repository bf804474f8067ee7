package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestLogTest {

  private final Rig rig = new Rig();
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.domicile.api");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void writesOneLineForEachRequest() {
    Gateway gateway = rig.gateway();
    String first = id(gateway.answer(Rig.signedGet(submit())));
    String second = id(gateway.answer(Rig.request("PUT", "/", "", Map.of(), "")));
    assertEquals(
        List.of(
            "GET " + Rig.SUBMIT + " 2018-01-29 key=testid 200 - 0 ms " + first,
            "PUT - - key=- 405 UnsupportedHTTPMethod 0 ms " + second),
        logged());
  }

  @Test
  void writesNothingThatTheClientMadeUp() {
    Gateway gateway = rig.gateway();
    Map<String, String> swapped = submit();
    swapped.put("AccessKeyId", "testsecret");
    swapped.put("Action", "Forged\nline");
    swapped.put("Version", "top-secret");
    gateway.answer(Rig.signedGet(swapped));
    gateway.answer(Rig.get(Rig.form(Rig.signed("GET", submit(), "othersecret"))));
    gateway.answer(Rig.request("FORGED", "/forged", "forged=forged", Map.of(), ""));
    for (String line : logged()) {
      for (String secret : List.of("secret", "orged", "a.test", "string to sign", "nonce")) {
        assertFalse(line.contains(secret), line);
      }
    }
    assertEquals(3, logged().size());
  }

  @Test
  void logsABugWithItsRequestId() {
    String id = id(rig.gateway().answer(Rig.signedGet(rig.parameters("Fails"))));
    assertEquals("request " + id + " failed", logged().get(0));
    assertTrue(lines.list.get(0).getThrowableProxy().getMessage().contains("a bug"));
    assertTrue(logged().get(1).contains("500 InternalError"), logged().get(1));
  }

  private Map<String, String> submit() {
    return rig.parameters(Rig.SUBMIT, "ContactType", "registrant", "DomainName.1", "a.test");
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static String id(HttpResponse response) {
    return response.headers().get("x-acs-request-id");
  }
}
