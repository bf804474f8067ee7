package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxSessionTest {

  private static final String PASSWORD = "secret-123";
  private static final Pattern SVTRID = Pattern.compile("<svTRID>(.*)</svTRID>");

  @TempDir Path folder;

  @Test
  void greetsAgainOnHelloBeforeAndAfterLogin() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.connect(sandbox)) {
      assertTrue(client.receive().contains("<greeting>"));
      assertTrue(client.ask(EppText.HELLO).contains("<greeting>"));
      client.expect(1000, EppText.login(PASSWORD));
      assertTrue(client.ask(EppText.HELLO).contains("<greeting>"));
      assertEquals(2, sandbox.commands().get("hello"));
    }
  }

  @Test
  void refusesALoginThatIsWrongInAnyWay() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      String ok = EppText.SERVICES;
      client.expect(2200, EppText.login("registrar1", "wrong-pw", "", "1.0", "en", ok));
      client.expect(2200, EppText.login("registrar2", PASSWORD, "", "1.0", "en", ok));
      client.expect(2005, EppText.login("registrar1", "short", "", "1.0", "en", ok));
      client.expect(2005, EppText.login("registrar1", PASSWORD, "", "one", "en", ok));
      client.expect(2100, EppText.login("registrar1", PASSWORD, "", "2.0", "en", ok));
      client.expect(2102, EppText.login("registrar1", PASSWORD, "", "1.0", "fr", ok));
      String host = "<objURI>urn:ietf:params:xml:ns:host-1.0</objURI>";
      client.expect(2307, EppText.login("registrar1", PASSWORD, "", "1.0", "en", host));
      client.expect(2003, EppText.login("registrar1", PASSWORD, "", "1.0", "en", ""));
      String extension = ok + "<svcExtension><extURI>urn:x</extURI></svcExtension>";
      client.expect(2103, EppText.login("registrar1", PASSWORD, "", "1.0", "en", extension));
      client.expect(2003, "<login><clID>registrar1</clID></login>");
      assertEquals(0, sandbox.sessions());
      client.expect(1000, EppText.login(PASSWORD));
      client.expect(2002, EppText.login(PASSWORD));
      assertEquals(1, sandbox.sessions());
    }
  }

  @Test
  void closesAfterTheThirdWrongPassword() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      client.expect(2200, EppText.login("wrong-pw"));
      client.expect(2200, EppText.login("wrong-pw"));
      client.expect(2501, EppText.login("wrong-pw"));
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void aNewPasswordHoldsFromTheNextLoginOn() throws Exception {
    try (Sandbox sandbox = Lab.start(folder)) {
      String newPw = "<newPW>another-45</newPW>";
      try (RawClient client = RawClient.greeted(sandbox)) {
        client.expect(
            1000, EppText.login("registrar1", PASSWORD, newPw, "1.0", "en", EppText.SERVICES));
      }
      try (RawClient client = RawClient.greeted(sandbox)) {
        client.expect(2200, EppText.login(PASSWORD));
        client.expect(1000, EppText.login("another-45"));
      }
      assertEquals("another-45", sandbox.credentials().password());
    }
    SandboxOptions kept = Lab.options(folder).withLogin("registrar1", null);
    try (Sandbox again = Sandbox.start(kept)) {
      assertEquals("another-45", again.credentials().password());
    }
  }

  @Test
  void knowsNothingButLoginBeforeLogin() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      client.expect(2002, EppText.domainInfo("sample-0001.com"));
      client.expect(2002, "<logout/>");
      client.expect(2002, "<poll op=\"req\"/>");
      client.expect(2002, "<nonsense/>");
    }
  }

  @Test
  void tellsUnknownCommandsFromUnimplementedOnes() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.loggedIn(sandbox)) {
      String name = "<domain:name>sample-0001.com</domain:name>";
      client.expect(2000, "<nonsense/>");
      client.expect(2101, EppText.domain("delete", name));
      client.expect(2101, EppText.domain("renew", name));
      client.expect(2307, "<info><h:info xmlns:h=\"urn:ietf:params:xml:ns:host-1.0\"/></info>");
      client.expect(2001, "<info/>");
      client.expect(2001, EppText.domain("info", name).replace("domain:info", "domain:check"));
      client.expect(2001, EppText.domain("info", name + name));
      client.expect(2003, EppText.domain("info", ""));
      client.expect(2005, EppText.domainInfo("not a name"));
      String extension = "<extension><x xmlns=\"urn:x\"/></extension>";
      client.expect(2103, EppText.domainInfo("sample-0001.com") + extension);
      assertEquals(2000, RawClient.code(client.ask(EppText.HELLO.replace("hello", "other"))));
    }
  }

  @Test
  void anObjectThatWasNotAskedForAtLoginIsNotServed() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      String only = "<objURI>urn:ietf:params:xml:ns:domain-1.0</objURI>";
      client.expect(1000, EppText.login("registrar1", PASSWORD, "", "1.0", "en", only));
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      client.expect(2307, EppText.contactInfo("SH0001"));
    }
  }

  @Test
  void pollHasNoMessages() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1300, "<poll op=\"req\"/>");
      client.expect(2303, "<poll op=\"ack\" msgID=\"12\"/>");
      client.expect(2003, "<poll op=\"ack\"/>");
      client.expect(2003, "<poll/>");
      client.expect(2004, "<poll op=\"look\"/>");
    }
  }

  @Test
  void logoutEndsTheSessionAndFreesItsPlaceAtOnce() throws Exception {
    try (Sandbox sandbox = Lab.start(folder, Lab.rules().withMaxSessions(1));
        RawClient first = RawClient.loggedIn(sandbox);
        RawClient second = RawClient.greeted(sandbox);
        RawClient third = RawClient.greeted(sandbox)) {
      second.expect(2502, EppText.login(PASSWORD));
      assertTrue(second.isClosedByServer());
      first.expect(1500, "<logout/>");
      third.expect(1000, EppText.login(PASSWORD));
      assertTrue(first.isClosedByServer());
    }
  }

  @Test
  void closesAfterTheLastCommandThatASessionMaySend() throws Exception {
    try (Sandbox sandbox = Lab.start(folder, Lab.rules().withMaxCommandsPerSession(3));
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      client.expect(2303, EppText.domainInfo("nobody.com"));
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void closesOnARepeatedClTridWhereTheRuleSaysSoEvenAfterARestart() throws Exception {
    Rules rules = Lab.rules().withRefuseRepeatedClTrids(true);
    String command = EppText.command(EppText.login(PASSWORD), "ONCE-ONLY");
    try (Sandbox sandbox = Lab.start(folder, rules);
        RawClient first = RawClient.greeted(sandbox);
        RawClient second = RawClient.greeted(sandbox)) {
      assertEquals(1000, RawClient.code(first.ask(command)));
      second.send(command);
      assertTrue(second.isClosedByServer());
    }
    try (Sandbox sandbox = Lab.start(folder, rules);
        RawClient client = RawClient.greeted(sandbox)) {
      client.send(command);
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void closesASilentConnection() throws Exception {
    Rules rules = Lab.rules().withIdleTimeout(Duration.ofMillis(300));
    try (Sandbox sandbox = Lab.start(folder, rules);
        RawClient client = RawClient.greeted(sandbox)) {
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void answersPipelinedCommandsInOrder() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.loggedIn(sandbox)) {
      pipeline(client, 100);
    }
  }

  @Test
  void latencyHoldsBackEachAnswerButNotTheCommandsBehindIt() throws Exception {
    Rules rules = Lab.rules().withLatency(Duration.ofMillis(200));
    try (Sandbox sandbox = Lab.start(folder, rules);
        RawClient client = RawClient.loggedIn(sandbox)) {
      long start = System.nanoTime();
      pipeline(client, 50);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 200, "answered after " + millis + " ms");
      assertTrue(millis < 50 * 200, "held up one another: " + millis + " ms");
      client.expect(1500, "<logout/>");
      assertTrue(client.isClosedByServer());
    }
  }

  private static void pipeline(RawClient client, int commands) throws Exception {
    for (int i = 0; i < commands; i++) {
      client.send(EppText.command(EppText.domainInfo("sample-0001.com"), "PIPE-" + i));
    }
    for (int i = 0; i < commands; i++) {
      assertTrue(client.receive().contains("<clTRID>PIPE-" + i + "</clTRID>"), "answer " + i);
    }
  }

  @Test
  void sessionsWorkSideBySideOnTheSameDomainAndLoseNothing() throws Exception {
    int sessions = 4;
    int updates = 50;
    Set<String> svTrids = ConcurrentHashMap.newKeySet();
    try (Sandbox sandbox = Lab.start(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int s = 0; s < sessions; s++) {
        running.add(threads.submit(() -> update(sandbox, updates, svTrids)));
      }
      for (Future<?> each : running) {
        each.get();
      }
      assertEquals(sessions * updates, sandbox.domain("sample-0001.com").orElseThrow().updates());
      assertEquals(sessions * updates, sandbox.commands().get("domain:update"));
      assertEquals(sessions * updates, svTrids.size());
    }
  }

  private static Void update(Sandbox sandbox, int updates, Set<String> svTrids) throws Exception {
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      for (int i = 0; i < updates; i++) {
        String handle = i % 2 == 0 ? "SH0002" : "SH0001";
        String response =
            client.expect(
                1000, EppText.domainUpdate("sample-0001.com", EppText.registrant(handle)));
        Matcher svTrid = SVTRID.matcher(response);
        assertTrue(svTrid.find());
        svTrids.add(svTrid.group(1));
      }
    }
    return null;
  }

  @Test
  void closingTheSandboxCutsItsSessions() throws Exception {
    Sandbox sandbox = Lab.start(folder);
    try (RawClient client = RawClient.loggedIn(sandbox)) {
      sandbox.close();
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void saysWhenThePortIsTaken() throws Exception {
    try (Sandbox sandbox = Lab.start(folder.resolve("a"))) {
      SandboxOptions same = Lab.options(folder.resolve("b")).withPort(sandbox.port());
      String message =
          org.junit.jupiter.api.Assertions.assertThrows(
                  java.io.IOException.class, () -> Sandbox.start(same))
              .getMessage();
      assertTrue(message.contains("port " + sandbox.port()), message);
      assertFalse(message.contains("\n"), message);
    }
  }
}
