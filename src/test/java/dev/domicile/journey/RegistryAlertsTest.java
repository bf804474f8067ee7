package dev.domicile.journey;

import static dev.domicile.ScriptedEndpoint.status;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.domicile.Await;
import dev.domicile.ScriptedEndpoint;
import dev.domicile.audit.Audit;
import dev.domicile.contact.LostContacts;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.store.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble at a registry and at the registrar's other systems raises the alarm that tells of it. */
class RegistryAlertsTest {

  private static final String NAME = "sample-0004.test";
  private static final String TAKEN =
      "domicile_registry_steps{registry=\"near\",state=\"pending\"} 1.0";
  private static final String OTHER = "sample-0005.example";

  @TempDir Path folder;
  private volatile Duration ahead = Duration.ZERO;
  private volatile Fault updateFault = new Fault.None();
  private volatile Fault infoFault = new Fault.None();
  private volatile Fault createFault = new Fault.None();
  private final InstantSource clock = () -> Instant.now().plus(ahead);
  private Lab near;
  private Service service;
  private Alarms alarms;

  @BeforeEach
  void make() {
    near =
        Lab.start(folder, "near", List.of("test", "example"), how -> how.withFaults(this::fault));
    service = new Service(folder, clock, near);
    alarms = Alarms.of(service);
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  private Fault fault(Fault.Asked asked) {
    return switch (asked.command()) {
      case "domain:update" -> updateFault;
      case "domain:info" -> infoFault;
      case "contact:create" -> createFault;
      default -> new Fault.None();
    };
  }

  private String submit(String name) {
    return service.accepted(service.submit("admin", List.of(name)));
  }

  private void done(String name) {
    service.ended(submit(name));
  }

  @Test
  void aLoginThatIsRefused() {
    String login = near.sandbox().credentials().registrarId();
    near.key("reconnect", "{first: 5ms, most: 25ms, refused: 1h}");
    service.begin();
    done(NAME);
    alarms.raises(
        "DomicileRegistryLoginRefused",
        () -> {
          near.restart(how -> how.withLogin(login, "another-password"));
          submit(NAME);
        },
        () -> {
          service.restart();
          done(OTHER);
        });
  }

  @Test
  void aRegistryThatIsAwayAndTheWorkThatWaitsForIt() {
    service.begin();
    done(NAME);
    alarms.raises(
        "DomicileRegistryUnreachable",
        () -> {
          near.stop();
          submit(NAME);
        },
        near::start);
    alarms.raises(
        "DomicileBacklogStandsStill",
        () -> {
          near.stop();
          submit(OTHER);
        },
        near::start);
  }

  @Test
  void aClockThatIsWrong() {
    service.begin();
    done(NAME);
    alarms.raises(
        "DomicileRegistryClockSkew",
        () -> {
          ahead = Duration.ofMinutes(10);
          near.restart(how -> how);
          done(OTHER);
        },
        () -> {
          near.restart(how -> how.withClock(clock));
          done(NAME);
        });
  }

  @Test
  void aChangeThatTheRegistryDoesNotDecideOn() {
    updateFault = new Fault.Postpone(Fault.Decision.OPEN);
    service.begin();
    alarms.raises(
        "DomicilePendingTooOld",
        () -> {
          submit(NAME);
          Await.until("the registry has taken it", () -> service.admin("/metrics").contains(TAKEN));
          ahead = Duration.ofDays(8);
        },
        () -> near.sandbox().decide(NAME, true));
  }

  @Test
  void aChangeThatNoLookSettles() {
    updateFault = new Fault.CloseAfter();
    service.begin();
    alarms.raises(
        "DomicileStepNeedsAPerson",
        () -> {
          submit(NAME);
          Await.until(
              "the update is lost",
              () -> {
                boolean lost = near.commands("domain:update") > 0;
                infoFault = lost ? new Fault.CloseBefore() : infoFault;
                return lost;
              });
          ahead = Duration.ofHours(25);
        },
        () -> infoFault = new Fault.None());
  }

  @Test
  void aContactWhoseHandleWasNeverTold() {
    near.key("handles", "server");
    createFault = new Fault.CloseAfter();
    service.begin();
    alarms.raises(
        "DomicileContactLost",
        () -> {
          submit(NAME);
          Await.until("it is lost", () -> near.commands("contact:create") > 0);
          ahead = Duration.ofMinutes(11);
        },
        () -> {
          createFault = new Fault.None();
          LostContacts contacts =
              new LostContacts(
                  service.database(), new Audit(Ids.system(clock)), InstantSource.system());
          String name = contacts.all().getFirst().name();
          assertInstanceOf(
              LostContacts.Outcome.Settled.class,
              contacts.notMade("near", name, "looked there", "operator"));
        });
  }

  @Test
  void messagesThatNobodyTakes() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(post -> status(503))) {
      near.key("poll", "all")
          .key("pollTo", endpoint.address().toString())
          .key("pollSecret", "a-secret-of-the-registrar")
          .key("pollEvery", "10ms");
      service.key("delivery", "{poll: 5ms, timeout: 500ms, backoff: {first: 5ms, most: 20ms}}");
      service.begin();
      alarms.raises(
          "DomicilePollQueueNotRead",
          () -> {
            near.sandbox().tell("news");
            Await.until("it is offered again", () -> endpoint.posts().size() > 2);
            ahead = Duration.ofHours(2);
          },
          () -> endpoint.script(post -> status(200)));
    }
  }

  @Test
  void aReceiverThatIsAway() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(post -> status(503))) {
      near.key("contacts", "none")
          .key("feed", endpoint.address().toString())
          .key("feedSecret", "a-secret-of-the-registrar");
      service.key("delivery", "{poll: 5ms, timeout: 500ms, backoff: {first: 5ms, most: 20ms}}");
      service.begin();
      alarms.raises(
          "DomicileDeliveryWaits",
          () -> {
            submit(NAME);
            Await.until("it is offered", () -> !endpoint.posts().isEmpty());
            ahead = Duration.ofHours(2);
          },
          () -> endpoint.script(post -> status(200)));
    }
  }
}
