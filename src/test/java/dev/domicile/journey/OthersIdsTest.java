package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In every operation, what another account has is answered to the letter as what nobody has: each
 * id, cursor and domain name that a good call of the owner sends.
 */
class OthersIdsTest {

  /** By the parameters that name something of an account: a value that nothing has. */
  private static final Map<String, String> NOBODYS =
      Map.of(
          "TaskNo", "65de2165-ca09-491f-9fe0-000000000001",
          "TaskNoCursor", "65de2165-ca09-491f-9fe0-000000000001",
          "TaskDetailNo", "00000000-0000-8000-8000-000000000001",
          "TaskDetailNoCursor", "00000000-0000-8000-8000-000000000001",
          "InstanceId", "S20260000000000",
          "RegistrantProfileId", "987654321987654",
          "DomainName", "sample-nobodys.test",
          "DomainNameCursor", "sample-nobodys.test");

  /** Of an operation that needs something of the caller's own besides. */
  private static final Map<String, String> OWN = Map.of("ContactType", "tech", "Status", "true");

  @TempDir Path folder;

  @Test
  void whatAnotherAccountHasIsAnsweredAsWhatNobodyHas() {
    int asked = 0;
    try (EveryOperation every = new EveryOperation(folder)) {
      Map<String, String> owners = every.ids();
      for (Operation operation : every.operations()) {
        for (Parameter parameter : operation.describe().parameters()) {
          String nobodys = NOBODYS.get(parameter.name());
          // which fields a contact has is looked at of any domain name, held or not
          if (nobodys != null && !operation.name().equals("VerifyContactField")) {
            String theirs = owners.get(parameter.name());
            assertEquals(
                answer(every, operation, parameter, nobodys),
                answer(every, operation, parameter, theirs),
                operation.name() + " " + parameter.name());
            asked++;
          }
        }
      }
      assertEquals(0, every.acknowledged(), "nothing was acknowledged for its owner");
      assertEquals(1, every.tasksOf(owners.get("TaskNo")));
    }
    assertTrue(asked >= 30, "few were asked for: " + asked);
  }

  /** The whole answer to the other account, without what differs in any two calls. */
  private static String answer(
      EveryOperation every, Operation operation, Parameter parameter, String value) {
    Map<String, String> in = new TreeMap<>(every.good(operation.name()));
    NOBODYS.forEach(
        (name, nobodys) -> {
          in.computeIfPresent(name, (n, good) -> nobodys);
          in.computeIfPresent(name + ".1", (n, good) -> nobodys);
        });
    in.putAll(OWN);
    boolean list = parameter.kind() == Parameter.Kind.LIST;
    in.put(parameter.name() + (list ? ".1" : ""), value);
    Reply reply = every.prepared(operation, in).as(Service.OTHER).send();
    return reply.status()
        + reply.text().replace(reply.field("RequestId"), "REQUEST").replace(value, "VALUE");
  }
}
