package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFaultTest {

  private static final String UPDATE =
      EppText.domainUpdate("sample-0001.com", EppText.registrant("SH0002"));

  @TempDir Path folder;

  @Test
  void aRefusalIsAnsweredAndNothingIsDone() throws Exception {
    try (Sandbox sandbox = start(new Fault.Refuse(2400));
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2400, UPDATE);
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      assertEquals(0, updates(sandbox));
    }
  }

  @Test
  void aRefusalFrom2500OnClosesTheConnection() throws Exception {
    try (Sandbox sandbox = start(new Fault.Refuse(2500));
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(2500, UPDATE);
      assertTrue(client.isClosedByServer());
      assertEquals(1, sandbox.answers().get(2500));
    }
  }

  @Test
  void aConnectionThatClosesBeforeLeavesTheDomainAsItWas() throws Exception {
    try (Sandbox sandbox = start(new Fault.CloseBefore());
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.send(EppText.command(UPDATE, "CUT-1"));
      assertTrue(client.isClosedByServer());
      assertEquals(0, updates(sandbox));
    }
  }

  @Test
  void aConnectionThatClosesAfterHasChangedTheDomain() throws Exception {
    try (Sandbox sandbox = start(new Fault.CloseAfter());
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.send(EppText.command(UPDATE, "CUT-2"));
      assertTrue(client.isClosedByServer());
      assertEquals(1, updates(sandbox));
    }
  }

  @Test
  void onlyAFailureIsARefusal() {
    assertThrows(IllegalArgumentException.class, () -> new Fault.Refuse(1000));
    assertThrows(IllegalArgumentException.class, () -> new Fault.Refuse(2999));
  }

  private Sandbox start(Fault fault) throws Exception {
    Fault.Plan plan =
        asked ->
            asked.equals(new Fault.Asked("domain:update", "sample-0001.com", 2))
                ? fault
                : new Fault.None();
    return Sandbox.start(Lab.options(folder).withFaults(plan));
  }

  private static long updates(Sandbox sandbox) {
    return sandbox.domain("sample-0001.com").orElseThrow().updates();
  }
}
