package dev.domicile.api;

import dev.domicile.wire.Form;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ACS3-HMAC-SHA256: the parts of the signature are in headers, and it is made over the method, the
 * query, the headers that it names, and a digest of the body. Clients name different headers - two
 * of the official SDKs leave out host - so exactly those named are checked, and of those that this
 * service acts on none may be missing among them.
 *
 * @param algorithm the first word of Authorization
 * @param parts its parts by name, since clients write them in different orders
 */
record SignatureAcs3(String algorithm, Map<String, String> parts) implements Signature {

  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private static final String TOKEN = "x-acs-security-token";

  /** Sent beside a token: the key that it belongs to. */
  private static final String KEY_OF_TOKEN = "x-acs-accesskey-id";

  private static final List<String> ACTED_ON =
      List.of(
          "x-acs-action",
          "x-acs-version",
          "x-acs-date",
          "x-acs-signature-nonce",
          TOKEN,
          KEY_OF_TOKEN);

  static SignatureAcs3 parse(String authorization) {
    int space = authorization.indexOf(' ');
    String algorithm = space < 0 ? authorization : authorization.substring(0, space);
    Map<String, String> parts = new HashMap<>();
    for (String part : authorization.substring(algorithm.length()).split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return new SignatureAcs3(algorithm, parts);
  }

  /** One SDK has action and version in the query as well; the headers are what is acted on. */
  @Override
  public Claim claim(HttpRequest request, Map<String, String> parameters) {
    return new Claim(
        either(request, "x-acs-action", parameters, "Action"),
        either(request, "x-acs-version", parameters, "Version"),
        parts.getOrDefault("Credential", ""),
        parts.getOrDefault("Signature", ""),
        request.header("x-acs-signature-nonce").orElse(""),
        request.header("x-acs-date").orElse(""),
        either(request, TOKEN, parameters, "SecurityToken"));
  }

  @Override
  public Optional<Refusal> unfit(HttpRequest request, Map<String, String> parameters) {
    if (!algorithm.equals(ALGORITHM)) {
      return Optional.of(Refusal.of(ErrorCode.INVALID_SIGNATURE_METHOD));
    }
    String keyOfToken = request.header(KEY_OF_TOKEN).orElse("");
    if (!keyOfToken.isEmpty() && !keyOfToken.equals(parts.get("Credential"))) {
      return Optional.of(Refusal.of(ErrorCode.INVALID_SECURITY_TOKEN_MISMATCH));
    }
    TreeSet<String> signed = signedHeaders();
    return ACTED_ON.stream()
        .filter(name -> request.header(name).isPresent() && !signed.contains(name))
        .findFirst()
        .map(
            name ->
                Refusal.of(
                    ErrorCode.INCOMPLETE_SIGNATURE,
                    "SignedHeaders lacks " + name + ".",
                    "SignedHeaders缺少" + name + "。"));
  }

  @Override
  public Verdict verify(HttpRequest request, Map<String, String> parameters, String secret) {
    String stringToSign = stringToSign(request, parameters);
    return Signature.same(sign(stringToSign, secret), parts.getOrDefault("Signature", ""))
        ? new Verdict.Matches()
        : new Verdict.Differs(stringToSign);
  }

  /** The body's digest is ours, never the header's: so the header need not be believed. */
  String stringToSign(HttpRequest request, Map<String, String> parameters) {
    return ALGORITHM
        + "\n"
        + sha256(
            canonicalRequest(
                    request,
                    CanonicalQuery.of(inQuery(request, parameters), (name, value) -> true),
                    sha256(request.body()))
                .getBytes(StandardCharsets.UTF_8));
  }

  String canonicalRequest(HttpRequest request, String query, String bodyDigest) {
    TreeSet<String> signed = signedHeaders();
    StringBuilder headers = new StringBuilder();
    for (String name : signed) {
      headers.append(name).append(':').append(request.header(name).orElse("")).append('\n');
    }
    return String.join(
        "\n",
        request.method(),
        request.path(),
        query,
        headers,
        String.join(";", signed),
        bodyDigest);
  }

  /** Lower-case hexadecimal HMAC-SHA256; the key is the secret itself. */
  static String sign(String stringToSign, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(stringToSign.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private TreeSet<String> signedHeaders() {
    TreeSet<String> names = new TreeSet<>();
    for (String name : parts.getOrDefault("SignedHeaders", "").split(";")) {
      if (!name.isEmpty()) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static String either(
      HttpRequest request, String header, Map<String, String> parameters, String parameter) {
    return request.header(header).orElseGet(() -> parameters.getOrDefault(parameter, ""));
  }

  /** Of the parameters together, those of the body are signed through its digest. */
  private static Map<String, String> inQuery(HttpRequest request, Map<String, String> together) {
    if (request.body().length == 0) {
      return together;
    }
    Map<String, String> inQuery = new HashMap<>();
    Form.read(request.query().getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE, inQuery);
    return inQuery;
  }

  /** The signature stays out of logs. */
  @Override
  public String toString() {
    return "SignatureAcs3[" + algorithm + "]";
  }
}
