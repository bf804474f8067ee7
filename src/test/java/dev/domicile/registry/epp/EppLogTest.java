package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertNotSent;
import static dev.domicile.registry.epp.Client.assertOk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.registry.Trouble.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What operators read, and what nobody may read. */
@Timeout(60)
class EppLogTest {

  private static final List<String> SECRET =
      List.of(
          "secret-1",
          "secret-2",
          "thirty characters",
          "k3-Secret",
          "Zhang",
          "张三",
          "Example Ltd",
          "First Road",
          "Floor 2",
          "Hangzhou",
          "杭州",
          "Zhejiang",
          "310000",
          "57185022088",
          "123",
          "zhang@example.test",
          "799655058");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.domicile.registry.epp");
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }

  @Test
  void aFrameIsShownWithoutSecretsAndWithoutPersonalData() {
    FrameLog log = new FrameLog(settings());
    byte[] login =
        new LoginCommand(
                "registrar1",
                "secret-1",
                "a password of thirty characters",
                "en",
                List.of(Ns.DOMAIN),
                List.of(Ns.LOGIN_SEC))
            .frame("L-1");
    byte[] create = new ContactCreateCommand(Fixtures.CONTACT, Disclosure.NONE).frame("C-1");
    byte[] documented =
        new ContactCreateCommand(Fixtures.DOCUMENTED_CONTACT, Disclosure.NONE).frame("C-2");
    for (byte[] frame :
        List.of(
            login,
            create,
            documented,
            Fixtures.bytes("response/contact-info.xml"),
            Fixtures.bytes("response/refusal.xml"))) {
      String line = log.shown(frame);
      assertFalse(line.contains("\n"), line);
      for (String secret : SECRET) {
        assertFalse(line.contains(secret), secret + " in " + line);
      }
    }
    assertTrue(log.shown(login).contains("<clID>registrar1</clID><pw>***</pw>"));
    assertTrue(log.shown(create).contains("<id>DM-7KQ2</id>"), log.shown(create));
    assertTrue(log.shown(documented).contains("<contact type=\"YYZZ\">***</contact>"));
    assertTrue(log.shown(create).contains("<voice x=\"***\">***</voice>"), log.shown(create));
  }

  @Test
  void ofADomainAllIsShownThatNamesNobody() {
    String line =
        new FrameLog(settings()).shown(new DomainUpdateCommand(Fixtures.UPDATE).frame("T-1"));
    assertTrue(line.contains("<name>one.test</name>"), line);
    assertTrue(line.contains("<contact type=\"admin\">OLD-1</contact>"), line);
    assertTrue(line.contains("<status s=\"clientUpdateProhibited\"/>"), line);
    assertTrue(line.contains("<clTRID>T-1</clTRID>"), line);
  }

  @Test
  void whatIsNotEppIsNotQuoted() {
    String line = new FrameLog(settings()).shown("<a>Zhang & San".getBytes(StandardCharsets.UTF_8));
    assertEquals("14 bytes that are not EPP: not XML at line 1", line);
  }

  @Test
  void framesAreLoggedWhereThatIsAskedForAndNowhereElse() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(EppRegistryTest.answering())) {
      try (Client client = Client.of(peer)) {
        assertOk(client.info());
      }
      assertEquals(0, lines("<epp").size());
      try (Client client = new Client(1, Client.settings(peer).withFramesLogged(true))) {
        assertOk(client.info());
      }
      List<String> frames = lines("<epp");
      // greeting, then login, info and logout with their answers
      assertEquals(7, frames.size(), frames.toString());
      assertEquals(4, frames.stream().filter(f -> f.contains(" > <epp")).count());
      assertTrue(frames.get(1).contains("<pw>***</pw>"), frames.get(1));
    }
  }

  @Test
  void aRefusedLoginIsOneAlarm() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.answer(line.expect("<login>"), 2200);
              line.awaitEnd();
            })) {
      try (Client client = Client.of(peer)) {
        for (int i = 0; i < 5; i++) {
          assertNotSent(Kind.LOGIN_REFUSED, client.info());
        }
      }
    }
    List<ILoggingEvent> alarms = events.stream().filter(e -> e.getLevel() == Level.ERROR).toList();
    assertEquals(1, alarms.size(), alarms.toString());
    String alarm = alarms.getFirst().getFormattedMessage();
    assertTrue(alarm.startsWith("registry lab: STOPPED: "), alarm);
    assertTrue(alarm.contains("login answered 2200"), alarm);
  }

  @Test
  void aLoginThatIsForgottenTwiceIsOneAlarmToo() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.answer(line.expect("<domain:info"), 2501);
              line.awaitEnd();
            })) {
      try (Client client = Client.of(peer)) {
        client.info();
        Client.eventually(client::info);
      }
    }
    assertEquals(
        1, events.stream().filter(e -> e.getLevel() == Level.ERROR).count(), events.toString());
  }

  @Test
  void aClockThatIsFarOffIsToldOnce() throws Exception {
    String late =
        ScriptedPeer.GREETING.replaceAll(
            "<svDate>[^<]*</svDate>", "<svDate>2026-11-23T09:00:00Z</svDate>");
    ScriptedPeer.Script once =
        line -> {
          line.send(late);
          line.answer(line.expect("<login>"), 1000);
          String frame = line.expect("<domain:info");
          line.answer(frame, 1000, ScriptedPeer.domain(frame));
        };
    try (ScriptedPeer peer = new ScriptedPeer(once)) {
      try (Client client = Client.of(peer)) {
        for (int i = 0; i < 3; i++) {
          assertOk(client.info());
          Client.await("the end", () -> client.registry.condition().sessions() == 0);
        }
      }
    }
    assertEquals(1, lines("clock differs from ours by PT-1H").size());
  }

  @Test
  void warningsOfLoginSecurityAreToldOnceAndQuoteNothing() throws Exception {
    String warning =
        "<extension><s:loginSecData xmlns:s='urn:ietf:params:xml:ns:epp:loginSec-1.0'>"
            + "<s:event type='password' level='warning' exDate='2026-12-01T00:00:00.0Z'"
            + " lang='en'>secret-1 expires</s:event></s:loginSecData></extension>";
    ScriptedPeer.Script warned =
        line -> {
          line.greet();
          String login = line.expect("<login>");
          line.send(
              ScriptedPeer.response(ScriptedPeer.trid(login), 1000, "")
                  .replace("<trID>", warning + "<trID>"));
          String frame = line.expect("<domain:info");
          line.answer(frame, 1000, ScriptedPeer.domain(frame));
        };
    try (ScriptedPeer peer = new ScriptedPeer(warned)) {
      try (Client client = Client.of(peer)) {
        for (int i = 0; i < 2; i++) {
          assertOk(client.info());
          Client.await("the end", () -> client.registry.condition().sessions() == 0);
        }
      }
    }
    List<String> told = lines("login security");
    assertEquals(1, told.size(), told.toString());
    assertTrue(
        told.getFirst().endsWith("type password, level warning, exDate 2026-12-01T00:00:00.0Z"),
        told.getFirst());
  }

  private List<String> lines(String part) {
    return events.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(part))
        .toList();
  }

  private static EppSettings settings() {
    return EppSettings.of(
        "h", 700, null, new EppSettings.Login("registrar1", "secret-1", "secret-2"));
  }
}
