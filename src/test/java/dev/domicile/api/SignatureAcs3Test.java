package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.wire.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SignatureAcs3Test {

  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final Rig rig = new Rig();

  @Test
  void signsExampleC() {
    HttpRequest request =
        Rig.request(
            "POST",
            "/",
            "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            Map.of(
                "Host", List.of("ecs.cn-shanghai.aliyuncs.com"),
                "x-acs-action", List.of("RunInstances"),
                "x-acs-version", List.of("2014-05-26"),
                "x-acs-date", List.of("2023-10-26T10:22:32Z"),
                "x-acs-signature-nonce", List.of("3156853299f313e23d1673dc12e1703d"),
                "x-acs-content-sha256", List.of(EMPTY)),
            "");
    assertSignature(
        request,
        "YourAccessKeySecret",
        "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
        "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
  }

  @Test
  void signsThePagesOwnSample() {
    HttpRequest request =
        Rig.request(
            "POST",
            "/",
            "Address=Rd.+xitucheng&City=Bei+jing&Country=CN&Email=test%40test.com&PostalCode=10000"
                + "&Province=Bei+jing&RegistrantName=zhang+san&RegistrantOrganization=zhang+san"
                + "&RegistrantType=1&TelArea=86&Telephone=13800000000&TelExt=01"
                + "&DomainName.1=alibabacloud.com&DomainName.2=aliyun.com&ContactType=registrant"
                + "&TransferOutProhibited=true",
            Map.of(
                "Host", List.of("domain.aliyuncs.com"),
                "x-acs-action", List.of(Rig.SUBMIT),
                "x-acs-version", List.of("2018-01-29"),
                "x-acs-date", List.of("2018-04-17T12:00:00Z"),
                "x-acs-signature-nonce", List.of("3156853299f313e23d1673dc12e1703d"),
                "x-acs-content-sha256", List.of(EMPTY)),
            "");
    assertSignature(
        request,
        "testsecret",
        "5bc2479577cc32c86f80901811c9e04c0b83b2d08a89328cb51c9e783672302c",
        "3d0797be8c602e19bc79c0b235ab0130907eecda2771a6e066204b40c948e55f");
  }

  @Test
  void signsExampleF() {
    SignatureAcs3 signature = SignatureAcs3.parse("ACS3-HMAC-SHA256 SignedHeaders=x-acs-test");
    Map<String, String> expected =
        Map.of(
            "", "4ab59fffe3c5738ff8a2729f90cc04fe18b02a4b15b2102cbaf92f9ff3df2ea3",
            "GET", "d16b30a7699ae9e43875b13195b2f81bcc3ed10c14a9b5eb780e51619aa50be1");
    expected.forEach(
        (method, hex) -> {
          HttpRequest request =
              Rig.request(method, "/", "", Map.of("x-acs-test", List.of("http", " https ")), "");
          String canonical =
              signature.canonicalRequest(
                  request,
                  CanonicalQuery.of(Map.of("test", "ok", "empty", ""), (name, value) -> true),
                  "55e12e91650d2fec56ec74e1d3e4ddbfce2ef3a65890c2a19ecf88a307e76a23");
          String stringToSign =
              "ACS3-HMAC-SHA256\n"
                  + SignatureAcs3.sha256(canonical.getBytes(StandardCharsets.UTF_8));
          assertEquals(hex, SignatureAcs3.sign(stringToSign, "secret"));
        });
  }

  @Test
  void takesTheAuthorizationsPartsInAnyOrder() {
    Map<String, String> parts =
        Map.of("Credential", "id", "SignedHeaders", "a;b", "Signature", "f");
    for (String order :
        List.of(
            "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=a;b,Signature=f",
            "ACS3-HMAC-SHA256 Credential=id, Signature=f, SignedHeaders=a;b")) {
      assertEquals(parts, SignatureAcs3.parse(order).parts());
    }
    for (String broken : List.of("ACS3-HMAC-SHA256", "ACS3-HMAC-SHA256 ", "ACS3 ,,=,x")) {
      assertEquals(Map.of(), SignatureAcs3.parse(broken).parts());
    }
  }

  @Test
  void answersASignedCallInJsonUnlessAskedForXml() {
    HttpResponse json = rig.gateway().answer(call(Map.of(), "", ALL));
    assertEquals(200, json.status(), json::text);
    assertEquals("application/json;charset=utf-8", json.contentType());
    HttpResponse xml = rig.gateway().answer(call(Map.of("Format", "XML"), "", ALL));
    assertEquals("text/xml;charset=utf-8", xml.contentType());
  }

  @Test
  void signsTheBodyThroughItsDigest() {
    String body = "Text=" + PercentEncoding.encode("中 +");
    HttpRequest good = call(Map.of("DomainName.1", "a.test"), body, ALL);
    assertEquals(200, rig.gateway().answer(good).status());
    HttpRequest changed =
        new HttpRequest(
            good.method(),
            good.path(),
            good.query(),
            good.headers(),
            (body + "x").getBytes(StandardCharsets.UTF_8),
            good.clientAddress());
    assertEquals("SignatureDoesNotMatch", Errors.field(rig.gateway().answer(changed), "Code"));
  }

  @Test
  void refusesAReplayAndAnOldDate() {
    Gateway gateway = rig.gateway();
    HttpRequest request = call(Map.of(), "", ALL);
    assertEquals(200, gateway.answer(request).status());
    assertEquals("SignatureNonceUsed", Errors.field(gateway.answer(request), "Code"));
    rig.now = rig.now.plusSeconds(901);
    assertEquals("InvalidTimeStamp.Expired", Errors.field(gateway.answer(request), "Code"));
  }

  @Test
  void refusesASignatureThatLeavesOutWhatIsActedOn() {
    for (String left :
        List.of("x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce")) {
      List<String> headers = new ArrayList<>(ALL);
      headers.remove(left);
      Errors.assertError(
          rig.gateway().answer(call(Map.of(), "", headers)),
          400,
          "IncompleteSignature",
          "The request signature does not conform to the signature's standards. SignedHeaders lacks"
              + " "
              + left
              + ".");
    }
    List<String> withoutHost = new ArrayList<>(ALL);
    withoutHost.remove("host");
    assertEquals(200, rig.gateway().answer(call(Map.of(), "", withoutHost)).status());
  }

  @Test
  void refusesOtherAlgorithmsAndMissingParts() {
    Map<String, String> codes =
        Map.of(
            "ACS3-HMAC-SM3 Credential=testid,SignedHeaders=host,Signature=x",
                "InvalidSignatureMethod",
            "ACS4-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=x",
                "InvalidSignatureMethod",
            "ACS3-HMAC-SHA256 SignedHeaders=host,Signature=x", "MissingAccessKeyId",
            "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host", "MissingSignature",
            "ACS3-HMAC-SHA256", "MissingAccessKeyId");
    codes.forEach(
        (authorization, code) -> {
          Map<String, List<String>> headers = new TreeMap<>(call(Map.of(), "", ALL).headers());
          headers.put("Authorization", List.of(authorization));
          HttpResponse response = rig.gateway().answer(Rig.request("POST", "/", "", headers, ""));
          assertEquals(code, Errors.field(response, "Code"), response::text);
          assertEquals("application/json;charset=utf-8", response.contentType());
        });
  }

  @Test
  void showsItsStringToSign() {
    HttpRequest request = call(Map.of("Changed", "1"), "", ALL);
    HttpResponse response =
        rig.gateway().answer(Rig.request("POST", "/", "Changed=2", request.headers(), ""));
    String message = Errors.field(response, "Message");
    assertTrue(
        message.matches("(?s).* server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}"), message);
  }

  private static final List<String> ALL =
      List.of(
          "host",
          "x-acs-action",
          "x-acs-content-sha256",
          "x-acs-date",
          "x-acs-signature-nonce",
          "x-acs-version");

  private int nonce;

  private HttpRequest call(Map<String, String> query, String body, List<String> signed) {
    Map<String, List<String>> headers = new TreeMap<>();
    headers.put("Host", List.of("domain.example"));
    headers.put("Accept", List.of("application/json"));
    headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
    headers.put("x-acs-action", List.of("QueryTaskList"));
    headers.put("x-acs-version", List.of("2018-01-29"));
    headers.put("x-acs-date", List.of(rig.now.toString()));
    headers.put("x-acs-signature-nonce", List.of("acs3-" + nonce++));
    headers.put(
        "x-acs-content-sha256",
        List.of(SignatureAcs3.sha256(body.getBytes(StandardCharsets.UTF_8))));
    String start = "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=" + String.join(";", signed);
    HttpRequest unsigned = Rig.request("POST", "/", Rig.form(query), headers, body);
    String stringToSign = SignatureAcs3.parse(start).stringToSign(unsigned, query);
    headers.put(
        "Authorization",
        List.of(start + ",Signature=" + SignatureAcs3.sign(stringToSign, "testsecret")));
    return Rig.request("POST", "/", Rig.form(query), headers, body);
  }

  private static void assertSignature(
      HttpRequest request, String secret, String hash, String signature) {
    Map<String, String> parameters = new TreeMap<>();
    FormParameters.read(request, 100, parameters);
    String stringToSign =
        SignatureAcs3.parse("ACS3-HMAC-SHA256 SignedHeaders=" + String.join(";", ALL))
            .stringToSign(request, parameters);
    assertEquals("ACS3-HMAC-SHA256\n" + hash, stringToSign);
    assertEquals(signature, SignatureAcs3.sign(stringToSign, secret));
  }
}
