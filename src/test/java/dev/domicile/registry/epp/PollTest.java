package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertUnknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Poll;
import dev.domicile.registry.PollData;
import dev.domicile.registry.Registry.Applied;
import dev.domicile.registry.Role;
import dev.domicile.registry.Trouble.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of messages. */
@Timeout(60)
class PollTest {

  @Test
  void aDecisionOnADomainIsToldWithTheCommandItIsAbout() throws Exception {
    Poll.Message message = read("poll-domain.xml");
    assertEquals("201", message.id());
    assertEquals(5, message.count());
    assertEquals(Instant.parse("2026-11-23T09:30:00Z"), message.queued());
    assertEquals("Pending action of Zhang San completed", message.text());
    assertEquals(
        new PollData.DomainDecided(
            Fixtures.ONE, true, "T1-7-2", Instant.parse("2026-11-23T09:29:59.500Z")),
        message.data());
    assertEquals(
        new String(Fixtures.bytes("response/poll-domain.xml"), StandardCharsets.UTF_8),
        message.xml());
    assertFalse(message.toString().contains("Zhang"), message.toString());
  }

  @Test
  void aDecisionOnAContactIsToldThoughItsDateCannotBeRead() throws Exception {
    assertEquals(
        new PollData.ContactDecided("DM-7KQ2", false, "C-1", null),
        read("poll-contact.xml").data());
  }

  @Test
  void aChangeMadeByTheRegistryIsToldWithTheStateAfterIt() throws Exception {
    DomainInfo after =
        new DomainInfo(
            Fixtures.ONE,
            "registrar1",
            "NEW-R",
            Map.of(Role.ADMIN, List.of("NEW-A")),
            Set.of("serverUpdateProhibited"));
    assertEquals(new PollData.DomainSeen(after, false, "update"), read("poll-change.xml").data());
  }

  @Test
  void aMessageThatCannotBeReadDoesNotStandInTheWay() throws Exception {
    assertEquals(new PollData.Other(""), polled("").data());
    assertEquals(
        new PollData.Other("trnData"),
        polled("<d:trnData xmlns:d='urn:ietf:params:xml:ns:domain-1.0'/>").data());
    assertEquals(
        new PollData.Other("panData"),
        polled(
                "<d:panData xmlns:d='urn:ietf:params:xml:ns:domain-1.0'><d:name>one.test</d:name>"
                    + "</d:panData>")
            .data());
    assertEquals(
        new PollData.Other("infData"),
        polled("<d:infData xmlns:d='urn:ietf:params:xml:ns:domain-1.0'/>").data());
  }

  @Test
  void messagesAreReadAndAcknowledgedOneAfterAnother() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String req = line.expect("<poll op=\"req\"/>");
              line.send(message(ScriptedPeer.trid(req), ""));
              line.answer(line.expect("<poll op=\"ack\" msgID=\"7\"/>"), 1000);
              line.answer(line.expect("<poll op=\"ack\" msgID=\"7\"/>"), 2303);
              line.answer(line.expect("<poll op=\"ack\" msgID=\"8\"/>"), 1300);
              line.answer(line.expect("<poll op=\"req\"/>"), 1300);
              line.answer(line.expect("<poll op=\"req\"/>"), 1301);
              line.goodbye();
            })) {
      try (Client client = Client.of(peer)) {
        Outcome<Poll> first = client.registry.poll(client.trid());
        Outcome.Ok<Poll> ok = assertInstanceOf(Outcome.Ok.class, first);
        assertEquals("7", ((Poll.Message) ok.value()).id());
        Outcome<Applied> done = new Outcome.Ok<>(new Applied());
        assertEquals(done, client.registry.acknowledge("7", client.trid()));
        assertEquals(
            new Outcome.Refused<>(2303, "message 2303"),
            client.registry.acknowledge("7", client.trid()));
        assertEquals(done, client.registry.acknowledge("8", client.trid()));
        assertEquals(new Outcome.Ok<>(new Poll.Empty()), client.registry.poll(client.trid()));
        assertUnknown(Kind.PROTOCOL, client.registry.poll(client.trid()));
      }
      peer.awaitPlayed(1);
    }
  }

  private static Poll.Message read(String golden) throws NotEppException {
    return (Poll.Message) new PollCommand().read(Fixtures.response(golden));
  }

  private static Poll.Message polled(String data) throws NotEppException {
    byte[] xml = message("P-1", data).getBytes(StandardCharsets.UTF_8);
    Response response = (Response) Message.of(new XmlReader().read(xml), xml);
    return (Poll.Message) new PollCommand().read(response);
  }

  private static String message(String clTrid, String data) {
    return ScriptedPeer.response(clTrid, 1301, data)
        .replace("</result>", "</result><msgQ count='1' id='7'/>");
  }
}
