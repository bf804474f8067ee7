package dev.domicile.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Requests that no client should send, the same ones for the same seed: recorded and valid ones
 * with octets changed, correctly signed ones of strange parameters, and strange methods, headers
 * and sizes.
 */
public final class RequestFuzz {

  /** The client's side of signature 1.0. */
  public interface Signer {

    /**
     * @param parameters may name any common parameter, Action for one; the rest is added
     * @return a signed query string
     */
    String query(String method, Map<String, String> parameters);
  }

  private static final List<String> PIECES =
      List.of(
          "%",
          "%00",
          "%FF",
          "%C3",
          "&",
          "=",
          "+",
          "\r\n",
          "\0",
          "<",
          "]]>",
          "\"",
          "中",
          "😀",
          "{0}",
          "..",
          "Signature=",
          "&Action=Fails",
          "DomainName.999999999999=x",
          "Format=XML",
          "HTTP/1.1",
          "\r\n\r\n",
          "x-acs-date: ",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Content-Encoding: gzip\r\n",
          "Expect: 100-continue\r\n");

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "DELETE",
          "HEAD",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PATCH",
          "get",
          "G\u0000T",
          "PRI",
          "POSTPOSTPOSTPOSTPOSTPOST",
          "");

  private static final List<String> NAMES =
      List.of(
          "Action",
          "Version",
          "Format",
          "Lang",
          "AccessKeyId",
          "SecurityToken",
          "SignatureType",
          "SignatureVersion",
          "SignatureMethod",
          "Timestamp",
          "DomainName",
          "DomainName.1",
          "DomainName.01",
          "DomainName.-1",
          "DomainName.9999999999999999999",
          "ContactType",
          "RegistrantName",
          "ZhRegistrantName",
          "Email",
          "TaskNo",
          "TaskDetailNo",
          "PageNum",
          "PageSize",
          "TaskStatus",
          "InstanceId",
          "UserClientIp",
          "TransferOutProhibited",
          "",
          ".",
          "a\u0000b",
          "名",
          "\uFFFF",
          "%41",
          "x-acs-action");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1",
          "9223372036854775808",
          "1e9",
          "NaN",
          "true",
          "null",
          "a.test",
          "域名.test",
          "xn--",
          "xn--a",
          "a..test",
          "registrant",
          "tech",
          "XML",
          "JSON",
          "zh",
          "2018-01-29",
          "2017-12-18",
          "1969-12-31T23:59:60Z",
          "+1000000000-12-31T00:00:00Z",
          "BEARERTOKEN",
          "00000000-0000-0000-0000-000000000000",
          "😀",
          "\u0000",
          "\r\nSet-Cookie: a=b",
          "<!DOCTYPE a [<!ENTITY b \"c\">]>",
          "${jndi:ldap://x}",
          "' OR 1=1 --",
          "{0}{1}",
          "%n%s",
          "\u202E",
          "\uD800");

  private static final List<String> ACTIONS =
      List.of(
          "SaveBatchTaskForUpdatingContactInfoByNewContact",
          "QueryTaskDetailList",
          "QueryTaskDetailHistory",
          "QueryTaskList",
          "QueryTaskInfoHistory",
          "PollTaskResult",
          "CancelTask",
          "AcknowledgeTaskResult");

  private static final List<String> HEADERS =
      List.of(
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type: application/json",
          "Content-Type: multipart/form-data; boundary=x",
          "Content-Type: ;;;",
          "Accept-Encoding: gzip",
          "Accept: application/json",
          "Connection: close",
          "Connection: Upgrade",
          "Upgrade: h2c",
          "Expect: 200-maybe",
          "Transfer-Encoding: gzip",
          "Content-Encoding: gzip",
          "Authorization: ACS3-HMAC-SHA256",
          "Authorization: ACS3-HMAC-SHA256 Credential=,SignedHeaders=;;,Signature=",
          "Authorization: Bearer x",
          "x-acs-content-sha256: 0",
          "x-acs-date: never",
          "x-acs-security-token: x",
          "Forwarded: for=unknown",
          "Host: a, b",
          "Host:",
          "Range: bytes=0-",
          "Cookie: a=b",
          "X: " + "x".repeat(5_000));

  private static final List<byte[]> VECTORS = Vectors.all();

  private final Random random;
  private final Signer signer;

  public RequestFuzz(long seed, Signer signer) {
    this.random = new Random(seed);
    this.signer = signer;
  }

  public byte[] next() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> mutated(valid());
      case 3, 4 -> mutated(VECTORS.get(random.nextInt(VECTORS.size())));
      case 5, 6, 7 -> strangelyFilled();
      case 8 -> strangelyFramed();
      default -> noise();
    };
  }

  /** Nothing is wrong with it. */
  public byte[] valid() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("Action", "QueryTaskList");
    parameters.put("PageNum", "1");
    parameters.put("PageSize", "10");
    return random.nextBoolean()
        ? head("GET", signer.query("GET", parameters), "")
        : form("POST", signer.query("POST", parameters), "");
  }

  /** The signature is good, so that it comes as far as the operation or nearly so. */
  private byte[] strangelyFilled() {
    Map<String, String> parameters = new TreeMap<>();
    if (random.nextInt(4) > 0) {
      parameters.put("Action", pick(ACTIONS));
    }
    for (int n = random.nextInt(8); n > 0; n--) {
      parameters.put(name(), value());
    }
    if (random.nextInt(200) == 0) {
      for (int i = 0; i < 2_000; i++) {
        parameters.put("P" + i, "");
      }
    }
    String method = random.nextBoolean() ? "GET" : "POST";
    String query = signer.query(method, parameters);
    return random.nextBoolean() ? head(method, query, "") : form(method, query, "");
  }

  private byte[] strangelyFramed() {
    StringBuilder fields = new StringBuilder();
    for (int n = random.nextInt(5); n > 0; n--) {
      fields.append(pick(HEADERS)).append("\r\n");
    }
    String method = pick(METHODS);
    String query = signer.query(method, Map.of("Action", "QueryTaskList"));
    return random.nextBoolean()
        ? head(method, query, fields.toString())
        : form(method, query, fields.toString());
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 100_000 : 300)];
    random.nextBytes(noise);
    return random.nextBoolean() ? noise : join(octets("POST /?"), noise);
  }

  private String name() {
    return random.nextInt(20) == 0 ? "N".repeat(random.nextInt(10_000)) : pick(NAMES);
  }

  private String value() {
    return random.nextInt(20) == 0 ? pick(VALUES).repeat(1 + random.nextInt(1_000)) : pick(VALUES);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] head(String method, String query, String fields) {
    return octets(method + " /?" + query + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n");
  }

  private static byte[] form(String method, String query, String fields) {
    byte[] body = octets(query);
    return join(
        octets(
            method
                + " / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + fields
                + "Content-Length: "
                + body.length
                + "\r\n\r\n"),
        body);
  }

  private byte[] mutated(byte[] request) {
    byte[] mutated = request;
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(mutated.length + 1);
      mutated =
          switch (random.nextInt(5)) {
            case 0 -> insert(mutated, at, octets(pick(PIECES)));
            case 1 -> insert(mutated, at, new byte[] {(byte) random.nextInt(256)});
            case 2 -> Arrays.copyOf(mutated, Math.max(1, at));
            case 3 -> insert(mutated, at, Arrays.copyOf(mutated, Math.min(at, 500)));
            default -> {
              byte[] changed = mutated.clone();
              changed[Math.min(at, changed.length - 1)] = (byte) random.nextInt(256);
              yield changed;
            }
          };
    }
    return mutated;
  }

  private static byte[] insert(byte[] into, int at, byte[] piece) {
    return join(join(Arrays.copyOf(into, at), piece), Arrays.copyOfRange(into, at, into.length));
  }

  private static byte[] join(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(one.length + other.length);
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
