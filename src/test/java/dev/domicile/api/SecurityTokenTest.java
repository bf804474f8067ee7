package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.account.AccessKey;
import dev.domicile.account.Caller;
import dev.domicile.account.Policy;
import dev.domicile.account.SecurityToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Temporary keys (STS) through the gateway, by both signatures: each refusal, and their order. */
class SecurityTokenTest {

  private static final String TOKEN = "DST" + "a".repeat(40);
  private static final String ANOTHER = "DST" + "b".repeat(40);

  private final Rig rig = new Rig();
  private final AccessKey temporary =
      key("STS.one", new SecurityToken(TOKEN, Rig.NOW.plus(Duration.ofHours(1)).toEpochMilli()));
  private final AccessKey permanent = key("forever", null);
  private final Map<String, AccessKey> keys =
      Map.of(temporary.id(), temporary, permanent.id(), permanent);
  private final Gateway gateway = rig.gateway(id -> Optional.ofNullable(keys.get(id)));

  private interface Kind {
    HttpRequest call(AccessKey key, String token, String secret);
  }

  private final List<Kind> kinds = List.of(this::v1, this::acs3, this::acs3InTheQuery);

  @Test
  void aTemporaryKeyPassesWithItsToken() {
    for (Kind kind : kinds) {
      assertAnswer(200, "", kind.call(temporary, TOKEN, "testsecret"));
      assertAnswer(200, "", kind.call(permanent, "", "testsecret"));
    }
  }

  @Test
  void eachThingThatIsWrongWithATokenHasItsCode() {
    String mismatch = "InvalidSecurityToken.MismatchWithAccessKey";
    for (Kind kind : kinds) {
      assertAnswer(400, "MissingSecurityToken", kind.call(temporary, "", "testsecret"));
      assertAnswer(
          400, "InvalidSecurityToken.Malformed", kind.call(temporary, "no token", "testsecret"));
      assertAnswer(400, mismatch, kind.call(temporary, ANOTHER, "testsecret"));
      assertAnswer(400, mismatch, kind.call(permanent, TOKEN, "testsecret"));
      assertAnswer(400, mismatch, kind.call(permanent, "no token", "testsecret"));
    }
    rig.now = Rig.NOW.plus(Duration.ofHours(1));
    for (Kind kind : kinds) {
      assertAnswer(400, "InvalidSecurityToken.Expired", kind.call(temporary, TOKEN, "testsecret"));
    }
  }

  @Test
  void nothingIsToldOfATokenToOneWhoCannotSign() {
    for (Kind kind : kinds) {
      for (String token : List.of("", TOKEN, ANOTHER, "no token")) {
        assertAnswer(400, "SignatureDoesNotMatch", kind.call(temporary, token, "othersecret"));
      }
    }
  }

  @Test
  void anAcs3TokenMustBeAmongTheSignedHeaders() {
    for (String left : List.of("x-acs-security-token", "x-acs-accesskey-id")) {
      List<String> signed = new ArrayList<>(SIGNED);
      signed.remove(left);
      assertAnswer(
          400,
          "IncompleteSignature",
          acs3(temporary, "testsecret", Map.of(), withToken(TOKEN, "STS.one"), signed));
    }
  }

  @Test
  void anAcs3TokenOfAnotherKeyIsTold() {
    assertAnswer(
        400,
        "InvalidSecurityToken.MismatchWithAccessKey",
        acs3(temporary, "testsecret", Map.of(), withToken(TOKEN, "STS.two"), SIGNED));
  }

  private void assertAnswer(int status, String code, HttpRequest request) {
    HttpResponse response = gateway.answer(request);
    assertEquals(code, Errors.field(response, "Code"), response::text);
    assertEquals(status, response.status());
  }

  private HttpRequest v1(AccessKey key, String token, String secret) {
    Map<String, String> parameters =
        rig.parameters("QueryTaskList", "AccessKeyId", key.id(), "SecurityToken", token);
    return Rig.get(Rig.form(Rig.signed("GET", parameters, secret)));
  }

  private HttpRequest acs3(AccessKey key, String token, String secret) {
    return token.isEmpty()
        ? acs3(key, secret, Map.of(), Map.of(), SIGNED.subList(0, 5))
        : acs3(key, secret, Map.of(), withToken(token, key.id()), SIGNED);
  }

  private HttpRequest acs3InTheQuery(AccessKey key, String token, String secret) {
    return acs3(key, secret, Map.of("SecurityToken", token), Map.of(), SIGNED.subList(0, 5));
  }

  private static final List<String> SIGNED =
      List.of(
          "host",
          "x-acs-action",
          "x-acs-date",
          "x-acs-signature-nonce",
          "x-acs-version",
          "x-acs-security-token",
          "x-acs-accesskey-id");

  private int nonce;

  private static Map<String, String> withToken(String token, String keyId) {
    return Map.of("x-acs-security-token", token, "x-acs-accesskey-id", keyId);
  }

  private HttpRequest acs3(
      AccessKey key,
      String secret,
      Map<String, String> query,
      Map<String, String> more,
      List<String> signed) {
    Map<String, List<String>> headers = new TreeMap<>();
    headers.put("Host", List.of("domain.example"));
    headers.put("x-acs-action", List.of("QueryTaskList"));
    headers.put("x-acs-version", List.of("2018-01-29"));
    headers.put("x-acs-date", List.of(rig.now.toString()));
    headers.put("x-acs-signature-nonce", List.of("sts-" + nonce++));
    headers.put("x-acs-content-sha256", List.of(SignatureAcs3.sha256(new byte[0])));
    more.forEach((name, value) -> headers.put(name, List.of(value)));
    String start =
        "ACS3-HMAC-SHA256 Credential=" + key.id() + ",SignedHeaders=" + String.join(";", signed);
    HttpRequest unsigned = Rig.request("POST", "/", Rig.form(query), headers, "");
    String stringToSign = SignatureAcs3.parse(start).stringToSign(unsigned, query);
    headers.put(
        "Authorization", List.of(start + ",Signature=" + SignatureAcs3.sign(stringToSign, secret)));
    return new HttpRequest(
        "POST", "/", Rig.form(query), headers, "".getBytes(StandardCharsets.UTF_8), "127.0.0.1");
  }

  private static AccessKey key(String id, SecurityToken token) {
    return new AccessKey(
        id, "testsecret", true, new Caller(1, "demo", id), Policy.EVERYTHING, token);
  }
}
