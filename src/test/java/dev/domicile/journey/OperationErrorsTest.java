package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation gives each code that it documents, and its good call passes. */
class OperationErrorsTest {

  /** What makes a good call illegal where the form of the parameter does not. */
  private static final Map<String, Map<String, String>> ILLEGAL =
      Map.ofEntries(
          Map.entry("VerifyContactField", Map.of("Email", "nobody")),
          Map.entry("SaveRegistrantProfile", Map.of("Email", "nobody")),
          Map.entry("QueryRegistrantProfiles", Map.of("RealNameStatus", "PERHAPS")),
          Map.entry("QueryContactInfo", Map.of("ContactType", "owner")),
          Map.entry("QueryTaskDetailList", Map.of("TaskNo", "nobody's")),
          Map.entry("QueryTaskDetailHistory", Map.of("TaskNo", "nobody's")),
          Map.entry("PollTaskResult", Map.of("TaskNo", "nobody's")),
          Map.entry("QueryTaskInfoHistory", Map.of("TaskNoCursor", "nobody's")),
          Map.entry("AcknowledgeTaskResult", Map.of("TaskDetailNo.1", "nobody's")),
          Map.entry("CancelTask", Map.of("TaskNo", "nobody's")),
          Map.entry("QueryDomainList", Map.of("Registrar", "another")));

  @TempDir Path folder;
  private EveryOperation every;

  @BeforeEach
  void start() {
    every = new EveryOperation(folder);
  }

  @AfterEach
  void stop() {
    every.close();
  }

  /** A call that must be refused. */
  private record Wrong(Map<String, String> parameters, String code) {}

  @Test
  void everyOperationGivesTheCodesThatItDocuments() {
    int calls = 0;
    for (Operation operation : every.operations()) {
      for (ErrorCode code : operation.describe().errors()) {
        List<Wrong> wrong = wrong(operation, code);
        assertTrue(!wrong.isEmpty(), operation.name() + " " + code);
        for (Wrong each : wrong) {
          for (String lang : List.of("en", "zh")) {
            Reply reply = every.prepared(operation, each.parameters()).with("Lang", lang).send();
            assertEquals(each.code(), reply.field("Code"), operation.name() + reply.text());
            calls++;
          }
        }
      }
    }
    assertTrue(calls > 200, "few calls: " + calls);
  }

  @Test
  void everyGoodCallPasses() {
    for (Operation operation : every.operations()) {
      Reply reply = every.prepared(operation, every.good(operation.name())).send();
      assertEquals(200, reply.status(), operation.name() + reply.text());
    }
  }

  private List<Wrong> wrong(Operation operation, ErrorCode code) {
    return switch (code) {
      case MISSING -> missing(operation);
      case INVALID -> invalid(operation);
      case PARAMETER_ILLEGAL -> List.of(changed(operation, code, illegal(operation)));
      case DOMAIN_NOT_EXIST -> List.of(changed(operation, code, domain(operation, "nobodys.test")));
      case TASK_IS_BEING_PROCESSED ->
          List.of(changed(operation, code, domain(operation, every.busy())));
      case IDEMPOTENT_PARAMETER_MISMATCH -> List.of(underAUsedToken(operation));
      case NETWORK_IO_ERROR ->
          List.of(changed(operation, code, domain(operation, every.unreachable())));
      case CONTACT_TEMPLATE_NOT_EXIST ->
          List.of(changed(operation, code, Map.of("RegistrantProfileId", "1")));
      case CONTACT_TEMPLATE_UPDATE_FAILED -> List.of(tooMany(operation));
      default -> throw new AssertionError("say here how " + operation.name() + " gives " + code);
    };
  }

  /** After it no more profiles can be saved, so it asks for the rest of them first. */
  private Wrong tooMany(Operation operation) {
    while (every.service.call(operation.name()).with(every.good(operation.name())).send().status()
        == 200) {
      // until the account has as many as it may have
    }
    return changed(operation, ErrorCode.CONTACT_TEMPLATE_UPDATE_FAILED, Map.of());
  }

  /** The good call and the same once more count as one; a third with more in it does not. */
  private Wrong underAUsedToken(Operation operation) {
    Map<String, String> good = new TreeMap<>(every.good(operation.name()));
    good.put("ClientToken", "used-" + operation.name());
    Reply first = every.prepared(operation, good).send();
    Reply again = every.prepared(operation, good).send();
    assertEquals(first.field("TaskNo"), again.field("TaskNo"), operation.name() + again.text());
    return changed(
        operation,
        ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
        Map.of("ClientToken", "used-" + operation.name(), "Remark", "another"));
  }

  private List<Wrong> missing(Operation operation) {
    List<Wrong> all = new ArrayList<>();
    for (Parameter parameter : operation.describe().parameters()) {
      if (parameter.required()) {
        Map<String, String> rest = new TreeMap<>(every.good(operation.name()));
        rest.keySet().removeIf(name -> isOf(name, parameter));
        all.add(new Wrong(rest, "Missing" + parameter.name()));
      }
    }
    return all;
  }

  private List<Wrong> invalid(Operation operation) {
    List<Wrong> all = new ArrayList<>();
    for (Parameter parameter : operation.describe().parameters()) {
      boolean hasForm =
          switch (parameter.kind()) {
            case INTEGER, FLAG -> true;
            case TEXT, LIST -> false;
          };
      if (hasForm) {
        Map<String, String> changed = new TreeMap<>(every.good(operation.name()));
        changed.put(parameter.name(), "perhaps");
        all.add(new Wrong(changed, "Invalid" + parameter.name()));
      }
    }
    return all;
  }

  private Wrong changed(Operation operation, ErrorCode code, Map<String, String> change) {
    Map<String, String> parameters = new TreeMap<>(every.good(operation.name()));
    parameters.putAll(change);
    return new Wrong(parameters, code.code());
  }

  private Map<String, String> illegal(Operation operation) {
    return ILLEGAL.containsKey(operation.name())
        ? ILLEGAL.get(operation.name())
        : domain(operation, "not a name");
  }

  private Map<String, String> domain(Operation operation, String name) {
    Map<String, String> good = every.good(operation.name());
    if (good.containsKey("InstanceId")) {
      return Map.of("InstanceId", name);
    }
    return Map.of(good.containsKey("DomainName") ? "DomainName" : "DomainName.1", name);
  }

  private static boolean isOf(String name, Parameter parameter) {
    return name.equals(parameter.name()) || name.startsWith(parameter.name() + ".");
  }
}
