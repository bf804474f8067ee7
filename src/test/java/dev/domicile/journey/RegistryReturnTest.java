package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A registry that goes away in the middle of a batch, with commands in flight, and comes back. That
 * the waits in use by default are short enough is in {@link dev.domicile.app.ConfigTest}.
 */
class RegistryReturnTest {

  private static final List<String> NAMES =
      SampleDomains.names(Lab.DOMAINS).stream()
          .filter(name -> name.matches(".*\\.(test|example)"))
          .toList();

  /** So many updates are carried out; what comes after them is in flight when the registry goes. */
  private static final int ANSWERED = 7;

  @TempDir Path folder;
  private final AtomicInteger updates = new AtomicInteger();
  private volatile boolean back;
  private Lab near;
  private Service service;

  @AfterEach
  void stop() {
    service.close();
    near.close();
  }

  @ParameterizedTest
  @EnumSource
  void aBatchGoesOnWhenItsRegistryIsBack(Absence.Kind kind) {
    near = Lab.start(folder, "near", List.of("test", "example"), how -> how.withFaults(goes()));
    near.key("connectTimeout", "100ms");
    service = Service.start(folder, near);
    String taskNo = service.accepted(service.submit("registrant", NAMES));
    Await.until("commands in flight", () -> updates.get() > ANSWERED);
    near.stop();
    try (Absence absence = new Absence(kind, near.port())) {
      Await.until("several attempts at a session", () -> failures() >= 3);
      assertTrue(service.tables().stepsUnderWay(taskNo) > 0);
    }
    back = true;
    near.start();
    for (Map<String, String> row : service.ended(taskNo)) {
      assertEquals("EXECUTE_SUCCESS", row.get("TaskStatus"), row::toString);
    }
    for (String name : NAMES) {
      assertEquals(1, near.domain(name).updates(), name);
    }
  }

  private long failures() {
    return service
        .admin("/metrics")
        .lines()
        .filter(line -> line.startsWith("domicile_registry_connect_failures_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /**
   * From the first that is not answered on nothing is; what was carried out and what not varies.
   */
  private Fault.Plan goes() {
    return asked -> {
      if (back || !asked.command().equals("domain:update")) {
        return new Fault.None();
      }
      int before = updates.getAndIncrement();
      return before < ANSWERED ? new Fault.None() : new Fault.Hang(before % 2 == 0);
    };
  }
}
