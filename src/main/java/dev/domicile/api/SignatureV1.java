package dev.domicile.api;

import dev.domicile.wire.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature 1.0: HMAC-SHA1 over the method and all parameters of query and form body, decoded,
 * sorted and encoded anew, since no two clients spell alike. Its own parts are parameters too.
 */
record SignatureV1() implements Signature {

  @Override
  public Claim claim(HttpRequest request, Map<String, String> parameters) {
    return new Claim(
        parameters.getOrDefault("Action", ""),
        parameters.getOrDefault("Version", ""),
        parameters.getOrDefault("AccessKeyId", ""),
        parameters.getOrDefault("Signature", ""),
        parameters.getOrDefault("SignatureNonce", ""),
        parameters.getOrDefault("Timestamp", ""),
        parameters.getOrDefault("SecurityToken", ""));
  }

  /** The method may be left out: there is only one. */
  @Override
  public Optional<Refusal> unfit(HttpRequest request, Map<String, String> parameters) {
    String method = parameters.getOrDefault("SignatureMethod", "");
    if (!method.isEmpty() && !method.equalsIgnoreCase("HMAC-SHA1")) {
      return Optional.of(Refusal.of(ErrorCode.INVALID_SIGNATURE_METHOD));
    }
    String version = parameters.getOrDefault("SignatureVersion", "");
    if (version.isEmpty()) {
      return Optional.of(Refusal.missing("SignatureVersion"));
    }
    return version.equals("1.0")
        ? Optional.empty()
        : Optional.of(Refusal.invalid("SignatureVersion", "It is 1.0.", "取值为1.0。"));
  }

  /**
   * Half of the official SDKs sign parameters with empty values, the other half send them unsigned;
   * either is a good signature.
   */
  @Override
  public Verdict verify(HttpRequest request, Map<String, String> parameters, String secret) {
    String theirs = parameters.getOrDefault("Signature", "");
    String full = stringToSign(request.method(), parameters, true);
    if (Signature.same(sign(full, secret), theirs)) {
      return new Verdict.Matches();
    }
    boolean emptyOnes = parameters.containsValue("");
    return emptyOnes
            && Signature.same(
                sign(stringToSign(request.method(), parameters, false), secret), theirs)
        ? new Verdict.Matches()
        : new Verdict.Differs(full);
  }

  static String stringToSign(String method, Map<String, String> parameters, boolean emptyOnes) {
    String canonical = canonicalQuery(parameters, emptyOnes);
    StringBuilder out = new StringBuilder(canonical.length() + canonical.length() / 4 + 16);
    out.append(method).append("&%2F&");
    PercentEncoding.encode(canonical, out);
    return out.toString();
  }

  /** Base64 of HMAC-SHA1; the key is the secret with an ampersand behind it. */
  static String sign(String stringToSign, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(stringToSign.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static String canonicalQuery(Map<String, String> parameters, boolean emptyOnes) {
    return CanonicalQuery.of(
        parameters, (name, value) -> !name.equals("Signature") && (emptyOnes || !value.isEmpty()));
  }
}
