package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.AccessKey;
import dev.domicile.account.Caller;
import dev.domicile.account.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a key's policy forbids is refused by the gateway, with the action and the resources. */
class PolicyPermissionsTest {

  private static final String ACTION = "domain:DomainInfoModification";
  private static final String LACKS =
      "User is not authorized to operate on the specified resource. The policy of its access key"
          + " does not allow "
          + ACTION
          + " on ";

  private final Rig rig = new Rig();

  @Test
  void aDomainThatIsAllowedPassesInEverySpelling() {
    String policy = allow("acs:domain:*:*:domain/a.test");
    for (String name : new String[] {"a.test", "A.TEST", "a.test.", " a.test"}) {
      assertEquals(200, answer(policy, Map.of("DomainName.1", name)).status());
    }
    assertEquals(200, answer("", Map.of("DomainName.1", "a.test")).status());
  }

  @Test
  void aRefusalNamesTheActionAndTheMissingResource() {
    HttpResponse response =
        answer(
            allow("acs:domain:*:1:domain/a.test"),
            Map.of("DomainName.1", "a.test", "DomainName.2", "B.Test"));
    Errors.assertError(response, 403, "NoPermission", LACKS + "acs:domain:*:1:domain/b.test.");
  }

  @Test
  void aRefusalOfManyNamesTheFirstAndCountsTheOthers() {
    Map<String, String> names =
        IntStream.rangeClosed(1, 10_000)
            .boxed()
            .collect(Collectors.toMap(i -> "DomainName." + i, i -> "d" + i + ".test"));
    String many =
        IntStream.rangeClosed(11, 1_000)
            .mapToObj(i -> "\"acs:domain:*:*:domain/d" + i + ".test\"")
            .collect(Collectors.joining(","));
    String policy = statement("Allow", ACTION, "[" + many + "]");
    Errors.assertError(
        answer(policy, names),
        403,
        "NoPermission",
        LACKS
            + IntStream.rangeClosed(1, 5)
                .mapToObj(i -> "acs:domain:*:1:domain/d" + i + ".test")
                .collect(Collectors.joining(", "))
            + " and 9005 more.");
    assertEquals(200, answer(allow("acs:domain:*:*:domain/*.test"), names).status());
  }

  @Test
  void aDenyCountsOverAnAllow() {
    String policy =
        statement("Allow", "domain:*", "\"*\"")
            + ","
            + statement("Deny", ACTION, "\"acs:domain:*:*:domain/*.gov.test\"");
    assertEquals(200, answer(policy, Map.of("DomainName", "a.test")).status());
    assertEquals(403, answer(policy, Map.of("DomainName", "x.gov.test")).status());
    assertEquals(
        403, answer(policy, Map.of("DomainName", "a.test", "DomainName.7", "x.gov.test")).status());
  }

  @Test
  void aCallThatNamesNoDomainNeedsAllOfThem() {
    assertEquals(403, answer(allow("acs:domain:*:*:domain/a.test"), Map.of()).status());
    HttpResponse response = answer(allow("acs:domain:*:*:*"), Map.of());
    assertEquals("MissingDomainName", Errors.field(response, "Code"));
  }

  @Test
  void anotherActionIsNotEnough() {
    HttpResponse response =
        answer(statement("Allow", "domain:Query*", "\"*\""), Map.of("DomainName.1", "a.test"));
    assertEquals("NoPermission", Errors.field(response, "Code"));
  }

  @Test
  void aNameThatIsNoneIsShownShortAndClean() {
    HttpResponse response =
        answer(
            allow("acs:domain:*:*:domain/a.test"),
            Map.of("DomainName.1", "\u0007" + "x".repeat(5_000)));
    String message = Errors.field(response, "Message");
    assertTrue(message.length() < 400, message);
    assertTrue(message.contains("domain/?xxx"), message);
  }

  private HttpResponse answer(String statements, Map<String, String> domains) {
    Policy policy =
        statements.isEmpty()
            ? Policy.EVERYTHING
            : assertInstanceOf(
                    Policy.Parsed.Read.class,
                    Policy.parse("{\"Version\":\"1\",\"Statement\":[" + statements + "]}"))
                .policy();
    rig.permissions = new PolicyPermissions();
    Gateway gateway =
        rig.gateway(
            id ->
                Optional.of(
                    new AccessKey(
                        id, "testsecret", true, new Caller(1, "demo", id), policy, null)));
    Map<String, String> parameters =
        new TreeMap<>(rig.parameters(Rig.SUBMIT, "ContactType", "tech"));
    parameters.putAll(domains);
    return gateway.answer(Rig.signedPostForm(parameters));
  }

  private static String allow(String resource) {
    return statement("Allow", ACTION, "\"" + resource + "\"");
  }

  private static String statement(String effect, String action, String resources) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":%s}"
        .formatted(effect, action, resources);
  }
}
