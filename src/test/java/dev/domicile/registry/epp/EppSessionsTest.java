package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertNotSent;
import static dev.domicile.registry.epp.Client.assertOk;
import static dev.domicile.registry.epp.Client.assertUnknown;
import static dev.domicile.registry.epp.Client.get;
import static dev.domicile.registry.epp.EppRegistryTest.answering;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import dev.domicile.wire.DomainName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How sessions are opened, shared, kept, and given up. */
@Timeout(60)
class EppSessionsTest {

  @Test
  void aSessionThatEndedWhileIdleIsOpenedAgain() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              end.await();
            },
            answering())) {
      try (Client client = Client.of(peer)) {
        assertOk(client.info());
        end.countDown();
        Client.await("the end", () -> client.registry.condition().sessions() == 0);
        assertNull(client.registry.condition().trouble());
        assertOk(client.info());
        assertEquals(0, client.counts.lost.get());
      }
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void a2500OutOfTheBlueIsAnEndWhileIdle() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              end.await();
              line.send(ScriptedPeer.response(null, 2500, ""));
              line.awaitEnd();
            },
            answering())) {
      try (Client client = Client.of(peer)) {
        assertOk(client.info());
        end.countDown();
        Client.await("the end", () -> client.registry.condition().sessions() == 0);
        assertOk(client.info());
      }
    }
  }

  @Test
  void aRegistryThatIsGoneBeforeTheCommandIsWrittenMeansNotSent() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Client client;
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              end.await();
            })) {
      client = Client.of(peer);
      assertOk(client.info());
      end.countDown();
      Client.await("the end", () -> client.registry.condition().sessions() == 0);
    }
    assertNotSent(Kind.UNREACHABLE, client.info());
    client.close();
  }

  @Test
  void whoeverCannotBeReachedIsLeftAloneAndTheReasonIsTold() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    EppSettings settings =
        EppSettings.of(
                "127.0.0.1", port, null, new EppSettings.Login("registrar1", "secret-1", null))
            .with(Client.PACING)
            .with(Client.SLOW);
    try (Client client = new Client(2, settings)) {
      Trouble trouble = assertNotSent(Kind.UNREACHABLE, client.info());
      assertTrue(trouble.detail().startsWith("127.0.0.1:" + port + ": "), trouble.detail());
      assertEquals(trouble, assertNotSent(Kind.UNREACHABLE, client.info()));
      assertEquals(trouble, client.registry.condition().trouble());
      assertEquals(1, client.counts.failed.get());
      assertEquals(2, client.counts.notSent.get());
    }
  }

  @Test
  void anUnknownHostIsToldAsSuch() {
    EppSettings settings =
        EppSettings.of(
                "nobody.invalid", 700, null, new EppSettings.Login("registrar1", "secret-1", null))
            .with(Client.SLOW);
    try (Client client = new Client(1, settings)) {
      Trouble trouble = assertNotSent(Kind.UNREACHABLE, client.info());
      assertEquals("nobody.invalid:700: unknown host", trouble.detail());
    }
  }

  @Test
  void aRefusedLoginIsTriedOnceForAllWhoWait() throws Exception {
    for (int code : new int[] {2200, 2501}) {
      CountDownLatch inLine = new CountDownLatch(1);
      try (ScriptedPeer peer =
          new ScriptedPeer(
              line -> {
                line.greet();
                String login = line.expect("<login>");
                inLine.await();
                line.answer(login, code);
                line.awaitEnd();
              })) {
        try (Client client = new Client(4, Client.settings(peer).with(Client.SLOW))) {
          List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            calls.add(client.infoLater());
          }
          inLine.countDown();
          for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
            Trouble trouble = assertNotSent(Kind.LOGIN_REFUSED, get(call));
            assertTrue(trouble.detail().contains("login answered " + code), trouble.detail());
            assertFalse(trouble.detail().contains("secret"), trouble.detail());
          }
          assertNotSent(Kind.LOGIN_REFUSED, client.info());
        }
        assertEquals(1, peer.connections());
      }
    }
  }

  @Test
  void aSessionLimitLeavesTheOthersAtWork() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String first = line.expect("<domain:info");
              line.awaitPlayed(1);
              line.answer(first, 1000, ScriptedPeer.domain(first));
              line.answerAll();
            },
            line -> {
              line.greet();
              line.answer(line.expect("<login>"), 2502);
              line.awaitEnd();
            })) {
      try (Client client = new Client(4, Client.settings(peer).with(Client.SLOW))) {
        CompletableFuture<Outcome<DomainInfo>> first = client.infoLater();
        Client.await("a session", () -> client.registry.condition().inFlight() == 1);
        CompletableFuture<Outcome<DomainInfo>> second = client.infoLater();
        assertOk(get(first));
        assertOk(get(second));
        assertEquals(1, client.registry.condition().sessions());
        Client.await("the refusal", () -> client.registry.condition().trouble() != null);
        assertEquals(Kind.SESSION_LIMIT, client.registry.condition().trouble().kind());
        assertOk(client.info());
      }
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void aSessionLimitAtTheFirstSessionIsTold() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.answer(line.expect("<login>"), 2502);
              line.awaitEnd();
            })) {
      try (Client client = new Client(4, Client.settings(peer).with(Client.SLOW))) {
        assertNotSent(Kind.SESSION_LIMIT, client.info());
        assertNotSent(Kind.SESSION_LIMIT, client.info());
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void aGreetingWithoutWhatIsNeededIsRefused() throws Exception {
    assertGreetingIsRefused(
        Kind.NOT_OFFERED,
        ScriptedPeer.GREETING.replace("<objURI>urn:ietf:params:xml:ns:contact-1.0</objURI>", ""),
        "contact-1.0");
    assertGreetingIsRefused(
        Kind.NOT_OFFERED,
        ScriptedPeer.GREETING.replace("<version>1.0</version>", "<version>2.0</version>"),
        "version 1.0");
    assertGreetingIsRefused(Kind.PROTOCOL, "<html>no</html>", "not <epp>");
    assertGreetingIsRefused(Kind.PROTOCOL, ScriptedPeer.response(null, 2500, ""), "clTRID");
  }

  @Test
  void aLongPasswordNeedsARegistryThatTakesIt() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.awaitEnd();
            },
            line -> {
              line.send(
                  ScriptedPeer.GREETING.replace(
                      "<extURI>",
                      "<extURI>urn:ietf:params:xml:ns:epp:loginSec-1.0</extURI><extURI>"));
              line.answer(
                  line.expect(
                      "<pw>[LOGIN-SECURITY]</pw>",
                      "<loginSec:pw>twenty characters !!</loginSec:pw>"),
                  1000);
              line.answerAll();
            })) {
      try (Client client = new Client(1, withLogin(peer, "twenty characters !!", null))) {
        assertNotSent(Kind.NOT_OFFERED, client.info());
        assertOk(Client.eventually(client::info));
      }
    }
  }

  @Test
  void aNewPasswordIsSentUntilItIsTaken() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.answer(line.expect("<pw>secret-1</pw><newPW>secret-2</newPW>"), 1000);
              String frame = line.expect("<domain:info");
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
            },
            line -> {
              line.greet();
              line.answer(line.expect("<pw>secret-2</pw><options>"), 1000);
              line.answerAll();
            })) {
      try (Client client = new Client(1, withLogin(peer, "secret-1", "secret-2"))) {
        assertOk(client.info());
        Client.await("the end", () -> client.registry.condition().sessions() == 0);
        assertOk(client.info());
      }
    }
  }

  @Test
  void aNewPasswordThatWasTakenBeforeARestartIsFoundOut() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.answer(line.expect("<pw>secret-1</pw><newPW>secret-2</newPW>"), 2200);
              line.awaitEnd();
            },
            line -> {
              line.greet();
              line.answer(line.expect("<pw>secret-2</pw><options>"), 1000);
              line.answerAll();
            })) {
      EppSettings settings = withLogin(peer, "secret-1", "secret-2").with(Client.SLOW);
      try (Client client = new Client(1, settings)) {
        assertOk(client.info());
      }
    }
  }

  @Test
  void opensSessionsOnlyAsTheyAreNeededAndNoMoreThanAllowed() throws Exception {
    CountDownLatch allThere = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedPeer.Script held =
        line -> {
          line.login();
          String frame = line.expect("<domain:info");
          allThere.countDown();
          go.await();
          line.answer(frame, 1000, ScriptedPeer.domain(frame));
          line.answerAll();
        };
    try (ScriptedPeer peer = new ScriptedPeer(held)) {
      try (Client client = new Client(3, Client.settings(peer))) {
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          calls.add(client.infoLater());
        }
        allThere.await();
        assertEquals(3, client.registry.condition().inFlight());
        go.countDown();
        for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
          assertOk(get(call));
        }
        assertEquals(3, client.registry.condition().sessions());
        for (int i = 0; i < 5; i++) {
          assertOk(client.info());
        }
      }
      assertEquals(3, peer.connections());
    }
  }

  @Test
  void oneCallerAfterAnotherNeedsOneSession() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(answering())) {
      try (Client client = new Client(4, Client.settings(peer))) {
        for (int i = 0; i < 10; i++) {
          assertOk(client.info());
        }
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void aCallerDoesNotWaitForEverForASession() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              go.await();
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              line.answerAll();
            })) {
      EppSettings settings = Client.settings(peer);
      try (Client client =
          new Client(1, settings.with(Client.waitForSession(Duration.ofSeconds(1))))) {
        CompletableFuture<Outcome<DomainInfo>> first = client.infoLater();
        Client.await("a session", () -> client.registry.condition().inFlight() == 1);
        assertNotSent(Kind.BUSY, client.info());
        go.countDown();
        assertOk(get(first));
        assertOk(client.info());
      }
    }
  }

  @Test
  void aWindowOfFourIsFilledAndEachAnswerFindsItsCommand() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              List<String> frames = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                frames.add(line.expect("<domain:info"));
              }
              for (String frame : frames) {
                line.answer(frame, 1000, ScriptedPeer.domain(frame));
              }
              line.answerAll();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.window(4)))) {
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          DomainName domain = DomainName.parse("d" + i + ".test").orElseThrow();
          String trid = client.trid();
          calls.add(
              CompletableFuture.supplyAsync(
                  () -> client.registry.domainInfo(domain, trid),
                  r -> Thread.ofVirtual().start(r)));
        }
        for (int i = 0; i < calls.size(); i++) {
          Outcome<DomainInfo> outcome = get(calls.get(i));
          assertOk(outcome);
          assertEquals(
              "d" + i + ".test", ((Outcome.Ok<DomainInfo>) outcome).value().name().ascii());
        }
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void anAnswerOutOfOrderMakesAllInFlightUnknown() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              List<String> frames = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                frames.add(line.expect("<domain:info"));
              }
              line.answer(frames.get(1), 1000, ScriptedPeer.domain(frames.get(1)));
              line.awaitEnd();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.window(4)))) {
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          calls.add(client.infoLater());
        }
        for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
          assertUnknown(Kind.PROTOCOL, get(call));
        }
        assertEquals(4, client.counts.lost.get());
      }
      peer.awaitPlayed(1);
    }
  }

  @Test
  void anAnswerThatBelongsToNoCommandMakesAllInFlightUnknown() throws Exception {
    assertMakesAllUnknown(frame -> ScriptedPeer.response("NOT-OURS-1", 1000, ""));
  }

  @Test
  void anAnswerWithoutAClTridMakesAllInFlightUnknown() throws Exception {
    assertMakesAllUnknown(frame -> ScriptedPeer.response(null, 2400, ""));
  }

  @Test
  void aSecondAnswerToTheSameCommandMakesAllInFlightUnknown() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              List<String> frames = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                frames.add(line.expect("<domain:info"));
              }
              line.answer(frames.getFirst(), 1000, ScriptedPeer.domain(frames.getFirst()));
              line.answer(frames.getFirst(), 1000, ScriptedPeer.domain(frames.getFirst()));
              line.awaitEnd();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.window(4)))) {
        List<Outcome<DomainInfo>> outcomes = four(client);
        assertEquals(1, outcomes.stream().filter(Outcome.Ok.class::isInstance).count());
        assertEquals(3, client.counts.lost.get());
      }
    }
  }

  private static void assertMakesAllUnknown(UnaryOperator<String> answer) throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String first = line.expect("<domain:info");
              for (int i = 1; i < 4; i++) {
                line.expect("<domain:info");
              }
              line.send(answer.apply(first));
              line.awaitEnd();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.window(4)))) {
        for (Outcome<DomainInfo> outcome : four(client)) {
          assertUnknown(Kind.PROTOCOL, outcome);
        }
        assertEquals(4, client.counts.lost.get());
      }
    }
  }

  private static List<Outcome<DomainInfo>> four(Client client) throws Exception {
    List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(client.infoLater());
    }
    List<Outcome<DomainInfo>> outcomes = new ArrayList<>();
    for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
      outcomes.add(get(call));
    }
    return outcomes;
  }

  /** Counted before an answer goes out: whatever comes then was sent without it. */
  @Test
  void neverAreMoreCommandsUnansweredThanTheWindow() throws Exception {
    int window = 3;
    int commands = 40;
    AtomicInteger unanswered = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              Thread answering =
                  Thread.ofVirtual().start(() -> answer(line, commands, frames, unanswered));
              for (int i = 0; i < commands; i++) {
                frames.add(line.expect("<domain:info"));
                most.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
              }
              answering.join();
              line.goodbye();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.window(window)))) {
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
          calls.add(client.infoLater());
        }
        for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
          assertOk(get(call));
        }
      }
      assertEquals(1, peer.connections());
      assertEquals(window, most.get());
    }
  }

  private static void answer(
      ScriptedPeer.Line line,
      int commands,
      BlockingQueue<String> frames,
      AtomicInteger unanswered) {
    try {
      for (int i = 0; i < commands; i++) {
        int left = Math.min(3, commands - i);
        Client.await("a full window", () -> unanswered.get() >= left);
        String frame = frames.take();
        unanswered.decrementAndGet();
        line.answer(frame, 1000, ScriptedPeer.domain(frame));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anIdleSessionIsKeptAliveByHello() throws Exception {
    CountDownLatch hellos = new CountDownLatch(3);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String first = line.expect("<domain:info");
              line.answer(first, 1000, ScriptedPeer.domain(first));
              while (hellos.getCount() > 0) {
                line.expect("<hello/>");
                line.greet();
                hellos.countDown();
              }
              line.answerAll();
            })) {
      EppSettings settings = Client.settings(peer).with(Client.keepAlive(Duration.ofMillis(20)));
      try (Client client = new Client(1, settings)) {
        assertOk(client.info());
        hellos.await();
        assertOk(client.info());
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void aHelloWithoutAGreetingEndsTheSessionAndNoCommandIsLost() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String first = line.expect("<domain:info");
              line.answer(first, 1000, ScriptedPeer.domain(first));
              line.expect("<hello/>");
              line.send(ScriptedPeer.response("FOREIGN-1", 1000, ""));
              line.awaitEnd();
            },
            answering())) {
      EppSettings settings = Client.settings(peer).with(Client.keepAlive(Duration.ofMillis(20)));
      try (Client client = new Client(1, settings)) {
        assertOk(client.info());
        Client.await("the end", () -> client.counts.ended.get() == 1);
        assertOk(Client.eventually(client::info));
        assertEquals(0, client.counts.lost.get());
      }
    }
  }

  @Test
  void closingLetsWhatIsInFlightEndAndLogsOut() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              closing.await();
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              line.goodbye();
            })) {
      Client client = Client.of(peer);
      CompletableFuture<Outcome<DomainInfo>> inFlight = client.infoLater();
      Client.await("a command in flight", () -> client.registry.condition().inFlight() == 1);
      CompletableFuture<Outcome<DomainInfo>> inLine = client.infoLater();
      CompletableFuture<Void> closed =
          CompletableFuture.runAsync(client::close, r -> Thread.ofVirtual().start(r));
      assertNotSent(Kind.STOPPING, get(inLine));
      assertFalse(closed.isDone());
      closing.countDown();
      assertOk(get(inFlight));
      get(closed);
      peer.awaitPlayed(1);
      client.close();
    }
  }

  @Test
  void closingDoesNotWaitForARegistryThatSaysNothing() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              line.expect("<logout/>");
              line.awaitEnd();
            })) {
      Client client =
          new Client(1, Client.settings(peer).with(Client.timeout(Duration.ofSeconds(1))));
      assertOk(client.info());
      client.close();
      peer.awaitPlayed(1);
    }
  }

  @Test
  void aPeerThatNeverGreetsIsGivenUp() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.Line::awaitEnd)) {
      EppSettings settings =
          Client.settings(peer).with(Client.timeout(Duration.ofMillis(50))).with(Client.SLOW);
      try (Client client = new Client(1, settings)) {
        assertNotSent(Kind.TIMEOUT, client.info());
      }
    }
  }

  @Test
  void aPeerThatClosesBeforeItsGreetingIsTold() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(line -> {})) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.SLOW))) {
        Trouble trouble = assertNotSent(Kind.DISCONNECTED, client.info());
        assertTrue(trouble.detail().contains("before its greeting"), trouble.detail());
      }
    }
  }

  @Test
  void manyCallersOnFourSessionsAllGetTheirAnswers() throws Exception {
    int callers = 16;
    int each = 100;
    AtomicInteger ok = new AtomicInteger();
    try (ScriptedPeer peer = new ScriptedPeer(answering())) {
      try (Client client = new Client(4, Client.settings(peer))) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
          threads.add(
              Thread.ofVirtual()
                  .start(
                      () -> {
                        for (int n = 0; n < each; n++) {
                          if (client.info() instanceof Outcome.Ok<?>) {
                            ok.incrementAndGet();
                          }
                        }
                      }));
        }
        for (Thread thread : threads) {
          thread.join();
        }
        assertEquals(callers * each, ok.get());
        assertEquals(0, client.registry.condition().inFlight());
      }
      assertTrue(peer.connections() <= 4, "connections " + peer.connections());
    }
  }

  private static EppSettings withLogin(ScriptedPeer peer, String password, String newPassword) {
    return EppSettings.of(
            "127.0.0.1",
            peer.port(),
            null,
            new EppSettings.Login("registrar1", password, newPassword))
        .with(Client.PACING)
        .with(Client.QUICK);
  }

  private static void assertGreetingIsRefused(Kind kind, String greeting, String reason)
      throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.send(greeting);
              line.awaitEnd();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.SLOW))) {
        Trouble trouble = assertNotSent(kind, client.info());
        assertTrue(trouble.detail().contains(reason), trouble.detail());
      }
      peer.awaitPlayed(1);
    }
  }
}
