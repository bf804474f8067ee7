package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each refusal of the gateway: status, code and message, in both formats; and their order. */
class GatewayTest {

  private final Rig rig = new Rig();

  @Test
  void answersASignedCallByGetAndByPostInQueryFormOrBoth() {
    Gateway gateway = rig.gateway();
    assertOk(gateway.answer(Rig.signedGet(submit())));
    assertOk(gateway.answer(Rig.signedPostForm(submit())));
    String query = Rig.form(Rig.signed("POST", submit()));
    assertOk(gateway.answer(Rig.request("POST", "/", query, Map.of(), "")));
    Map<String, String> all = Rig.signed("POST", submit());
    Map<String, String> inBody = new TreeMap<>(all);
    Map<String, String> inQuery = new TreeMap<>();
    for (String name : List.of("Action", "Signature", "AccessKeyId")) {
      inQuery.put(name, inBody.remove(name));
    }
    assertOk(
        gateway.answer(Rig.request("POST", "/", Rig.form(inQuery), formType(), Rig.form(inBody))));
  }

  @Test
  void refusesMissingCommonParameters() {
    for (String name :
        List.of(
            "Action",
            "Version",
            "AccessKeyId",
            "Signature",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp")) {
      String message = name + " is mandatory for this action.";
      refused(400, "Missing" + name, message, p -> without(name, p));
      refused(400, "Missing" + name, message, p -> with(name, "", p));
    }
  }

  @Test
  void takesASignatureMethodInAnyCaseOrNone() {
    Gateway gateway = rig.gateway();
    Map<String, String> none = submit();
    none.remove("SignatureMethod");
    assertOk(gateway.answer(Rig.signedGet(none)));
    for (String method : List.of("hmac-sha1", "Hmac-SHA1", "")) {
      assertOk(gateway.answer(Rig.signedGet(with("SignatureMethod", method, submit()))));
    }
  }

  @Test
  void refusesInvalidCommonParameters() {
    refusedSigned(
        400,
        "InvalidSignatureMethod",
        "Specified signature method is not valid.",
        p -> with("SignatureMethod", "HMAC-SHA256", p));
    refusedSigned(
        400,
        "InvalidSignatureVersion",
        "Specified parameter SignatureVersion is not valid. It is 1.0.",
        p -> with("SignatureVersion", "2.0", p));
    refusedSigned(
        400,
        "InvalidSignatureNonce",
        "Specified parameter SignatureNonce is not valid. It has more than 512 characters.",
        p -> with("SignatureNonce", "n".repeat(513), p));
    assertOk(
        rig.gateway().answer(Rig.signedGet(with("SignatureNonce", "n".repeat(512), submit()))));
  }

  @Test
  void refusesAnUnknownFormatInXml() {
    HttpResponse response = rig.gateway().answer(Rig.signedGet(with("Format", "YAML", submit())));
    Errors.assertError(
        response, 400, "InvalidParameter.Format", "Specified parameter format is not valid.");
    assertEquals("text/xml;charset=utf-8", response.contentType());
  }

  @Test
  void answersXmlUnlessAskedForJsonInAnyCase() {
    Gateway gateway = rig.gateway();
    for (String json : List.of("JSON", "json", "Json")) {
      HttpResponse response = gateway.answer(Rig.signedGet(with("Format", json, submit())));
      assertEquals("application/json;charset=utf-8", response.contentType());
    }
    for (Map<String, String> xml :
        List.of(with("Format", "xml", submit()), without("Format", submit()))) {
      HttpResponse response = gateway.answer(Rig.signedGet(xml));
      assertEquals("text/xml;charset=utf-8", response.contentType());
      assertTrue(response.text().contains("<" + Rig.SUBMIT + "Response>"), response.text());
    }
  }

  @Test
  void refusesAnAccessKeyThatIsUnknownOrDisabled() {
    refusedSigned(
        404,
        "InvalidAccessKeyId.NotFound",
        "Specified access key is not found.",
        p -> with("AccessKeyId", " testid", p));
    refusedSigned(
        400,
        "InvalidAccessKeyId.Inactive",
        "Specified access key is disabled.",
        p -> with("AccessKeyId", "disabled", p));
  }

  @Test
  void refusesAWrongSignatureAndShowsItsStringToSign() {
    for (String format : List.of("JSON", "XML")) {
      for (String lang : List.of("en", "zh")) {
        Map<String, String> parameters = with("Lang", lang, with("Format", format, submit()));
        Map<String, String> signed = Rig.signed("GET", parameters, "othersecret");
        HttpResponse response = rig.gateway().answer(Rig.get(Rig.form(signed)));
        String tail =
            "server string to sign is:" + SignatureV1.stringToSign("GET", parameters, true);
        assertEquals(400, response.status());
        assertEquals("SignatureDoesNotMatch", Errors.field(response, "Code"));
        String message = Errors.field(response, "Message");
        assertTrue(message.endsWith(tail), message);
        if (lang.equals("en")) {
          assertEquals("Specified signature is not matched with our calculation. " + tail, message);
        }
      }
    }
  }

  @Test
  void refusesACallWhoseSignedPartsWereChanged() {
    Map<String, String> signed = Rig.signed("GET", submit());
    for (Map<String, String> changed :
        List.of(
            with("DomainName.1", "other.test", signed),
            with("DomainName.2", "more.test", signed),
            without("ContactType", signed),
            with("Signature", signed.get("Signature").toLowerCase(), signed))) {
      HttpResponse response = rig.gateway().answer(Rig.get(Rig.form(changed)));
      assertEquals("SignatureDoesNotMatch", Errors.field(response, "Code"));
    }
    HttpResponse otherMethod =
        rig.gateway().answer(Rig.request("POST", "/", Rig.form(signed), Map.of(), ""));
    assertEquals("SignatureDoesNotMatch", Errors.field(otherMethod, "Code"));
  }

  @Test
  void refusesATimestampThatIsNoTimestamp() {
    for (String time :
        List.of(
            "yesterday",
            "2026-11-23 18:00:00",
            "2026-11-23T18:00:00",
            "2026-11-23T18:00:00+08:00",
            "2026-02-30T18:00:00Z",
            "2026-11-23T25:00:00Z",
            "1764000000")) {
      refusedSigned(
          400,
          "InvalidTimeStamp.Format",
          "Specified time stamp or date value is not well formatted.",
          p -> with("Timestamp", time, p));
    }
  }

  @Test
  void refusesATimestampOutsideTheWindowToEitherSide() {
    for (long seconds : List.of(-901L, 901L, -86_400_000L)) {
      refusedSigned(
          400,
          "InvalidTimeStamp.Expired",
          "Specified time stamp or date value is expired.",
          p -> with("Timestamp", Rig.NOW.plusSeconds(seconds).toString(), p));
    }
    for (long seconds : List.of(-900L, 0L, 900L)) {
      Map<String, String> inside =
          with("Timestamp", Rig.NOW.plusSeconds(seconds).toString(), submit());
      assertOk(rig.gateway().answer(Rig.signedGet(inside)));
    }
  }

  @Test
  void aVeryLargeWindowSwitchesTheAgeCheckOff() {
    Gateway gateway = rig.withEndlessWindow().gateway();
    for (String time : List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
      Map<String, String> parameters = with("Timestamp", time, submit());
      assertOk(gateway.answer(Rig.signedGet(parameters)));
      HttpResponse replay = gateway.answer(Rig.signedGet(parameters));
      assertEquals("SignatureNonceUsed", Errors.field(replay, "Code"));
    }
  }

  @Test
  void refusesAReplayUntilItsTimestampIsOld() {
    for (String format : List.of("JSON", "XML")) {
      Gateway gateway = rig.gateway();
      HttpRequest request = Rig.signedGet(with("Format", format, submit()));
      assertOk(gateway.answer(request));
      Instant before = rig.now;
      for (int minute = 0; minute <= 15; minute++) {
        rig.now = before.plus(Duration.ofMinutes(minute));
        Errors.assertError(
            gateway.answer(request),
            400,
            "SignatureNonceUsed",
            "Specified signature nonce was used already.");
      }
      rig.now = before.plus(Duration.ofMinutes(16));
      assertEquals("InvalidTimeStamp.Expired", Errors.field(gateway.answer(request), "Code"));
      rig.now = before;
    }
  }

  @Test
  void recordsNoncesOfGoodSignaturesOnly() {
    Gateway gateway = rig.gateway();
    Map<String, String> parameters = submit();
    gateway.answer(Rig.get(Rig.form(Rig.signed("GET", parameters, "othersecret"))));
    gateway.answer(Rig.signedGet(with("Timestamp", "2000-01-01T00:00:00Z", parameters)));
    assertOk(gateway.answer(Rig.signedGet(parameters)));
  }

  @Test
  void refusesRatherThanForgetANonce() {
    rig.settings = new GatewaySettings(Duration.ofMinutes(15), 100, 10, 2);
    Gateway gateway = rig.gateway();
    assertOk(gateway.answer(Rig.signedGet(submit())));
    assertOk(gateway.answer(Rig.signedGet(submit())));
    Errors.assertError(
        gateway.answer(Rig.signedGet(submit())),
        400,
        "Throttling",
        "Request was denied due to request throttling.");
    rig.now = Rig.NOW.plus(Duration.ofMinutes(16));
    assertOk(gateway.answer(Rig.signedGet(submit())));
  }

  @Test
  void keepsTheNoncesOfWritingCallsInTheStore() {
    List<String> kept = new ArrayList<>();
    Set<String> before = new HashSet<>(Set.of("testid old"));
    rig.nonceStore =
        (key, nonce, expires) -> {
          kept.add(key + " " + nonce + " " + expires);
          return before.add(key + " " + nonce);
        };
    Gateway gateway = rig.gateway();
    assertOk(gateway.answer(Rig.signedGet(rig.parameters("QueryTaskList"))));
    assertOk(gateway.answer(Rig.signedGet(with("SignatureNonce", "new", submit()))));
    assertEquals(List.of("testid new 2026-11-23T18:15:00Z"), kept);
    HttpResponse replay = gateway.answer(Rig.signedGet(with("SignatureNonce", "old", submit())));
    assertEquals("SignatureNonceUsed", Errors.field(replay, "Code"));
  }

  @Test
  void letsTheThrottleRefuse() {
    rig.throttle = (caller, action) -> Optional.of(Refusal.of(ErrorCode.THROTTLING_USER));
    refusedSigned(400, "Throttling.User", "Request was denied due to user flow control.", p -> p);
  }

  @Test
  void letsThePermissionsRefuse() {
    rig.permissions =
        (caller, permission, parameters) ->
            Optional.of(
                Refusal.of(ErrorCode.NO_PERMISSION, "It needs " + permission.action() + ".", ""));
    refusedSigned(
        403,
        "NoPermission",
        "User is not authorized to operate on the specified resource."
            + " It needs domain:DomainInfoModification.",
        p -> p);
  }

  @Test
  void saysOfAnyOtherOperationOfTheApiThatItIsKnown() {
    for (String action : OtherOperations.names()) {
      refusedSigned(
          400,
          "UnsupportedOperation",
          "The specified action is not supported. "
              + action
              + " is known but not part of this"
              + " service, which changes the contacts and locks of domains; send it to the service"
              + " that has the domains' orders.",
          p -> with("Action", action, p));
    }
    refusedSigned(
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.",
        p -> with("Version", "2017-12-18", with("Action", "CheckDomain", p)));
  }

  @Test
  void refusesAnUnknownActionOrVersion() {
    String notFound = "Specified api is not found, please check your url and method.";
    refusedSigned(404, "InvalidAction.NotFound", notFound, p -> with("Action", "CheckDomains", p));
    refusedSigned(
        404, "InvalidAction.NotFound", notFound, p -> with("Action", Rig.SUBMIT.toLowerCase(), p));
    refusedSigned(
        404,
        "InvalidAction.NotFound",
        notFound,
        p -> with("Version", "2017-12-18", with("Action", "OnlyIn2018", p)));
    refusedSigned(
        400,
        "InvalidVersion",
        "Specified parameter Version is not valid.",
        p -> with("Version", "2016-05-11", p));
    assertOk(rig.gateway().answer(Rig.signedGet(with("Version", "2017-12-18", submit()))));
  }

  @Test
  void hidesEveryOperationFromThoseWithoutAKey() {
    HttpResponse response =
        rig.gateway()
            .answer(Rig.signedGet(with("Action", "X", with("AccessKeyId", "y", submit()))));
    assertEquals("InvalidAccessKeyId.NotFound", Errors.field(response, "Code"));
  }

  @Test
  void refusesOtherPathsAndMethods() {
    for (String format : List.of("JSON", "XML")) {
      String query = Rig.form(Rig.signed("GET", with("Format", format, submit())));
      Errors.assertError(
          rig.gateway().answer(Rig.request("GET", "/api", query, Map.of(), "")),
          404,
          "InvalidAction.NotFound",
          "Specified api is not found, please check your url and method.");
      HttpResponse put = rig.gateway().answer(Rig.request("PUT", "/", query, Map.of(), ""));
      Errors.assertError(
          put,
          405,
          "UnsupportedHTTPMethod",
          "Specified HTTP method is not supported, use GET or POST.");
      assertEquals("GET, POST", put.headers().get("Allow"));
    }
  }

  @Test
  void refusesABodyThatIsNotAForm() {
    String query = Rig.form(Rig.signed("POST", submit()));
    String message =
        "Parameter illegal. The body is not a form: its Content-Type must be"
            + " application/x-www-form-urlencoded.";
    for (Map<String, List<String>> headers :
        List.of(
            Map.<String, List<String>>of(),
            Map.of("Content-Type", List.of("application/json")),
            Map.of("Content-Type", List.of("multipart/form-data; boundary=x")))) {
      HttpResponse response =
          rig.gateway().answer(Rig.request("POST", "/", query, headers, "{\"a\":1}"));
      Errors.assertError(response, 400, "ParameterIllegal", message);
    }
    Map<String, List<String>> charset =
        Map.of("content-type", List.of("Application/X-WWW-Form-Urlencoded; charset=UTF-8"));
    String form = Rig.form(Rig.signed("POST", submit()));
    assertOk(rig.gateway().answer(Rig.request("POST", "/", "", charset, form)));
  }

  @Test
  void refusesParametersThatCannotBeReadAndNamesThem() {
    Map<String, String> broken =
        Map.of(
            "City=%FF", "City is not UTF-8.",
            "City=%4", "City has a percent sign without two hexadecimal digits.",
            "%FF=x", "A parameter's name is not UTF-8.",
            "City=a&City=b", "City is given more than once.",
            "Format=JSON", "Format is given more than once.",
            "City=\ufffd", "The query holds characters that are not UTF-8.");
    broken.forEach(
        (pair, message) -> {
          String query = Rig.form(Rig.signed("GET", submit())) + "&" + pair;
          HttpResponse response = rig.gateway().answer(Rig.get(query));
          Errors.assertError(response, 400, "ParameterIllegal", "Parameter illegal. " + message);
          assertEquals("application/json;charset=utf-8", response.contentType());
        });
  }

  @Test
  void refusesARepeatOverQueryAndBody() {
    Map<String, String> signed = Rig.signed("POST", submit());
    HttpResponse response =
        rig.gateway()
            .answer(
                Rig.request("POST", "/", Rig.form(signed), formType(), "DomainName.1=other.test"));
    Errors.assertError(
        response,
        400,
        "ParameterIllegal",
        "Parameter illegal. DomainName.1 is given more than once.");
  }

  @Test
  void ignoresParametersOfOtherNamesUpToALimit() {
    Map<String, String> parameters = submit();
    for (int i = 0; i < 1_000; i++) {
      parameters.put(i % 2 == 0 ? "Other." + i : "DomainName.x" + i, "x");
    }
    assertOk(rig.gateway().answer(Rig.signedGet(parameters)));
    Map<String, String> more = submit();
    for (int i = 0; i < 5_000; i++) {
      more.put("Other" + i, "x");
    }
    for (String format : List.of("JSON", "XML")) {
      HttpResponse response = rig.gateway().answer(Rig.signedGet(with("Format", format, more)));
      assertEquals(400, response.status());
      assertEquals("ParameterIllegal", Errors.field(response, "Code"));
      String message = Errors.field(response, "Message");
      assertTrue(
          message.matches(
              "Parameter illegal\\. More than 1000 parameters have names that this operation does"
                  + " not know, such as Other[0-9]+\\."),
          message);
    }
  }

  @Test
  void takesAHundredThousandDomainsAndRefusesBeyondTheLimit() {
    Map<String, String> parameters = submit();
    for (int i = 1; i <= 100_000; i++) {
      parameters.put("DomainName." + i, "name" + i + ".test");
    }
    assertOk(rig.gateway().answer(Rig.signedPostForm(parameters)));
    for (int i = 100_001; i <= 120_000; i++) {
      parameters.put("DomainName." + i, "name" + i + ".test");
    }
    Errors.assertError(
        rig.gateway().answer(Rig.signedPostForm(parameters)),
        400,
        "ParameterIllegal",
        "Parameter illegal. There are more than 120000 parameters.");
  }

  @Test
  void passesTheOperationsOwnRefusalOn() {
    refusedSigned(
        400,
        "DomainNotExist",
        "The domain name does not exist. 1 name: missing.test.",
        p -> with("DomainName.1", "missing.test", p));
    refusedSigned(
        400,
        "MissingContactType",
        "ContactType is mandatory for this action.",
        p -> with("ContactType", "", p));
  }

  @Test
  void answersABugOfAnOperationWithItsRequestIdAndNothingElse() {
    for (String format : List.of("JSON", "XML")) {
      HttpResponse response =
          rig.gateway().answer(Rig.signedGet(with("Format", format, rig.parameters("Fails"))));
      Errors.assertError(
          response,
          500,
          "InternalError",
          "The request processing has failed due to some unknown error, exception or failure.");
      assertFalse(response.text().contains("bug"), response.text());
    }
  }

  @Test
  void namesEachRequestWithAnUpperCaseUuid() {
    HttpResponse response = rig.gateway().answer(Rig.signedGet(submit()));
    String id = Errors.field(response, "RequestId");
    assertTrue(id.matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"), id);
    assertEquals(id, response.headers().get("x-acs-request-id"));
  }

  @Test
  void tellsTheObserverOfEveryAnswer() {
    Gateway gateway = rig.gateway();
    gateway.answer(Rig.signedGet(submit()));
    gateway.answer(Rig.signedGet(with("Action", "made-up", submit())));
    gateway.answer(Rig.get(Rig.form(Rig.signed("GET", submit(), "othersecret"))));
    gateway.answer(Rig.request("PUT", "/", "", Map.of(), ""));
    assertEquals(
        List.of(
            Rig.SUBMIT + " 200 ",
            " 404 InvalidAction.NotFound",
            Rig.SUBMIT + " 400 SignatureDoesNotMatch",
            " 405 UnsupportedHTTPMethod"),
        rig.seen.stream().map(s -> s.action() + " " + s.status() + " " + s.code()).toList());
  }

  private Map<String, String> submit() {
    return rig.parameters(Rig.SUBMIT, "ContactType", "registrant", "DomainName.1", "a.test");
  }

  private void refused(
      int status,
      String code,
      String message,
      Function<Map<String, String>, Map<String, String>> change) {
    for (String format : List.of("JSON", "XML")) {
      Map<String, String> signed = Rig.signed("GET", with("Format", format, submit()));
      HttpResponse response = rig.gateway().answer(Rig.get(Rig.form(change.apply(signed))));
      Errors.assertError(response, status, code, message);
      assertEquals(format.equals("JSON"), response.contentType().contains("json"));
    }
  }

  private void refusedSigned(
      int status,
      String code,
      String message,
      Function<Map<String, String>, Map<String, String>> change) {
    for (String format : List.of("JSON", "XML")) {
      Map<String, String> changed = change.apply(with("Format", format, submit()));
      HttpResponse response = rig.gateway().answer(Rig.signedGet(changed));
      Errors.assertError(response, status, code, message);
      assertEquals(format.equals("JSON"), response.contentType().contains("json"));
    }
  }

  private static void assertOk(HttpResponse response) {
    assertEquals(200, response.status(), response::text);
  }

  private static Map<String, List<String>> formType() {
    return Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
  }

  private static Map<String, String> with(
      String name, String value, Map<String, String> parameters) {
    Map<String, String> changed = new TreeMap<>(parameters);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, String> without(String name, Map<String, String> parameters) {
    Map<String, String> changed = new TreeMap<>(parameters);
    changed.remove(name);
    return changed;
  }
}
