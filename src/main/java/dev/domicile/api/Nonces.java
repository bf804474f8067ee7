package dev.domicile.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The nonces that this process has seen, until they expire. Bounded: when it is full and none has
 * expired it says so rather than forget one, since a forgotten nonce is a request that can be
 * replayed. Holds a 128-bit digest of each, so that a million of them fit in some 100 MB however
 * long the clients make them.
 */
final class Nonces {

  enum Verdict {
    NEW,
    USED,
    FULL
  }

  record Digest(long high, long low) {}

  private record Expiry(long at, Digest digest) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      return Long.compare(at, other.at);
    }
  }

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Digest> seen = new HashSet<>();
  private final PriorityQueue<Expiry> expiries = new PriorityQueue<>();

  Nonces(int most) {
    this.most = most;
  }

  /** Whether the nonce was recorded before and has not expired. */
  boolean isKnown(Digest digest, Instant now) {
    lock.lock();
    try {
      forgetExpired(now.getEpochSecond());
      return seen.contains(digest);
    } finally {
      lock.unlock();
    }
  }

  Verdict record(Digest digest, Instant now, Instant expiresAt) {
    lock.lock();
    try {
      forgetExpired(now.getEpochSecond());
      if (seen.contains(digest)) {
        return Verdict.USED;
      }
      if (seen.size() >= most) {
        return Verdict.FULL;
      }
      seen.add(digest);
      expiries.add(new Expiry(expiresAt.getEpochSecond(), digest));
      return Verdict.NEW;
    } finally {
      lock.unlock();
    }
  }

  private void forgetExpired(long now) {
    for (Expiry next = expiries.peek(); next != null && next.at < now; next = expiries.peek()) {
      expiries.remove();
      seen.remove(next.digest);
    }
  }

  /** The zero octet cannot be part of a stored AccessKeyId, so no two pairs share a spelling. */
  static Digest digest(String accessKeyId, String nonce) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(accessKeyId.getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      ByteBuffer octets = ByteBuffer.wrap(sha256.digest(nonce.getBytes(StandardCharsets.UTF_8)));
      return new Digest(octets.getLong(), octets.getLong());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
