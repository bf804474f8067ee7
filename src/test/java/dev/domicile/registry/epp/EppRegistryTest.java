package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertNotSent;
import static dev.domicile.registry.epp.Client.assertOk;
import static dev.domicile.registry.epp.Client.assertUnknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.Condition;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry.Applied;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dialogues on one session: what is sent, what comes back, and what the caller is told. */
@Timeout(60)
class EppRegistryTest {

  @Test
  void logsInOnceCarriesEveryCommandAndLogsOut() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String info = line.expect("<domain:name hosts=\"none\">one.test</domain:name>");
              line.answer(info, 1000, ScriptedPeer.domain(info));
              line.answer(line.expect("<domain:update"), 1000);
              line.answer(
                  line.expect("<contact:create"),
                  1000,
                  "<c:creData xmlns:c='urn:ietf:params:xml:ns:contact-1.0'>"
                      + "<c:id>DM-7KQ2</c:id></c:creData>");
              line.answer(
                  line.expect("<contact:info"),
                  1000,
                  "<c:infData xmlns:c='urn:ietf:params:xml:ns:contact-1.0'><c:id>DM-7KQ2</c:id>"
                      + "<c:clID>registrar1</c:clID></c:infData>");
              line.goodbye();
            })) {
      Client client = Client.of(peer);
      assertEquals(new Condition(0, 0, null), client.registry.condition());
      assertOk(client.info());
      assertEquals(
          new Outcome.Ok<>(new Applied()),
          client.registry.updateDomain(Fixtures.UPDATE, client.trid()));
      assertEquals(
          new Outcome.Ok<>("DM-7KQ2"),
          client.registry.createContact(Fixtures.CONTACT, client.trid()));
      assertOk(client.registry.contactInfo("DM-7KQ2", client.trid()));
      assertEquals(new Condition(1, 0, null), client.registry.condition());
      client.close();
      peer.awaitPlayed(1);
      assertEquals(1, peer.connections());
      assertEquals(4, client.counts.answered.get());
      assertEquals(1, client.counts.opened.get());
      assertEquals(1, client.counts.ended.get());
      assertNotSent(Kind.STOPPING, client.info());
    }
  }

  @Test
  void asksAtLoginOnlyForWhatIsOfferedAndWanted() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              String login = line.expect("<login>", "<lang>en-US</lang>");
              assertTrue(
                  login.contains(
                      "<svcs><objURI>urn:ietf:params:xml:ns:domain-1.0</objURI>"
                          + "<objURI>urn:ietf:params:xml:ns:contact-1.0</objURI>"
                          + "<svcExtension><extURI>urn:ietf:params:xml:ns:rgp-1.0</extURI>"
                          + "</svcExtension></svcs>"),
                  login);
              line.answer(login, 1000);
              line.answer(line.expect("info"), 2303);
              line.goodbye();
            })) {
      EppSettings settings =
          Client.settings(peer)
              .with(
                  new EppSettings.Services(
                      List.of(Ns.DOMAIN, Ns.CONTACT),
                      List.of("urn:example:unknown-1.0"),
                      List.of("urn:ietf:params:xml:ns:rgp-1.0", "urn:example:unknown-2.0")));
      try (Client client = new Client(1, settings)) {
        client.info();
      }
    }
  }

  @Test
  void eachResultCodeHasItsOutcomeAndTheSessionGoesOn() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              for (int code : new int[] {1001, 2303, 2306, 2400, 2000, 1300}) {
                line.answer(line.expect("<domain:update"), code);
              }
              line.goodbye();
            })) {
      try (Client client = Client.of(peer)) {
        assertEquals(new Outcome.Pending<>(), update(client));
        for (int code : new int[] {2303, 2306, 2400, 2000}) {
          assertEquals(new Outcome.Refused<>(code, "message " + code), update(client));
        }
        assertUnknown(Kind.PROTOCOL, update(client));
      }
      peer.awaitPlayed(1);
    }
  }

  @Test
  void aLostAnswerIsUnknownAndTheNextCommandGetsANewSession() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.expect("<domain:update");
            },
            answering())) {
      try (Client client = Client.of(peer)) {
        Trouble trouble = assertUnknown(Kind.DISCONNECTED, update(client));
        assertTrue(trouble.detail().startsWith("127.0.0.1:" + peer.port()), trouble.detail());
        assertOk(eventually(client));
      }
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void aResetWhileAnAnswerIsAwaitedIsUnknown() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.expect("<domain:info");
              line.reset();
            })) {
      try (Client client = Client.of(peer)) {
        assertUnknown(Kind.DISCONNECTED, client.info());
        assertEquals(1, client.counts.lost.get());
      }
    }
  }

  @Test
  void noAnswerInTimeIsUnknownAndTheSessionIsDropped() throws Exception {
    CountDownLatch dropped = new CountDownLatch(1);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.expect("<domain:info");
              line.awaitEnd();
              dropped.countDown();
            })) {
      try (Client client =
          new Client(1, Client.settings(peer).with(Client.timeout(Duration.ofMillis(700))))) {
        assertUnknown(Kind.TIMEOUT, client.info());
        dropped.await();
        assertEquals(0, client.registry.condition().sessions());
      }
    }
  }

  @Test
  void anAnswerWithAForeignClTridIsNotBelieved() throws Exception {
    assertAnswerIsNotBelieved(ScriptedPeer.response("FOREIGN-1", 1000, ""));
  }

  @Test
  void aSuccessWithoutClTridIsNotBelieved() throws Exception {
    assertAnswerIsNotBelieved(ScriptedPeer.response(null, 1000, ""));
  }

  @Test
  void aGreetingForAnAnswerIsNotBelieved() throws Exception {
    assertAnswerIsNotBelieved(ScriptedPeer.GREETING);
  }

  @Test
  void anAnswerThatIsNotXmlIsNotBelieved() throws Exception {
    assertAnswerIsNotBelieved("<epp");
  }

  @Test
  void anAnswerWithADocumentTypeIsNotBelieved() throws Exception {
    assertAnswerIsNotBelieved(
        "<!DOCTYPE epp [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + "<epp xmlns='urn:ietf:params:xml:ns:epp-1.0'><response><result code='1000'>"
            + "<msg>&x;</msg></result><trID><clTRID>T</clTRID></trID></response></epp>");
  }

  @Test
  void aLengthThatIsTooShortEndsTheSession() throws Exception {
    assertLengthIsNotBelieved(3);
  }

  @Test
  void aHugeLengthEndsTheSession() throws Exception {
    assertLengthIsNotBelieved(Integer.MAX_VALUE);
  }

  @Test
  void aSuccessWithoutItsDataIsUnknownAndTheSessionGoesOn() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.answer(line.expect("<domain:info"), 1000);
              line.answer(line.expect("<domain:update"), 1000);
              line.goodbye();
            })) {
      try (Client client = Client.of(peer)) {
        assertUnknown(Kind.PROTOCOL, client.info());
        assertOk(update(client));
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void aRefusalWithoutClTridBelongsToTheOnlyCommandInFlight() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.expect("<domain:info");
              line.send(ScriptedPeer.response(null, 2001, ""));
              line.goodbye();
            })) {
      try (Client client = Client.of(peer)) {
        assertEquals(new Outcome.Refused<>(2001, "message 2001"), client.info());
      }
      peer.awaitPlayed(1);
    }
  }

  @Test
  void codesThatCloseTheSessionLeaveTheCommandUnknown() throws Exception {
    for (int code : new int[] {2500, 2501, 2502}) {
      try (ScriptedPeer peer =
          new ScriptedPeer(
              line -> {
                line.login();
                line.answer(line.expect("<domain:update"), code);
                line.awaitEnd();
              },
              answering())) {
        try (Client client = Client.of(peer)) {
          Trouble trouble = assertUnknown(Kind.DISCONNECTED, update(client));
          assertTrue(trouble.detail().contains(" " + code + " "), trouble.detail());
          assertOk(eventually(client));
        }
        assertEquals(2, peer.connections());
      }
    }
  }

  @Test
  void code2200InMidSessionRefusesTheCommandAndEndsTheSession() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.answer(line.expect("<domain:update"), 2200);
              line.awaitEnd();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.SLOW))) {
        assertEquals(new Outcome.Refused<>(2200, "message 2200"), update(client));
        // a session that never did anything is a failure: no login storm
        assertNotSent(Kind.LOGIN_REFUSED, update(client));
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void aClTridThatEppCannotCarryIsABug() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(answering());
        Client client = Client.of(peer)) {
      for (String wrong : List.of("", "ab", "x".repeat(65))) {
        assertThrows(
            IllegalArgumentException.class, () -> client.registry.contactInfo("DM-2", wrong));
      }
    }
  }

  @Test
  void anInterruptedCallerSendsNothing() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(answering());
        Client client = Client.of(peer)) {
      assertOk(client.info());
      Thread.currentThread().interrupt();
      Outcome<?> outcome = client.info();
      assertTrue(Thread.interrupted(), "the interrupt is kept");
      assertNotSent(Kind.STOPPING, outcome);
      assertOk(client.info());
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void aRefusalDoesNotRepeatWhatWasSentInConfidence() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<contact:create");
              line.send(
                  ScriptedPeer.response(ScriptedPeer.trid(frame), 2005, "")
                      .replace(
                          "</msg>",
                          "</msg><extValue><value><x"
                              + " xmlns=''>secret</x></value><reason>zhang@example.test and"
                              + " Hangzhou are wrong</reason></extValue>"));
              line.goodbye();
            })) {
      try (Client client = Client.of(peer)) {
        assertEquals(
            new Outcome.Refused<>(2005, "message 2005; *** and *** are wrong"),
            client.registry.createContact(Fixtures.CONTACT, client.trid()));
      }
    }
  }

  @Test
  void aRefusalThatMayBeAboutDisclosureNamesTheKey() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.answer(line.expect("<contact:disclose flag=\"0\">"), 2306);
              line.answer(line.expect("<contact:disclose flag=\"0\">"), 2302);
              line.goodbye();
            })) {
      try (Client client = Client.of(peer)) {
        assertEquals(
            new Outcome.Refused<>(
                2306,
                "message 2306; where the registry takes no disclose element, set disclose:"
                    + " registryDefault"),
            client.registry.createContact(Fixtures.CONTACT, client.trid()));
        assertEquals(
            new Outcome.Refused<>(2302, "message 2302"),
            client.registry.createContact(Fixtures.CONTACT, client.trid()));
      }
    }
  }

  private static void assertAnswerIsNotBelieved(String answer) throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.expect("<domain:update");
              line.send(answer);
              line.awaitEnd();
            })) {
      try (Client client = Client.of(peer)) {
        Trouble trouble = assertUnknown(Kind.PROTOCOL, update(client));
        assertFalse(trouble.detail().contains("<"), trouble.detail());
      }
      peer.awaitPlayed(1);
    }
  }

  private static void assertLengthIsNotBelieved(int length) throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              line.expect("<domain:update");
              line.sendBytes(
                  ByteBuffer.allocate(9)
                      .putInt(length)
                      .put("<epp/".getBytes(StandardCharsets.UTF_8))
                      .array());
              line.awaitEnd();
            })) {
      try (Client client = Client.of(peer)) {
        assertUnknown(Kind.PROTOCOL, update(client));
      }
      peer.awaitPlayed(1);
    }
  }

  private static Outcome<Applied> update(Client client) {
    return client.registry.updateDomain(Fixtures.UPDATE, client.trid());
  }

  /** The pause after a failure is short here, but there is one. */
  private static Outcome<?> eventually(Client client) {
    return Client.eventually(client::info);
  }

  /** A registry in good health. */
  static ScriptedPeer.Script answering() {
    return line -> {
      line.login();
      line.answerAll();
    };
  }
}
