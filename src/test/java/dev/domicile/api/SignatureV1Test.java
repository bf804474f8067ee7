package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The published examples, by the letters of the API reference's section 5. */
class SignatureV1Test {

  @Test
  void signsExampleA() {
    Map<String, String> parameters =
        common(
            "DescribeRegions",
            "XML",
            "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
            "2016-02-23T12:46:24Z",
            "2014-05-26");
    String stringToSign = SignatureV1.stringToSign("GET", parameters, true);
    assertEquals(
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26",
        stringToSign);
    assertEquals("OLeaidS1JvxuMvnyHOwuJ+uX5qY=", SignatureV1.sign(stringToSign, "testsecret"));
  }

  @Test
  void signsExampleB() {
    Map<String, String> parameters =
        common(
            "DescribeDedicatedHosts",
            "JSON",
            "edb2b34af0af9a6d14deaf7c1a5315eb",
            "2023-03-13T08:34:30Z",
            "2014-05-26");
    parameters.put("RegionId", "cn-beijing");
    assertEquals("9NaGiOspFP5UPcwX8Iwt2YJXXuk=", signature("GET", parameters, "testsecret"));
  }

  @Test
  void signsExamplesDAndE() {
    assertEquals(
        "XlUyV4sXjOuX5FnjUz9IF9tm5rU=",
        signature("GET", Map.of("query", "test", "body", "test"), "secret"));
    assertEquals(
        "jHx/oHoHNrbVfhncHEvPdHXZwHU=", signature("", Map.of("test", "ok"), "accessKeySecret"));
  }

  @Test
  void signsThePagesOwnSample() {
    Map<String, String> parameters =
        common(
            Rig.SUBMIT,
            "JSON",
            "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
            "2018-04-17T12:00:00Z",
            "2018-01-29");
    parameters.putAll(
        Map.of(
            "Address",
            "Rd. xitucheng",
            "City",
            "Bei jing",
            "Country",
            "CN",
            "Email",
            "test@test.com",
            "PostalCode",
            "10000",
            "Province",
            "Bei jing",
            "RegistrantName",
            "zhang san"));
    parameters.putAll(
        Map.of(
            "RegistrantOrganization",
            "zhang san",
            "RegistrantType",
            "1",
            "TelArea",
            "86",
            "Telephone",
            "13800000000",
            "TelExt",
            "01",
            "DomainName.1",
            "alibabacloud.com",
            "DomainName.2",
            "aliyun.com",
            "ContactType",
            "registrant"));
    parameters.put("TransferOutProhibited", "true");
    assertEquals("0O2R+ao/PORvJ9ilNPkcNA93RNw=", signature("GET", parameters, "testsecret"));
    assertEquals("CBBTwDS0Ywxajn/ALD5redm/3hs=", signature("POST", parameters, "testsecret"));
  }

  @Test
  void sortsNamesAsPlainText() {
    Map<String, String> names = new HashMap<>();
    for (int i = 1; i <= 11; i++) {
      names.put("K." + i, "v");
    }
    assertEquals(
        "K.1=v&K.10=v&K.11=v&K.2=v&K.3=v&K.4=v&K.5=v&K.6=v&K.7=v&K.8=v&K.9=v",
        SignatureV1.canonicalQuery(names, true));
  }

  @Test
  void leavesTheSignatureItselfOut() {
    assertEquals(
        "A=1&B=", SignatureV1.canonicalQuery(Map.of("Signature", "x", "A", "1", "B", ""), true));
    assertEquals(
        "A=1", SignatureV1.canonicalQuery(Map.of("Signature", "x", "A", "1", "B", ""), false));
  }

  @Test
  void acceptsEmptyValuesSignedOrNot() {
    Map<String, String> parameters = new TreeMap<>(Map.of("A", "1", "TelExt", ""));
    for (boolean emptyOnes : new boolean[] {true, false}) {
      parameters.put(
          "Signature",
          SignatureV1.sign(SignatureV1.stringToSign("POST", parameters, emptyOnes), "s"));
      assertInstanceOf(
          Signature.Verdict.Matches.class,
          new SignatureV1().verify(Rig.request("POST", "/", "", Map.of(), ""), parameters, "s"));
      assertInstanceOf(
          Signature.Verdict.Differs.class,
          new SignatureV1().verify(Rig.request("GET", "/", "", Map.of(), ""), parameters, "s"));
      assertInstanceOf(
          Signature.Verdict.Differs.class,
          new SignatureV1().verify(Rig.request("POST", "/", "", Map.of(), ""), parameters, "t"));
    }
  }

  private static String signature(String method, Map<String, String> parameters, String secret) {
    return SignatureV1.sign(SignatureV1.stringToSign(method, parameters, true), secret);
  }

  private static Map<String, String> common(
      String action, String format, String nonce, String time, String version) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("AccessKeyId", "testid");
    parameters.put("Action", action);
    parameters.put("Format", format);
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureNonce", nonce);
    parameters.put("SignatureVersion", "1.0");
    parameters.put("Timestamp", time);
    parameters.put("Version", version);
    return parameters;
  }
}
