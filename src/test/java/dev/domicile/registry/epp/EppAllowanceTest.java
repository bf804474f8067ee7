package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertNotSent;
import static dev.domicile.registry.epp.Client.assertOk;
import static dev.domicile.registry.epp.Client.assertUnknown;
import static dev.domicile.registry.epp.Client.get;
import static dev.domicile.registry.epp.EppRegistryTest.answering;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.Condition.Breaker;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Trouble.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rate, commands per session, and the circuit breaker. */
@Timeout(60)
class EppAllowanceTest {

  @Test
  void aSessionIsLoggedOutBeforeItHasCarriedTooMany() throws Exception {
    ScriptedPeer.Script three =
        line -> {
          line.login();
          for (int i = 0; i < 2; i++) {
            String frame = line.expect("<domain:info");
            line.answer(frame, 1000, ScriptedPeer.domain(frame));
          }
          line.goodbye();
        };
    try (ScriptedPeer peer = new ScriptedPeer(three)) {
      try (Client client = new Client(1, allowing(peer, new EppSettings.Allowance(0, 1, 3)))) {
        for (int i = 0; i < 6; i++) {
          assertOk(client.info());
        }
        assertEquals(0, client.counts.lost.get());
        assertEquals(0, client.counts.notSent.get());
        peer.awaitPlayed(3);
      }
      assertEquals(3, peer.connections());
    }
  }

  @Test
  void aSessionIsNotLoggedOutUnderACommand() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              List<String> frames = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                frames.add(line.expect("<domain:info"));
              }
              go.await();
              for (String frame : frames) {
                line.answer(frame, 1000, ScriptedPeer.domain(frame));
              }
              line.goodbye();
            },
            answering())) {
      EppSettings settings =
          allowing(peer, new EppSettings.Allowance(0, 1, 5)).with(Client.window(8));
      try (Client client = new Client(1, settings)) {
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          calls.add(client.infoLater());
        }
        Client.await(
            "a full session",
            () ->
                client.registry.condition().inFlight() == 4
                    && client.registry.condition().waiting() == 2);
        go.countDown();
        for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
          assertOk(get(call));
        }
      }
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void theRateHoldsOverAllSessions() throws Exception {
    int commands = 20;
    try (ScriptedPeer peer = new ScriptedPeer(answering())) {
      EppSettings settings = allowing(peer, new EppSettings.Allowance(200, 1, 0));
      try (Client client = new Client(4, settings)) {
        assertOk(client.info());
        long start = System.nanoTime();
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
          calls.add(client.infoLater());
        }
        for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
          assertOk(get(call));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration least = Duration.ofMillis(5).multipliedBy(commands - 1);
        assertTrue(took.compareTo(least) >= 0, commands + " sent in " + took);
        assertEquals(0, client.registry.condition().waiting());
      }
    }
  }

  @Test
  void aWaitForTheRateIsNotAWaitForASession() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(answering())) {
      EppSettings settings = allowing(peer, new EppSettings.Allowance(0.01, 1, 0));
      try (Client client = new Client(1, settings)) {
        assertOk(client.info());
        CompletableFuture<Outcome<DomainInfo>> outcome = new CompletableFuture<>();
        Thread next = Thread.ofVirtual().start(() -> outcome.complete(client.info()));
        Client.await("its turn", () -> client.registry.condition().waiting() == 1);
        assertEquals(0, client.registry.condition().inFlight());
        next.interrupt();
        assertNotSent(Kind.STOPPING, get(outcome));
      }
    }
  }

  @Test
  void aRegistryThatAnswers2400ToAllIsLeftAlone() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              for (int i = 0; i < 10; i++) {
                line.answer(line.expect("<domain:info"), 2400);
              }
              line.readToEnd();
            })) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.SLOW))) {
        for (int i = 0; i < 10; i++) {
          assertEquals(Breaker.CLOSED, client.registry.condition().breaker());
          assertInstanceOf(Outcome.Refused.class, client.info());
        }
        assertNotSent(Kind.BUSY, client.info());
        assertEquals(Breaker.OPEN, client.registry.condition().breaker());
        assertEquals(1, client.registry.condition().sessions());
      }
    }
  }

  @Test
  void aRegistryThatAnswers2400ForAWhileIsUsedAgain() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              for (int i = 0; i < 12; i++) {
                line.answer(line.expect("<domain:info"), 2400);
              }
              line.answerAll();
            })) {
      try (Client client = Client.of(peer)) {
        Client.await("an answer", () -> client.info() instanceof Outcome.Ok<?>);
        assertEquals(Breaker.CLOSED, client.registry.condition().breaker());
        assertEquals(null, client.registry.condition().trouble());
      }
    }
  }

  @Test
  void aLoginThatIsRefusedForNowIsNoRefusedLogin() throws Exception {
    ScriptedPeer.Script busy =
        line -> {
          line.greet();
          line.answer(line.expect("<login>"), 2400);
          line.awaitEnd();
        };
    try (ScriptedPeer peer = new ScriptedPeer(busy)) {
      try (Client client = new Client(1, Client.settings(peer).with(Client.SLOW))) {
        assertNotSent(Kind.BUSY, client.info());
        assertEquals(Breaker.OPEN, client.registry.condition().breaker());
      }
    }
    try (ScriptedPeer peer = new ScriptedPeer(busy, answering())) {
      try (Client client = new Client(1, Client.settings(peer))) {
        assertOk(Client.eventually(client::info));
        assertEquals(Breaker.CLOSED, client.registry.condition().breaker());
      }
    }
  }

  @Test
  void aRefusedLoginStopsTheRegistry() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.answer(line.expect("<login>"), 2501);
              line.awaitEnd();
            })) {
      try (Client client = new Client(4, Client.settings(peer).with(Client.SLOW))) {
        for (int i = 0; i < 20; i++) {
          assertNotSent(Kind.LOGIN_REFUSED, client.info());
        }
        assertEquals(Breaker.STOPPED, client.registry.condition().breaker());
      }
      assertEquals(1, peer.connections());
    }
  }

  @Test
  void whoIsNotLoggedInAfterALoginLogsInOnceMoreAndNoMore() throws Exception {
    ScriptedPeer.Script forgetful =
        line -> {
          line.login();
          line.answer(line.expect("<domain:info"), 2200);
          line.awaitEnd();
        };
    // a quick pause after other failures, a long one after a refused login
    EppSettings.Recovery recovery =
        new EppSettings.Recovery(
            Duration.ofNanos(2), Duration.ofNanos(2), Duration.ofHours(1), Duration.ofMinutes(5));
    try (ScriptedPeer peer = new ScriptedPeer(forgetful)) {
      try (Client client = new Client(1, Client.settings(peer).with(recovery))) {
        assertInstanceOf(Outcome.Refused.class, client.info());
        assertInstanceOf(Outcome.Refused.class, Client.eventually(client::info));
        Client.await("the stop", () -> client.registry.condition().breaker() == Breaker.STOPPED);
        assertNotSent(Kind.LOGIN_REFUSED, client.info());
      }
      assertEquals(2, peer.connections());
    }
  }

  @Test
  void a2502InMidSessionEndsItWithItsFlightAndLowersNothing() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.login();
              String proof = line.expect("<domain:info");
              line.answer(proof, 1000, ScriptedPeer.domain(proof));
              List<String> frames = new ArrayList<>();
              for (int i = 0; i < 3; i++) {
                frames.add(line.expect("<domain:info"));
              }
              line.answer(frames.getFirst(), 2502);
              line.awaitEnd();
            },
            line -> {
              line.login();
              String frame = line.expect("<domain:info");
              both.countDown();
              both.await();
              line.answer(frame, 1000, ScriptedPeer.domain(frame));
              line.answerAll();
            })) {
      EppSettings settings = Client.settings(peer).with(Client.window(3));
      try (Client client = new Client(2, settings.with(Client.SLOW))) {
        assertOk(client.info());
        List<CompletableFuture<Outcome<DomainInfo>>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          calls.add(client.infoLater());
        }
        for (CompletableFuture<Outcome<DomainInfo>> call : calls) {
          assertUnknown(Kind.DISCONNECTED, get(call));
        }
        List<CompletableFuture<Outcome<DomainInfo>>> again = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          again.add(client.infoLater());
        }
        for (CompletableFuture<Outcome<DomainInfo>> call : again) {
          assertOk(get(call));
        }
        assertEquals(2, client.registry.condition().sessions());
      }
    }
  }

  private static EppSettings allowing(ScriptedPeer peer, EppSettings.Allowance allowance) {
    return Client.settings(peer).with(allowance);
  }
}
