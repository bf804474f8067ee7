package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.epp.Authority;
import dev.domicile.store.OwnPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trouble of the service itself, its machine and its database raises the alarm that tells of it.
 */
class ServiceAlertsTest {

  @TempDir Path folder;
  private volatile Duration ahead = Duration.ZERO;
  private final InstantSource clock = () -> Instant.now().plus(ahead);
  private Lab near;
  private Service service;
  private Alarms alarms;

  @BeforeEach
  void make() {
    near = Lab.near(folder);
    service = new Service(folder, clock, near);
    alarms = Alarms.of(service);
  }

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @Test
  void aProcessThatIsDown() {
    service.begin();
    alarms.raises("DomicileDown", service::stop, service::restart);
  }

  @Test
  void aDatabaseThatIsAway() {
    try (OwnPostgres server = OwnPostgres.start(folder.resolve("postgres"))) {
      service.key("database", '"' + server.url() + '"').begin();
      alarms.raises("DomicileDatabaseAway", server::stop, server::begin);
      alarms.raises("DomicileNotReady", server::stop, server::begin);
      service.close();
    }
  }

  /** What a process leaves behind that is killed. */
  @Test
  void aProcessThatIsNotHeardOf() {
    service.begin();
    alarms.raises(
        "DomicileNodeLost",
        () ->
            service
                .database()
                .run(sql -> sql.update("INSERT INTO node (id, until) VALUES ('killed', 1)")),
        () -> {});
  }

  @Test
  void aDiskThatIsNearlyFull() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    if (run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()) != 0) {
      String reason = "no small disk can be mounted here";
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
    }
    try {
      Files.createDirectories(service.data());
      service.key("database", "\"sqlite:" + disk.resolve("domicile.db") + "\"").begin();
      Path filler = disk.resolve("filler");
      alarms.raises("DomicileDiskNearlyFull", () -> fill(filler), () -> delete(filler));
      service.close();
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fill(Path file) {
    try (var out = Files.newOutputStream(file)) {
      FileStore disk = Files.getFileStore(file.getParent());
      while (disk.getUsableSpace() > disk.getTotalSpace() / 15) {
        out.write(new byte[1 << 16]);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertTrue(process.waitFor(10, TimeUnit.SECONDS));
      return process.exitValue();
    } catch (IOException missing) {
      return -1;
    }
  }

  @Test
  void aFaultOfTheService() {
    service.begin();
    alarms.raises(
        "DomicileInternalErrors",
        () -> {
          rename("profile", "profile_away");
          Reply reply = profiles();
          assertEquals("InternalError", reply.field("Code"), reply::text);
        },
        () -> {
          rename("profile_away", "profile");
          assertEquals(200, profiles().status());
        });
  }

  private Reply profiles() {
    return service
        .call("QueryRegistrantProfiles")
        .with("PageNum", "1")
        .with("PageSize", "10")
        .send();
  }

  private void rename(String from, String to) {
    service.database().run(sql -> sql.update("ALTER TABLE " + from + " RENAME TO " + to));
  }

  /** Between two scrapes, which stand for a minute, come a hundred requests. */
  @Test
  void aFloodOfRequests() {
    service.key("throttle", "{perSecond: 1, burst: 1}").begin();
    boolean[] flood = {false};
    Alarms flooded =
        new Alarms(
            () -> {
              for (int i = 0; flood[0] && i < 100; i++) {
                service.list("none").send();
              }
              return Scrape.of(service.admin("/metrics"));
            });
    flooded.raises("DomicileThrottling", () -> flood[0] = true, () -> flood[0] = false);
  }

  @Test
  void aCertificateOfTheApiThatEnds() throws Exception {
    Authority authority = new Authority("api authority");
    write("api", authority.issue("localhost", Duration.ofDays(30)));
    service
        .key(
            "tls",
            "{certificate: %s, key: %s, checkEvery: 20ms}"
                .formatted(folder.resolve("api.crt"), folder.resolve("api.key")))
        .begin();
    Authority.Issued renewed = authority.issue("localhost", Duration.ofDays(90));
    alarms.raises(
        "DomicileCertificateExpires",
        () -> ahead = Duration.ofDays(20),
        () -> write("api", renewed));
  }

  @Test
  void aCertificateOfOursAtARegistryThatEnds() throws Exception {
    Authority authority = new Authority("registry authority");
    Authority.Issued renewed = authority.issue("registrar", Duration.ofDays(90));
    write("client", authority.issue("registrar", Duration.ofDays(30)));
    near.key(
        "tls",
        "{ca: %s, certificate: %s, key: %s}"
            .formatted(
                near.sandbox().credentials().authority(),
                folder.resolve("client.crt"),
                folder.resolve("client.key")));
    service.begin();
    alarms.raises(
        "DomicileCertificateExpires",
        () -> ahead = Duration.ofDays(20),
        () -> {
          write("client", renewed);
          service.restart();
        });
  }

  private void write(String name, Authority.Issued issued) {
    try {
      Authority.pem(folder.resolve(name + ".crt"), issued.certificate());
      Authority.pem(
          folder.resolve(name + ".key"), Authority.traditional(issued.keys().getPrivate()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anAuditThatIsNotChained() {
    service.begin();
    alarms.raises(
        "DomicileAuditChainStands",
        () -> {
          rename("audit_chain", "audit_chain_away");
          service.ended(service.accepted(service.submit("admin", List.of("sample-0004.test"))));
          ahead = Duration.ofMinutes(10);
        },
        () -> rename("audit_chain_away", "audit_chain"));
  }

  @Test
  void aRetentionThatFails() {
    service.key("retention", "{every: 10ms}").begin();
    alarms.raises(
        "DomicileRetentionStands",
        () -> {
          rename("task_removal", "task_removal_away");
          ahead = ahead.plusHours(4);
        },
        () -> rename("task_removal_away", "task_removal"));
  }

  /** The chores go on when what kept them is over, and the gap between is short again. */
  @Test
  void aServiceThatIsWellRaisesNothing() {
    service.begin();
    service.ended(service.accepted(service.submit("admin", List.of("sample-0004.test"))));
    Await.until(
        "all is chained", () -> service.admin("/metrics").contains("unchained_seconds 0.0"));
    assertEquals(java.util.Set.of(), alarms.raised());
  }
}
