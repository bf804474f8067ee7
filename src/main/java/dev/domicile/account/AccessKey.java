package dev.domicile.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pair with which clients sign.
 *
 * @param id AccessKeyId
 * @param secret AccessKeySecret in clear; never printed or logged
 * @param policy what it may do within its account
 * @param token null for a permanent key
 */
public record AccessKey(
    String id,
    String secret,
    boolean enabled,
    Caller caller,
    Policy policy,
    @Nullable SecurityToken token) {

  /** A permanent key that may do everything. */
  public AccessKey(String id, String secret, boolean enabled, Caller caller) {
    this(id, secret, enabled, caller, Policy.EVERYTHING, null);
  }

  /**
   * @param sent the request's SecurityToken; empty where it has none
   */
  public SecurityToken.Verdict check(String sent, Instant now) {
    if (token == null) {
      return sent.isEmpty() ? SecurityToken.Verdict.FITS : SecurityToken.Verdict.MISMATCH;
    }
    if (sent.isEmpty()) {
      return SecurityToken.Verdict.MISSING;
    }
    if (!MessageDigest.isEqual(octets(sent), octets(token.value()))) {
      return SecurityToken.looksLikeOurs(sent)
          ? SecurityToken.Verdict.MISMATCH
          : SecurityToken.Verdict.MALFORMED;
    }
    return now.toEpochMilli() >= token.expiresAt()
        ? SecurityToken.Verdict.EXPIRED
        : SecurityToken.Verdict.FITS;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
