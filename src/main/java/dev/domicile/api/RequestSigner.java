package dev.domicile.api;

import dev.domicile.account.AccessKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs requests as a client does (signature 1.0): for the demo and for examples that people can
 * paste.
 */
public final class RequestSigner {

  private final InstantSource clock;
  private final Supplier<String> nonces;

  /**
   * @param nonces a text never used before, at each call
   */
  public RequestSigner(InstantSource clock, Supplier<String> nonces) {
    this.clock = clock;
    this.nonces = nonces;
  }

  /**
   * The query string of one signed request, good once and for as long as the service's
   * timestampWindow.
   */
  public String query(
      String method,
      AccessKey key,
      String action,
      Version version,
      Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    all.put("Action", action);
    all.put("Version", version.text());
    all.put("Format", "JSON");
    all.put("AccessKeyId", key.id());
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureVersion", "1.0");
    all.put("SignatureNonce", nonces.get());
    all.put("Timestamp", now.toString());
    String signature = SignatureV1.sign(SignatureV1.stringToSign(method, all, true), key.secret());
    all.put("Signature", signature);
    return SignatureV1.canonicalQuery(all, true)
        + "&Signature="
        + dev.domicile.wire.PercentEncoding.encode(signature);
  }
}
