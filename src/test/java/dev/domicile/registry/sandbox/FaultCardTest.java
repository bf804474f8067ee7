package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault that a name calls for, as a client sees it over TLS. */
class FaultCardTest {

  private static final Duration SLOW = Duration.ofMillis(150);
  private static final String MARK = "clientHold";

  @TempDir static Path folder;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws Exception {
    Policy policy = Policy.defaults().withTimes(Duration.ZERO, SLOW);
    sandbox =
        Sandbox.start(Lab.options(folder).withRules(Rules.defaults().withPolicy(p -> policy)));
  }

  @AfterAll
  static void stop() throws Exception {
    sandbox.close();
  }

  static List<FaultCard> cards() {
    return FaultCard.cards();
  }

  @ParameterizedTest
  @MethodSource("cards")
  void eachCardPlaysOnceAndThenTheRegistryIsAsEver(FaultCard card) throws Exception {
    String name = "f-" + card.name() + "-001.test";
    provoke(card, name);
    clear(card, name);
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, update(name));
    }
  }

  @ParameterizedTest
  @MethodSource("cards")
  void eachCardPlaysAlwaysIfTheNameSaysSo(FaultCard card) throws Exception {
    String name = "f-" + card.name() + "-always-1.test";
    for (int i = 0; i < 2; i++) {
      provoke(card, name);
      clear(card, name);
    }
  }

  private static void provoke(FaultCard card, String name) throws Exception {
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, EppText.domainInfo(name));
      assertFalse(isMarked(name), name);
      switch (card.fault()) {
        case Fault.None() -> throw new AssertionError("a card without a fault");
        case Fault.Refuse(int code) -> {
          client.expect(code, update(name));
          assertEquals(code >= 2500, !stillAnswers(client));
          assertFalse(isMarked(name));
        }
        case Fault.DoneBut(int code) -> {
          client.expect(code, update(name));
          assertTrue(isMarked(name));
        }
        case Fault.CloseBefore() -> closed(client, name, false);
        case Fault.CloseAfter(), Fault.Reset() -> closed(client, name, true);
        case Fault.CloseAnswered() -> {
          client.expect(1000, update(name));
          assertTrue(client.isClosedByServer());
        }
        case Fault.Hang(boolean done) -> {
          client.send(EppText.command(update(name), "HANG-1"));
          client.send(EppText.command(EppText.domainInfo(name), "HANG-2"));
          client.socket().setSoTimeout(100);
          assertThrows(SocketTimeoutException.class, client::receive);
          assertEquals(done, isMarked(name));
        }
        case Fault.Slow() -> {
          long start = System.nanoTime();
          client.expect(1000, update(name));
          assertTrue(System.nanoTime() - start >= SLOW.toNanos());
        }
        case Fault.Overtaken() -> {
          client.send(EppText.command(update(name), "FIRST-1"));
          String second = client.ask(EppText.command(EppText.domainInfo(name), "SECOND-1"));
          assertTrue(second.contains("<clTRID>SECOND-1<"), second);
          String first = client.receive();
          assertTrue(first.contains("<clTRID>FIRST-1<"), first);
          assertTrue(isMarked(name));
        }
        case Fault.Spoil(Fault.Damage damage) -> {
          client.send(EppText.command(update(name), "SPOIL-1"));
          spoilt(damage, client);
          assertTrue(isMarked(name));
        }
        case Fault.Ignore() -> {
          client.expect(1000, update(name));
          assertTrue(isMarked(name));
          HeldDomain held = sandbox.domain(name).orElseThrow();
          assertEquals("SHCARD", held.registrant());
        }
        case Fault.Postpone(Fault.Decision decision) -> postponed(decision, client, name);
        case Fault.PostponeUntold(Fault.Decision decision) -> {
          closed(client, name, decision == Fault.Decision.APPROVED);
          acknowledge(decision == Fault.Decision.APPROVED);
        }
        case Fault.Meet(Fault.Entry entry, int times) -> {
          closed(client, name, false);
          for (int i = 0; i < times; i++) {
            met(entry);
          }
        }
      }
    }
  }

  /** The registry decides and lifts the mark. */
  private static void clear(FaultCard card, String name) throws Exception {
    if (card.fault().equals(new Fault.Postpone(Fault.Decision.OPEN))) {
      sandbox.decide(name, true);
      try (RawClient client = RawClient.loggedIn(sandbox)) {
        String message = client.expect(1301, "<poll op=\"req\"/>");
        String id = between(message, " id=\"", "\"");
        client.expect(1000, "<poll op=\"ack\" msgID=\"" + id + "\"/>");
      }
    }
    sandbox.change(
        name, held -> held.withStatuses(Set.of()).withContacts("SHCARD", held.contacts()));
  }

  private static void acknowledge(boolean approved) throws Exception {
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      String message = client.expect(1301, "<poll op=\"req\"/>");
      assertTrue(message.contains("paResult=\"" + (approved ? 1 : 0) + "\""), message);
      String id = between(message, " id=\"", "\"");
      client.expect(1000, "<poll op=\"ack\" msgID=\"" + id + "\"/>");
    }
  }

  private static void closed(RawClient client, String name, boolean done) throws IOException {
    client.send(EppText.command(update(name), "CLOSED-1"));
    assertTrue(client.isClosedByServer());
    assertEquals(done, isMarked(name));
  }

  private static void spoilt(Fault.Damage damage, RawClient client) throws IOException {
    byte[] header = damage.name().endsWith("TRID") ? null : client.receiveBytes(4);
    int length = header == null ? 0 : ByteBuffer.wrap(header).getInt();
    switch (damage) {
      case HALF -> {
        assertTrue(client.receiveBytes(length).length < length - 4);
        assertTrue(client.isClosedByServer());
      }
      case NOT_XML -> assertFalse(client.receiveText(length - 4).endsWith("</epp>"));
      case SHORT_LENGTH -> {
        assertFalse(client.receiveText(length - 4).endsWith("</epp>"));
        assertEquals(10, client.receiveText(10).length());
      }
      case HUGE_LENGTH -> assertEquals(Integer.MAX_VALUE, length);
      case TINY_LENGTH -> assertEquals(3, length);
      case GREETING -> assertTrue(client.receiveText(length - 4).contains("<greeting>"));
      case TWICE -> {
        String once = client.receiveText(length - 4);
        assertEquals(once, client.receive());
      }
      case OTHER_CLTRID -> assertTrue(client.receive().contains("<clTRID>NOBODY-SENT-THIS<"));
      case NO_CLTRID -> assertFalse(client.receive().contains("clTRID"));
    }
  }

  private static void postponed(Fault.Decision decision, RawClient client, String name)
      throws IOException {
    String answer = client.expect(1001, update(name));
    String svTrid = between(answer, "<svTRID>", "<");
    boolean open = decision == Fault.Decision.OPEN;
    String info = client.expect(1000, EppText.domainInfo(name));
    assertEquals(open, info.contains("pendingUpdate"), info);
    if (open) {
      client.expect(2304, update(name));
      client.expect(1300, "<poll op=\"req\"/>");
      return;
    }
    boolean approved = decision == Fault.Decision.APPROVED;
    assertEquals(approved, isMarked(name));
    String message = client.expect(1301, "<poll op=\"req\"/>");
    assertTrue(message.contains("paResult=\"" + (approved ? 1 : 0) + "\""), message);
    assertTrue(message.contains(svTrid), message);
    String id = between(message, " id=\"", "\"");
    client.expect(1000, "<poll op=\"ack\" msgID=\"" + id + "\"/>");
    client.expect(2303, "<poll op=\"ack\" msgID=\"" + id + "\"/>");
    client.expect(1300, "<poll op=\"req\"/>");
  }

  private static void met(Fault.Entry entry) throws Exception {
    switch (entry) {
      case SHUT -> assertThrows(IOException.class, () -> RawClient.greeted(sandbox));
      case EXPIRED_CERTIFICATE -> {
        IOException refused =
            assertThrows(IOException.class, () -> RawClient.greeted(sandbox).close());
        assertTrue(String.valueOf(refused.getMessage()).contains("validity"), refused::toString);
      }
      case GREETING_WITHOUT_CONTACTS -> assertFalse(greeting().contains("contact-1.0"));
      case GREETING_OF_VERSION_2 -> assertTrue(greeting().contains("<version>2.0<"));
      case GREETING_AHEAD -> assertTrue(greeting().contains("<svDate>2026-05-04T11:20:30.405Z<"));
      case LOGIN_2200 -> login(2200);
      case LOGIN_2501 -> login(2501);
      case LOGIN_2502 -> login(2502);
    }
  }

  private static String greeting() throws Exception {
    try (RawClient client = RawClient.connect(sandbox)) {
      byte[] length = client.receiveBytes(4);
      return client.receiveText(ByteBuffer.wrap(length).getInt() - 4);
    }
  }

  private static void login(int code) throws Exception {
    try (RawClient client = RawClient.greeted(sandbox)) {
      client.expect(code, EppText.login(sandbox.credentials().password()));
    }
  }

  @Test
  void aLookIsStruckWhereTheNameSaysInfo() throws Exception {
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2400, EppText.domainInfo("f-2400-info-1.test"));
      client.expect(1000, update("f-2400-info-1.test"));
      client.expect(1000, EppText.domainInfo("f-2400-info-1.test"));
      client.expect(2400, EppText.domainInfo("f-2400-info-always-1.test"));
      client.expect(2400, EppText.domainInfo("f-2400-info-always-1.test"));
    }
  }

  @Test
  void aNewContactIsStruckByItsEmailAddress() throws Exception {
    String create =
        EppText.contactCreate(
            "LOST1",
            EppText.postal("int", "Ann Example", EppText.ADDR),
            "<contact:email>f-lostresp-1@mail.example</contact:email>" + EppText.SECRET);
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      client.send(EppText.command(create, "LOST-1"));
      assertTrue(client.isClosedByServer());
    }
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2302, create);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clientlock, clientUpdateProhibited, 2304",
    "serverlock, serverUpdateProhibited, 2304",
    "transferlock, clientTransferProhibited, 1000",
    "pendingtransfer, pendingTransfer, 2304",
    "pendingdelete, pendingDelete, 2304",
    "pendingupdate, pendingUpdate, 2304",
    "foreign, ok, 2201",
  })
  void aNameCallsForAState(String word, String status, int code) throws Exception {
    String name = "f-" + word + "-001.test";
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      String info = client.expect(1000, EppText.domainInfo(name));
      assertTrue(info.contains("<domain:status s=\"" + status + "\""), info);
      client.expect(code, update(name));
    }
  }

  @ParameterizedTest
  @CsvSource({"f-nosuch-001.test", "f-lostresp.test", "lostresp-001.test", "f-gone-001.test"})
  void otherNamesAreNotThere(String name) throws Exception {
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2303, EppText.domainInfo(name));
    }
  }

  @Test
  void theListInTheDocumentIsTheCodes() throws Exception {
    String text = Files.readString(Path.of("docs/sandbox.md"));
    Map<String, String> rows = new HashMap<>();
    text.lines()
        .filter(line -> line.startsWith("| `f-"))
        .map(line -> line.split(" *\\| *"))
        .forEach(cells -> rows.put(cells[1], cells[2]));
    Stream<String[]> cards =
        FaultCard.cards().stream()
            .map(card -> new String[] {"`f-" + card.name() + "-001.test`", card.does()});
    Stream<String[]> states =
        CardDomains.states().stream()
            .map(state -> new String[] {"`f-" + state.name() + "-001.test`", state.what()});
    assertEquals(
        Stream.concat(cards, states).collect(Collectors.toMap(row -> row[0], row -> row[1])), rows);
  }

  private static String update(String name) {
    return EppText.domainUpdate(
        name, EppText.add(EppText.status(MARK)) + EppText.registrant("SH0002"));
  }

  private static boolean isMarked(String name) {
    return sandbox.domain(name).orElseThrow().statuses().contains(MARK);
  }

  private static boolean stillAnswers(RawClient client) {
    try {
      return client.command(EppText.domainInfo("sample-0001.com")).contains("1000");
    } catch (IOException closed) {
      return false;
    }
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
