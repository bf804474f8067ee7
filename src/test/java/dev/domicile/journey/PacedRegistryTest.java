package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When commands come to a registry, by its own clock. */
class PacedRegistryTest {

  private static final List<String> NAMES =
      SampleDomains.names(Lab.DOMAINS).stream()
          .filter(name -> name.matches(".*\\.(test|example)"))
          .toList();

  @TempDir Path folder;
  private final Queue<Came> came = new ConcurrentLinkedQueue<>();
  private Lab near;
  private Service service;

  /**
   * @param at {@link System#nanoTime}
   */
  private record Came(String command, long at) {}

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  private void start(Duration latency) {
    near =
        Lab.start(
            folder,
            "near",
            List.of("test", "example"),
            how -> how.withRules(how.rules().withLatency(latency)).withFaults(this::note));
  }

  private Fault note(Fault.Asked asked) {
    if (asked.command().contains(":")) {
      came.add(new Came(asked.command(), System.nanoTime()));
    }
    return new Fault.None();
  }

  /**
   * What has come since a moment was sent since then, so this holds however late it came: in each
   * batch, and again after a silence that has saved up a burst.
   */
  @Test
  void neverMoreComesThanTheRateAndTheBurstAllow() {
    int perSecond = 150;
    int burst = 10;
    start(Duration.ZERO);
    near.key("commandsPerSecond", Integer.toString(perSecond));
    near.key("burst", Integer.toString(burst));
    service = Service.start(folder, near);
    for (String contact : List.of("first", "second", "third")) {
      came.clear();
      long since = System.nanoTime();
      change(contact);
      assertTrue(came.size() > 2 * burst, came::toString);
      long[] times = came.stream().mapToLong(Came::at).sorted().toArray();
      for (int count = 1; count <= times.length; count++) {
        double allowed = burst + perSecond * (times[count - 1] - since) / 1e9;
        assertTrue(count <= allowed, count + " came where " + allowed + " may");
      }
    }
  }

  /** An update that was pipelined behind the contact:create would come before its answer left. */
  @Test
  void noUpdateIsSentBeforeTheAnswerToTheContactThatItNeeds() {
    Duration latency = Duration.ofMillis(100);
    start(latency);
    near.key("pipeline", "10");
    service = Service.start(folder, near);
    for (String contact : List.of("first", "second")) {
      came.clear();
      change(contact);
      assertEquals(1, at("contact:create").size());
      long create = at("contact:create").getFirst();
      assertEquals(NAMES.size(), at("domain:update").size());
      for (long update : at("domain:update")) {
        assertTrue(update - create >= latency.toNanos(), update - create + " ns after");
      }
    }
  }

  private List<Long> at(String command) {
    List<Long> at = new ArrayList<>();
    came.stream().filter(each -> each.command.equals(command)).forEach(each -> at.add(each.at));
    return at;
  }

  private void change(String contact) {
    String taskNo =
        service.accepted(service.submit("registrant", NAMES).with("RegistrantName", contact));
    for (Map<String, String> row : service.ended(taskNo)) {
      assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
    }
  }
}
