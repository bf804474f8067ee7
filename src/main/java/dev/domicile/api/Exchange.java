package dev.domicile.api;

import dev.domicile.account.AccessKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on its way through the gateway's checks, and what they have found out so far. */
final class Exchange {

  final HttpRequest request;
  final String requestId;
  final Instant began;
  final Map<String, String> parameters = new HashMap<>();
  Format format;
  Lang lang;
  private @Nullable Signature signature;
  private @Nullable Claim claim;
  private Nonces.@Nullable Digest nonce;
  private @Nullable Instant expiry;
  private @Nullable AccessKey key;
  private @Nullable Operation operation;
  private @Nullable Version version;

  Exchange(HttpRequest request, String requestId, Instant began) {
    this.request = request;
    this.requestId = requestId;
    this.began = began;
    this.format = Format.guess(request);
    this.lang = Lang.of(RawParameter.find("Lang", request));
  }

  void claimed(Signature kind, Claim made) {
    signature = kind;
    claim = made;
  }

  /**
   * @param until when the time stamp itself will refuse a replay
   */
  void stamped(Instant until) {
    expiry = until;
  }

  void numbered(Nonces.Digest once) {
    nonce = once;
  }

  void found(AccessKey found) {
    key = found;
  }

  void found(Operation found, Version in) {
    operation = found;
    version = in;
  }

  Signature signature() {
    return known(signature);
  }

  Claim claim() {
    return known(claim);
  }

  Instant expiry() {
    return known(expiry);
  }

  Nonces.Digest nonce() {
    return known(nonce);
  }

  AccessKey key() {
    return known(key);
  }

  Operation operation() {
    return known(operation);
  }

  Version version() {
    return known(version);
  }

  @Nullable Claim claimIfAny() {
    return claim;
  }

  @Nullable AccessKey keyIfAny() {
    return key;
  }

  /** The checks stand in an order in which each finds what it needs. */
  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a check ran before the one that it builds on");
    }
    return value;
  }
}
