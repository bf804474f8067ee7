package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
  void closesConnectionsThatAreTooMany() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (Sandbox sandbox = Lab.start(folder, Lab.rules().withMaxSessions(1))) {
      for (int i = 0; i < 10; i++) {
        clients.add(RawClient.greeted(sandbox));
      }
      try (RawClient oneMore = RawClient.connect(sandbox)) {
        assertThrows(IOException.class, oneMore::receive);
      }
      clients.getFirst().expect(1000, EppText.login(PASSWORD));
    } finally {
      for (RawClient each : clients) {
        each.close();
      }
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
      String message = assertThrows(IOException.class, () -> Sandbox.start(same)).getMessage();
      assertTrue(message.contains("port " + sandbox.port()), message);
      assertFalse(message.contains("\n"), message);
    }
  }
}
