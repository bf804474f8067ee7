package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No clTRID is ever sent twice, whatever went wrong with the one before, nor after a restart. */
class ClTridTest {

  @TempDir Path folder;
  private Lab lab;
  private Service service;

  @BeforeEach
  void start() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    lab =
        Lab.start(
            folder,
            "near",
            List.of("test", "example"),
            options -> options.withFaults(asked -> fault(random)));
    service = Service.start(folder, lab);
  }

  @AfterEach
  void stop() {
    service.close();
    lab.close();
  }

  private static Fault fault(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Fault.CloseBefore();
      case 1 -> new Fault.CloseAfter();
      case 2 -> new Fault.Spoil(Fault.Damage.OTHER_CLTRID);
      case 3 -> new Fault.Spoil(Fault.Damage.HALF);
      default -> new Fault.None();
    };
  }

  @Test
  void noClTridIsSentTwiceOverFaultsAndRestartsOfBothSides() {
    List<String> names =
        SampleDomains.names(Lab.DOMAINS).stream()
            .filter(name -> name.matches(".*\\.(test|example)"))
            .toList();
    String first = service.accepted(service.submit("registrant", names));
    service.restart();
    assertDone(first);
    long commands = commands();
    assertEquals(0, lab.sandbox().repeatedClTrids());
    assertEquals(commands, lab.sandbox().clTrids().size(), "every command had one of its own");

    lab.restart(options -> options);
    String second = service.accepted(service.submit("admin", names));
    service.restart();
    assertDone(second);
    assertEquals(0, lab.sandbox().repeatedClTrids());
    assertEquals(commands + commands(), lab.sandbox().clTrids().size());
  }

  /** All but hello carry a clTRID. */
  private long commands() {
    Map<String, Long> counts = lab.sandbox().commands();
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    assertTrue(all > 0);
    return all - counts.getOrDefault("hello", 0L);
  }

  private void assertDone(String taskNo) {
    service
        .ended(taskNo)
        .forEach(row -> assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString));
  }
}
