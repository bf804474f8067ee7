package dev.domicile.api;

import dev.domicile.account.Caller;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Throttles by rate: each access key, each account, and each address that sends what proves
 * nothing. What is refused costs nobody a token, and an address that is over its rate still gets
 * its good requests through: others may share it.
 */
public final class RateThrottle implements Throttle {

  /** Of keys, of accounts and of addresses, some 10 MB of each. */
  private static final int MOST = 100_000;

  /** Octets of an IPv6 address that tell its network; the rest is the user's own to choose. */
  private static final int NETWORK = 8;

  private final @Nullable TokenBuckets<String> keys;
  private final @Nullable TokenBuckets<Long> accounts;
  private final @Nullable TokenBuckets<String> addresses;
  private final LongSupplier nanos;

  /**
   * @param nanos a clock that never goes back, such as {@link System#nanoTime}
   */
  public RateThrottle(ThrottleSettings settings, LongSupplier nanos) {
    this.keys = buckets(settings.key());
    this.accounts = buckets(settings.account());
    this.addresses = buckets(settings.failures());
    this.nanos = nanos;
  }

  @Override
  public Optional<Refusal> refusal(Caller caller, String action) {
    long now = nanos.getAsLong();
    long wait = take(keys, caller.accessKeyId(), now);
    if (wait == 0) {
      wait = take(accounts, caller.accountId(), now);
      if (wait > 0 && keys != null) {
        keys.giveBack(caller.accessKeyId(), now);
      }
    }
    return later(ErrorCode.THROTTLING_USER, wait);
  }

  @Override
  public Optional<Refusal> unproven(String clientAddress) {
    return addresses == null
        ? Optional.empty()
        : later(ErrorCode.THROTTLING, take(addresses, network(clientAddress), nanos.getAsLong()));
  }

  private static <K> long take(@Nullable TokenBuckets<K> buckets, K name, long now) {
    return buckets == null ? 0 : buckets.take(name, now);
  }

  private static Optional<Refusal> later(ErrorCode code, long wait) {
    return wait == 0 ? Optional.empty() : Optional.of(Refusal.later(code, Duration.ofNanos(wait)));
  }

  private static <K> @Nullable TokenBuckets<K> buckets(ThrottleSettings.Rate rate) {
    return rate.isLimited() ? new TokenBuckets<>(rate, MOST) : null;
  }

  /** Whoever has one IPv6 address has 2^64 of them. */
  private static String network(String address) {
    int zone = address.indexOf('%');
    try {
      byte[] octets =
          InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
      return octets.length > NETWORK
          ? HexFormat.of().formatHex(Arrays.copyOf(octets, NETWORK))
          : address;
    } catch (IllegalArgumentException noAddress) {
      return address;
    }
  }
}
