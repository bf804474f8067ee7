package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries that differ, as a client sees them over TLS. */
class PolicyTest {

  @TempDir Path folder;

  @Test
  void aZoneOfRegistrantAndTechRefusesOtherRoles() throws Exception {
    try (Sandbox sandbox = start(zone("com", Policy.Contacts.REGISTRANT_TECH));
        RawClient client = RawClient.loggedIn(sandbox)) {
      String info = client.expect(1000, EppText.domainInfo("sample-0001.com"));
      assertTrue(info.contains("registrant") && info.contains("type=\"tech\""), info);
      assertFalse(info.contains("type=\"admin\""), info);
      String admin = EppText.add(EppText.link("admin", "SH0002"));
      client.expect(2306, EppText.domainUpdate("sample-0001.com", admin));
      client.expect(1000, EppText.domainUpdate("sample-0001.com", EppText.registrant("SH0002")));
      client.expect(2306, EppText.domainUpdate("sample-0002.net", admin));
      String swap = EppText.add(EppText.link("admin", "SH0002"));
      String rem = EppText.rem(EppText.link("admin", "SH0001"));
      client.expect(1000, EppText.domainUpdate("sample-0002.net", swap + rem));
    }
  }

  @Test
  void aSecondContactOfARoleIsRefused() throws Exception {
    try (Sandbox sandbox = start(policy -> policy);
        RawClient client = RawClient.loggedIn(sandbox)) {
      for (String role : List.of("admin", "billing", "tech")) {
        String second = EppText.add(EppText.link(role, "SH0002"));
        String answer = client.expect(2306, EppText.domainUpdate("sample-0001.com", second));
        assertTrue(answer.contains("one per role"), answer);
      }
    }
  }

  @Test
  void anOptionalRegistrantCanBeRemovedAndAnyOtherCannot() throws Exception {
    String removal = EppText.registrant("");
    try (Sandbox sandbox = start(zone("com", Policy.Contacts.OPTIONAL));
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, EppText.domainUpdate("sample-0001.com", removal));
      assertNull(sandbox.domain("sample-0001.com").orElseThrow().registrant());
      client.expect(2306, EppText.domainUpdate("sample-0002.net", removal));
    }
  }

  @Test
  void aZoneWithoutContactsRefusesThemAndTakesStatuses() throws Exception {
    try (Sandbox sandbox = start(zone("com", Policy.Contacts.NONE));
        RawClient client = RawClient.loggedIn(sandbox)) {
      String info = client.expect(1000, EppText.domainInfo("sample-0001.com"));
      assertFalse(info.contains("registrant>") || info.contains("domain:contact"), info);
      client.expect(2306, EppText.domainUpdate("sample-0001.com", EppText.registrant("SH0002")));
      String status = EppText.add(EppText.status("clientHold"));
      client.expect(1000, EppText.domainUpdate("sample-0001.com", status));
      client.expect(1000, EppText.contactInfo("SH0001"));
    }
  }

  @Test
  void whereNoZoneHasContactsNoneAreOffered() throws Exception {
    try (Sandbox sandbox = start(policy -> policy.withContacts(Policy.Contacts.NONE, Map.of()));
        RawClient client = RawClient.connect(sandbox)) {
      assertFalse(client.receive().contains("contact-1.0"));
      String password = sandbox.credentials().password();
      client.expect(2307, EppText.login(password));
      String domains = "<objURI>urn:ietf:params:xml:ns:domain-1.0</objURI>";
      client.expect(1000, EppText.login("registrar1", password, "", "1.0", "en", domains));
      client.expect(2307, EppText.contactInfo("SH0001"));
    }
  }

  @Test
  void theLongestZoneCounts() {
    Policy policy =
        Policy.defaults()
            .withContacts(
                Policy.Contacts.OPTIONAL,
                Map.of("example", Policy.Contacts.NONE, "co.example", Policy.Contacts.FULL));
    assertEquals(Policy.Contacts.FULL, policy.contactsOf("a.co.example"));
    assertEquals(Policy.Contacts.NONE, policy.contactsOf("co.example"));
    assertEquals(Policy.Contacts.OPTIONAL, policy.contactsOf("a.test"));
  }

  @Test
  void handlesOfTheRegistrysOwnMakingAreAnswered() throws Exception {
    try (Sandbox sandbox = start(policy -> policy.withServerHandles(true));
        RawClient client = RawClient.loggedIn(sandbox)) {
      for (int i = 0; i < 2; i++) {
        String answer = client.expect(1000, EppText.contactCreate("MINE1"));
        String handle = answer.replaceAll("(?s).*<contact:id>(.*)</contact:id>.*", "$1");
        assertFalse(handle.equals("MINE1"), answer);
        client.expect(1000, EppText.contactInfo(handle));
      }
      client.expect(2303, EppText.contactInfo("MINE1"));
    }
  }

  @Test
  void theCommandBeyondTheLimitIsAnswered2500() throws Exception {
    Rules rules =
        Lab.rules()
            .withMaxCommandsPerSession(3)
            .withPolicy(policy -> policy.withRefusesBeyondLimit(true));
    try (Sandbox sandbox = Lab.start(folder, rules);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      client.expect(2500, EppText.domainUpdate("sample-0001.com", EppText.registrant("SH0002")));
      assertTrue(client.isClosedByServer());
      assertEquals(0, sandbox.domain("sample-0001.com").orElseThrow().updates());
    }
  }

  @Test
  void answersThatWaitTogetherComeLatestFirst() throws Exception {
    Rules rules =
        Lab.rules()
            .withLatency(Duration.ofMillis(300))
            .withPolicy(policy -> policy.withBackwards(true));
    try (Sandbox sandbox = Lab.start(folder, rules);
        RawClient client = RawClient.loggedIn(sandbox)) {
      for (int i = 0; i < 4; i++) {
        client.send(EppText.command(EppText.domainInfo("sample-0001.com"), "ORDER-" + i));
      }
      List<String> answers = IntStream.range(0, 4).mapToObj(i -> number(client)).toList();
      assertFalse(answers.equals(List.of("0", "1", "2", "3")), answers::toString);
      assertEquals(List.of("0", "1", "2", "3"), answers.stream().sorted().toList());
    }
  }

  @Test
  void aRepeatedClTridIsCountedAndClosesTheConnection() throws Exception {
    try (Sandbox sandbox = Lab.start(folder, Lab.rules().withRefuseRepeatedClTrids(true))) {
      try (RawClient client = RawClient.loggedIn(sandbox)) {
        client.ask(EppText.command(EppText.domainInfo("sample-0001.com"), "TWICE-1"));
        assertEquals(0, sandbox.repeatedClTrids());
        assertTrue(sandbox.clTrids().contains("TWICE-1"));
        client.send(EppText.command(EppText.domainInfo("sample-0001.com"), "TWICE-1"));
        assertTrue(client.isClosedByServer());
      }
      assertEquals(1, sandbox.repeatedClTrids());
    }
  }

  private static String number(RawClient client) {
    try {
      return client.receive().replaceAll("(?s).*<clTRID>ORDER-(.)<.*", "$1");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Sandbox start(UnaryOperator<Policy> how) throws Exception {
    return Lab.start(folder, Lab.rules().withPolicy(how));
  }

  private static UnaryOperator<Policy> zone(String zone, Policy.Contacts mode) {
    return policy -> policy.withContacts(Policy.Contacts.FULL, Map.of(zone, mode));
  }
}
