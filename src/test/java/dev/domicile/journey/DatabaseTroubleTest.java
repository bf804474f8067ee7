package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.domicile.Await;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.store.OwnPostgres;
import dev.domicile.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The database goes away in the middle of the work, and comes back. */
class DatabaseTroubleTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** The names of the first registry are few enough to end soon, and too many to end at once. */
  private static final List<String> NAMES = SampleDomains.names(Lab.DOMAINS);

  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("dev.domicile");

  @BeforeEach
  void listen() {
    told.start();
    root.addAppender(told);
  }

  @AfterEach
  void listenNoMore() {
    root.detachAppender(told);
  }

  @Test
  void aServerThatIsStoppedAndStartedCostsNothingThatWasAccepted() {
    try (OwnPostgres server = OwnPostgres.start(folder.resolve("postgres"))) {
      rideOut(server.url(), server::stop, server::begin);
    }
  }

  @Test
  void aServerThatIsCutOffAndRefusesConnectionsCostsNothingThatWasAccepted() {
    try (OwnPostgres server = OwnPostgres.start(folder.resolve("postgres"));
        Relay relay = new Relay(server.port())) {
      rideOut(server.url(relay.port()), relay::cut, relay::mend);
    }
  }

  private void rideOut(String url, Runnable away, Runnable back) {
    try (Lab near = slow("near", List.of("test", "example"));
        Lab far = slow("far", List.of("com", "net", "org"));
        Service service =
            new Service(folder, InstantSource.system(), near, far)
                .key("database", '"' + url + '"')
                .begin()) {
      String taskNo = service.accepted(service.submit("registrant", NAMES));
      Await.until("some are done", () -> near.commands("domain:update") > 3);
      away.run();
      refused(service);
      Await.until(
          "the work stands still",
          LONG,
          () -> refused(service) && service.admin("/metrics").contains("unavailable_seconds"));
      assertTrue(
          metric(service, "domicile_database_unavailable_seconds{dialect=\"postgresql\"}") > 0);
      assertEquals(503, service.adminAnswer("/readyz").statusCode());
      back.run();
      Await.until(
          "it answers",
          LONG,
          () -> service.call(SignedCall.LIST).with("TaskNo", taskNo).send().status() != 503);
      Await.until("the task ends", LONG, () -> underWay(service, taskNo) == 0);
      List<Map<String, String>> rows = service.list(taskNo).send().rows();
      assertEquals(NAMES.size(), rows.size());
      assertTrue(
          rows.stream().allMatch(row -> row.get("TaskStatus").equals("EXECUTE_SUCCESS")),
          rows::toString);
      assertEquals(1, alarms(), told.list::toString);
    }
  }

  private static long underWay(Service service, String taskNo) {
    try {
      return service.tables().stepsUnderWay(taskNo);
    } catch (StoreException stillAway) {
      return Long.MAX_VALUE;
    }
  }

  private Lab slow(String name, List<String> tlds) {
    return Lab.start(
            folder,
            name,
            tlds,
            options -> options.withRules(options.rules().withLatency(Duration.ofMillis(60))))
        .key("sessions", "2");
  }

  /** True; fails where it is not so at once, or in any other words. */
  private static boolean refused(Service service) {
    long before = System.nanoTime();
    Reply reply = service.submit("admin", List.of("sample-0001.com")).send();
    assertEquals(503, reply.status(), reply::text);
    assertEquals("ServiceUnavailable", reply.field("Code"));
    return System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5);
  }

  static double metric(Service service, String name) {
    return service
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }

  private long alarms() {
    return List.copyOf(told.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .count();
  }

  @Test
  void aFullDiskCostsNothingThatWasAccepted() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    mount(disk);
    try (Lab near = slow("near", List.of("test", "example"));
        Lab far = slow("far", List.of("com", "net", "org"));
        Service service =
            new Service(folder, InstantSource.system(), near, far)
                .key("database", "\"sqlite:" + disk.resolve("domicile.db") + "\"")) {
      Files.createDirectories(service.data());
      service.begin();
      String taskNo = service.accepted(service.submit("registrant", NAMES));
      Await.until("some are done", () -> near.commands("domain:update") > 1);
      Path filler = disk.resolve("filler");
      fill(filler);
      Await.until(
          "it is told",
          LONG,
          () -> {
            fill(filler);
            return service.submit("admin", List.of("sample-0001.com")).send().status() == 503
                && alarms() > 0;
          });
      Files.delete(filler);
      Await.until("the task ends", LONG, () -> underWay(service, taskNo) == 0);
      assertEquals(1, alarms(), told.list::toString);
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fill(Path file) {
    try (var out =
        Files.newOutputStream(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[1 << 12]);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full::toString);
    }
  }

  private static void mount(Path disk) throws Exception {
    if (run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) != 0) {
      String reason = "no small disk can be mounted here";
      System.out.println("skipped: " + reason);
      Assumptions.abort(reason);
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
}
