package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.Policy;
import dev.domicile.registry.sandbox.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxArgumentsTest {

  @Test
  void withoutOptionsItIsAnOrdinaryRegistry() {
    assertEquals(Rules.defaults(), rules(""));
  }

  @Test
  void everyOptionReachesTheRules() {
    Rules rules =
        rules(
            " --contacts registrant-tech,com=none,co.example=optional --server-handles"
                + " --max-sessions 2 --max-commands 9 --refuse-beyond-limit --unique-cltrids"
                + " --backwards --cnnic --decides-after 70 --slowness 80 --latency 90");
    assertEquals(2, rules.maxSessions());
    assertEquals(9, rules.maxCommandsPerSession());
    assertEquals(Duration.ofMillis(90), rules.latency());
    assertTrue(rules.refuseRepeatedClTrids());
    assertEquals(
        new Policy(
            Policy.Contacts.REGISTRANT_TECH,
            Map.of("com", Policy.Contacts.NONE, "co.example", Policy.Contacts.OPTIONAL),
            true,
            true,
            true,
            Duration.ofMillis(70),
            Duration.ofMillis(80),
            true),
        rules.policy());
    assertFalse(rules.equals(Rules.defaults()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thin", "com=thin", "full,", "com=", "FULL"})
  void anotherModeIsRefused(String modes) {
    PlainOptions.Wrong wrong =
        assertThrows(PlainOptions.Wrong.class, () -> rules(" --contacts " + modes));
    assertTrue(wrong.getMessage().startsWith("--contacts is "), wrong.getMessage());
  }

  private static Rules rules(String more) {
    List<String> line = List.of(("--port 0 --data x" + more).split(" "));
    return SandboxArguments.read(
            PlainOptions.read(line, SandboxArguments.VALUED, SandboxArguments.FLAGS))
        .rules();
  }
}
