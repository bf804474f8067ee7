package dev.domicile.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

  private static final String MODIFY = "domain:DomainInfoModification";
  private static final Caller CALLER = new Caller(42, "acme", "testid");

  @Test
  void whatNoStatementAllowsIsNotAllowed() {
    Policy policy = policy("Allow", "domain:QueryDomainTask", "*");
    assertTrue(policy.allows("domain:QueryDomainTask", Resource.account(CALLER)));
    assertFalse(policy.allows(MODIFY, Resource.account(CALLER)));
    assertTrue(Policy.EVERYTHING.allows(MODIFY, Resource.domain(CALLER, "a.test")));
  }

  @Test
  void denyCountsOverAllowInAnyOrder() {
    String allow = statement("Allow", "*", "*");
    String deny = statement("Deny", MODIFY, "acs:domain:*:*:domain/b.test");
    for (String statements : new String[] {allow + "," + deny, deny + "," + allow}) {
      Policy policy = read("{\"Version\":\"1\",\"Statement\":[" + statements + "]}");
      assertTrue(policy.allows(MODIFY, Resource.domain(CALLER, "a.test")));
      assertFalse(policy.allows(MODIFY, Resource.domain(CALLER, "b.test")));
      assertFalse(policy.allows(MODIFY, Resource.domain(CALLER, "B.Test.")));
      assertTrue(policy.allows("domain:SecuritySetting", Resource.domain(CALLER, "b.test")));
    }
  }

  @Test
  void takesOneOrManyActionsAndResources() {
    Policy policy =
        read(
            "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Action\":[\"domain:Query*\",\"domain:AcknowledgeTaskResult\"],"
                + "\"Resource\":[\"acs:domain:*:42:*\",\"acs:ecs:*:*:*\"]}]}");
    assertTrue(policy.allows("domain:QueryChangeLog", Resource.account(CALLER)));
    assertTrue(policy.allows("domain:AcknowledgeTaskResult", Resource.account(CALLER)));
    assertFalse(policy.allows(MODIFY, Resource.account(CALLER)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, a.test, true",
    "acs:domain:*:*:*, a.test, true",
    "acs:*:*:*:*, a.test, true",
    "acs:domain::42:domain/a.test, a.test, true",
    "acs:domain:*:42:domain/a.test, A.TEST., true",
    "acs:domain:*:acme:domain/a.test, a.test, true",
    "acs:domain:*:$accountid:domain/a.test, a.test, true",
    "acs:domain:*:{#accountId}:domain/*, a.test, true",
    "acs:domain:*:43:domain/a.test, a.test, false",
    "acs:domain:*:other:*, a.test, false",
    "acs:ecs:*:*:*, a.test, false",
    "acs:domain:*:*:domain/*.test, a.test, true",
    "acs:domain:*:*:domain/*.TEST., a.test, true",
    "acs:domain:*:*:domain/*.test, a.test.example, false",
    "acs:domain:*:*:domain/?.test, a.test, true",
    "acs:domain:*:*:domain/?.test, ab.test, false",
    "acs:domain:*:*:domain/域名.test, xn--eqrt2g.test, true",
    "acs:domain:*:*:domain/xn--eqrt2g.test, 域名.test, true",
    "acs:domain:*:*:domain/域*.test, 域名.test, true",
    "acs:domain:*:*:domain/域*.test, XN--EQRT2G.test, true",
    "acs:domain:*:*:domain/xn--*, 域名.test, true",
    "acs:domain:*:*:domaingroup/7, a.test, false",
  })
  void findsADomainInAResource(String pattern, String name, boolean found) {
    assertEquals(
        found, policy("Allow", MODIFY, pattern).allows(MODIFY, Resource.domain(CALLER, name)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "acs:domain:*:42:*, true",
    "acs:domain:*:42:domain/*, false",
    "acs:domain:*:42:domain/a.test, false",
  })
  void domainsAreNotTheWholeAccount(String pattern, boolean found) {
    assertEquals(found, policy("Allow", "*", pattern).allows("x:Y", Resource.account(CALLER)));
  }

  @Test
  void anActionIsFoundInAnyCase() {
    Resource all = Resource.account(CALLER);
    assertTrue(policy("Allow", "DOMAIN:domaininfo*", "*").allows(MODIFY, all));
    assertFalse(policy("Allow", "domain:DomainInfo", "*").allows(MODIFY, all));
    assertFalse(policy("Allow", "domain:DomainInfoModification?", "*").allows(MODIFY, all));
  }

  @Test
  void whatIsNotUnderstoodIsRefusedByItsName() {
    String good = statement("Allow", "domain:*", "*");
    wrong("the policy is not JSON, line 1", "{");
    wrong("the policy is no object", "");
    wrong("the policy is no object", "[]");
    wrong("the policy has a name twice, line 1", "{\"Version\":\"1\",\"Version\":\"1\"}");
    wrong(
        "the policy has 'Id', which is not supported; known here: Statement, Version",
        "{\"Version\":\"1\",\"Id\":\"x\",\"Statement\":[" + good + "]}");
    wrong("Version must be \"1\"", "{\"Statement\":[" + good + "]}");
    wrong("Version must be \"1\"", "{\"Version\":1,\"Statement\":[" + good + "]}");
    wrong("Statement must be an array of 1 to 100", "{\"Version\":\"1\",\"Statement\":[]}");
    wrong(
        "Statement must be an array of 1 to 100", "{\"Version\":\"1\",\"Statement\":" + good + "}");
    for (String name : new String[] {"Condition", "NotAction", "NotResource", "Principal"}) {
      wrongStatement(
          "has '" + name + "', which is not supported; known here: Action, Effect, Resource",
          good.replace("}", ",\"" + name + "\":{}}"));
    }
    wrongStatement(".Effect must be \"Allow\" or \"Deny\"", statement("allow", "*", "*"));
    wrongStatement(
        ".Action 'Query' is neither * nor such as domain:QueryCommonInfo",
        statement("Allow", "Query", "*"));
    wrongStatement(
        ".Action must be a text, or an array of texts", "{\"Effect\":\"Deny\",\"Resource\":\"*\"}");
    wrongStatement(
        ".Resource must be a text, or an array of texts",
        "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":[]}");
    wrongStatement(
        ".Resource holds something that is no text",
        "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":[\"*\",1]}");
  }

  @Test
  void aResourceThatCouldMeanNothingIsRefused() {
    wrongStatement(
        ".Resource 'a.test' is neither * nor acs:domain:*:ACCOUNT:RELATIVE",
        statement("Deny", "*", "a.test"));
    wrongStatement(
        ".Resource 'acs:domain:cn-hangzhou:1:*' names a region, and domains have none; write *"
            + " there",
        statement("Deny", "*", "acs:domain:cn-hangzhou:1:*"));
    wrongStatement(
        ".Resource 'acs:domain:*:*:domain/a..test' names no domain",
        statement("Deny", "*", "acs:domain:*:*:domain/a..test"));
  }

  @Test
  void aPolicyHasItsLimits() {
    StringBuilder wild = new StringBuilder("\"*\"");
    wild.append(",\"acs:domain:*:*:domain/*.test\"".repeat(100));
    wrongStatement(
        ".Resource is one with wildcards too many: a policy has up to 100",
        "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":[" + wild + "]}");
    wrong("the policy is over 65536 bytes", " ".repeat(65_537));
  }

  @Test
  void wildcardsMatchAsARegularExpressionWould() {
    long seed = Long.getLong("domicile.seed", System.nanoTime());
    System.out.println("PolicyTest seed " + seed);
    Random random = new Random(seed);
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern = letters(random, "ab*?", 8);
      String text = letters(random, "ab", 10);
      String regex = pattern.replace("*", ".*").replace("?", ".");
      boolean expected = Pattern.matches(regex, text);
      matched += expected ? 1 : 0;
      assertEquals(expected, new Glob(pattern).matches(text), pattern + " on " + text);
    }
    assertTrue(matched > 1_000, "too few matches to mean anything: " + matched);
  }

  @Test
  void aPatternMadeToBeSlowIsNot() {
    assertFalse(new Glob("*a".repeat(120) + "b").matches("a".repeat(253)));
  }

  private static String letters(Random random, String of, int most) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      text.append(of.charAt(random.nextInt(of.length())));
    }
    return text.toString();
  }

  private static Policy policy(String effect, String action, String resource) {
    return read("{\"Version\":\"1\",\"Statement\":[" + statement(effect, action, resource) + "]}");
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, resource);
  }

  private static Policy read(String json) {
    return assertInstanceOf(Policy.Parsed.Read.class, Policy.parse(json), json).policy();
  }

  private static void wrong(String reason, String json) {
    assertEquals(
        reason,
        assertInstanceOf(Policy.Parsed.Wrong.class, Policy.parse(json), json).reason(),
        json);
  }

  private static void wrongStatement(String reason, String statement) {
    wrong(
        "Statement[1]" + (reason.startsWith(".") ? "" : " ") + reason,
        "{\"Version\":\"1\",\"Statement\":["
            + statement("Allow", "*", "*")
            + ","
            + statement
            + "]}");
  }
}
