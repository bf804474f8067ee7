package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertNotSent;
import static dev.domicile.registry.epp.Client.assertOk;
import static dev.domicile.registry.epp.Client.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.SessionSlots;
import dev.domicile.registry.SharedRate;
import dev.domicile.registry.Trouble.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions and rate of a registry that other processes use too. */
@Timeout(60)
class SharedSessionsTest {

  /** Slots as a test gives and takes them. */
  private static final class Given implements SessionSlots {
    private final List<Given.One> out = new ArrayList<>();
    private int limit;
    private int wanted;
    private Runnable changed = () -> {};

    private final class One implements Slot {
      private volatile boolean lost;

      @Override
      public boolean holds() {
        return !lost;
      }

      @Override
      public void giveBack() {
        synchronized (Given.this) {
          out.remove(this);
        }
      }
    }

    void allow(int sessions) {
      synchronized (this) {
        limit = sessions;
      }
      changed.run();
    }

    /** Another process has them; nobody has told yet. */
    synchronized void lose() {
      limit = 0;
      out.forEach(one -> one.lost = true);
    }

    void tell() {
      changed.run();
    }

    synchronized int inUse() {
      return out.size();
    }

    synchronized int wanted() {
      return wanted;
    }

    @Override
    public synchronized Slot take() {
      if (out.size() >= limit) {
        return null;
      }
      One one = new One();
      out.add(one);
      return one;
    }

    @Override
    public synchronized int surplus() {
      return Math.max(0, out.size() - limit);
    }

    @Override
    public synchronized void want(int sessions) {
      wanted = Math.max(wanted, sessions);
    }

    @Override
    public void listen(Runnable listener) {
      changed = listener;
    }
  }

  private final Given slots = new Given();

  @Test
  void aCommandWaitsForASlotAndNoSessionIsOpenedWithoutOne() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer(answering());
        Client client = client(peer, null)) {
      CompletableFuture<Outcome<DomainInfo>> first = client.infoLater();
      CompletableFuture<Outcome<DomainInfo>> second = client.infoLater();
      Client.await("both wait", () -> client.registry.condition().waiting() == 2);
      assertEquals(0, peer.connections());
      assertEquals(2, slots.wanted());
      slots.allow(1);
      assertOk(get(first));
      assertOk(get(second));
      assertEquals(1, peer.connections());
    }
    assertEquals(0, slots.inUse(), "all are given back at the end");
  }

  @Test
  void aSlotThatIsToGoIsGivenBackWhenItsFlightHasEnded() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedPeer peer =
            new ScriptedPeer(
                line -> {
                  line.login();
                  String frame = line.expect("<domain:info");
                  answer.await();
                  line.answer(frame, 1000, ScriptedPeer.domain(frame));
                  line.goodbye();
                },
                answering());
        Client client = client(peer, null)) {
      slots.allow(1);
      CompletableFuture<Outcome<DomainInfo>> under = client.infoLater();
      Client.await("it is sent", () -> client.registry.condition().inFlight() == 1);
      slots.allow(0);
      CompletableFuture<Outcome<DomainInfo>> later = client.infoLater();
      Client.await("the next waits", () -> client.registry.condition().waiting() == 1);
      assertEquals(1, slots.inUse());
      assertFalse(under.isDone());
      answer.countDown();
      assertOk(get(under));
      Client.await("it is given back", () -> slots.inUse() == 0);
      assertFalse(later.isDone());
      slots.allow(1);
      assertOk(get(later));
    }
  }

  @Test
  void onALostSlotNothingMoreIsSentAndItsSessionIsClosed() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    try (ScriptedPeer peer =
            new ScriptedPeer(
                line -> {
                  line.login();
                  String frame = line.expect("<domain:info");
                  line.answer(frame, 1000, ScriptedPeer.domain(frame));
                  line.awaitEnd();
                  answered.countDown();
                },
                answering());
        Client client = client(peer, null)) {
      slots.allow(1);
      assertOk(client.info());
      slots.lose();
      CompletableFuture<Outcome<DomainInfo>> later = client.infoLater();
      Client.await("it waits", () -> client.registry.condition().waiting() == 1);
      slots.tell();
      answered.await();
      Client.await("it is closed", () -> client.registry.condition().sessions() == 0);
      assertFalse(later.isDone());
      slots.allow(1);
      assertOk(get(later));
    }
  }

  @Test
  void turnsAreTakenInBlocksAndWithoutOneNothingIsSent() throws Exception {
    List<Integer> asked = new ArrayList<>();
    SharedRate rate =
        new SharedRate() {
          @Override
          public synchronized Optional<Turns> take(int most) {
            asked.add(most);
            return asked.size() > 1 ? Optional.empty() : Optional.of(new Turns(Duration.ZERO, 1));
          }

          @Override
          public int sharers() {
            return 2;
          }
        };
    try (ScriptedPeer peer = new ScriptedPeer(answering());
        Client client = client(peer, rate)) {
      slots.allow(1);
      assertOk(client.info());
      assertNotSent(Kind.BUSY, client.info());
      assertEquals(2, asked.size());
      assertTrue(asked.stream().allMatch(most -> most >= 1));
    }
  }

  private Client client(ScriptedPeer peer, @Nullable SharedRate rate) {
    return new Client(
        4,
        Client.settings(peer).with(new EppSettings.Allowance(rate == null ? 0 : 1000, 1, 0)),
        new EppRegistry.Sharing(slots, rate));
  }

  private static ScriptedPeer.Script answering() {
    return line -> {
      line.login();
      line.answerAll();
    };
  }
}
