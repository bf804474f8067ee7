package dev.domicile.journey;

import dev.domicile.account.KeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A call by signature 1.0, written from the API's pages and not with the service's code: what both
 * got wrong in the same way would pass unseen.
 */
final class SignedCall {

  static final String SUBMIT = "SaveBatchTaskForUpdatingContactInfoByNewContact";
  static final String LIST = "QueryTaskDetailList";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String endpoint;
  private final Map<String, String> parameters = new TreeMap<>();
  private String secret;
  private String method = "POST";
  private String path = "/";

  SignedCall(String endpoint, KeyPair key, Instant now) {
    this.endpoint = endpoint;
    this.secret = key.secret();
    with("Version", "2018-01-29");
    with("Format", "JSON");
    with("AccessKeyId", key.id());
    with("SignatureMethod", "HMAC-SHA1");
    with("SignatureVersion", "1.0");
    with("SignatureNonce", UUID.randomUUID().toString());
    with("Timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  SignedCall with(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  SignedCall with(Map<String, String> more) {
    parameters.putAll(more);
    return this;
  }

  SignedCall without(String name) {
    parameters.remove(name);
    return this;
  }

  /** DomainName.1 and so on, in place of those there were. */
  SignedCall withNames(List<String> names) {
    parameters.keySet().removeIf(name -> name.startsWith("DomainName"));
    for (int i = 0; i < names.size(); i++) {
      with("DomainName." + (i + 1), names.get(i));
    }
    return this;
  }

  SignedCall withSecret(String other) {
    secret = other;
    return this;
  }

  SignedCall as(KeyPair key) {
    secret = key.secret();
    return with("AccessKeyId", key.id());
  }

  SignedCall withMethod(String other) {
    method = other;
    return this;
  }

  SignedCall withPath(String other) {
    path = other;
    return this;
  }

  /** As {@link #send}, with a header field of the caller's own. */
  Reply sendWithHeader(String name, String value) {
    return send(signedQuery(), HttpRequest.BodyPublishers.noBody(), List.of(name, value));
  }

  /** All parameters in the query, as the SDKs send them. */
  Reply send() {
    return send(signedQuery(), HttpRequest.BodyPublishers.noBody(), List.of());
  }

  /** All parameters in a form body. */
  Reply sendAsForm() {
    return send(
        "",
        HttpRequest.BodyPublishers.ofString(signedQuery()),
        List.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  /** A signed query, and a body that no signature covers. */
  Reply sendWithBody(String contentType, byte[] body) {
    return send(
        signedQuery(),
        HttpRequest.BodyPublishers.ofByteArray(body),
        List.of("Content-Type", contentType));
  }

  /** The signed query with something that was not signed, or not written as it should be. */
  Reply sendWithQuery(java.util.function.UnaryOperator<String> change) {
    return send(change.apply(signedQuery()), HttpRequest.BodyPublishers.noBody(), List.of());
  }

  private Reply send(String query, HttpRequest.BodyPublisher body, List<String> headers) {
    URI uri = URI.create("http://" + endpoint + path + (query.isEmpty() ? "" : "?" + query));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).method(method, body);
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      HttpResponse<byte[]> answered =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(
          answered.statusCode(),
          answered.headers().firstValue("content-type").orElse(""),
          answered.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  String signedQuery() {
    String canonical = canonical();
    return parameters.containsKey("Signature")
        ? canonical
        : canonical + "&Signature=" + encode(signature());
  }

  private String canonical() {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
    return String.join("&", pairs);
  }

  String stringToSign() {
    return method + "&" + encode("/") + "&" + encode(canonical());
  }

  private String signature() {
    String toSign = stringToSign();
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** RFC 3986: only letters, digits and - _ . ~ stay. */
  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
