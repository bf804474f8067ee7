package dev.domicile.audit;

import dev.domicile.store.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * An entry in its place of the chain. Digests in databases and in people's records stand on the
 * form that {@link #digest} gives it; it must not change.
 *
 * @param place from 1 on, without gaps
 * @param previous the digest of the entry before it
 */
record ChainedEntry(long place, byte[] previous, long id, Audit.Entry entry) {

  static final String COLUMNS = "id, at, account_id, actor, kind, subject, detail, place, previous";

  private static final byte[] FORM = "domicile audit 1".getBytes(StandardCharsets.US_ASCII);

  static ChainedEntry read(Row row) {
    return new ChainedEntry(
        row.number("place"), row.bytes("previous"), row.number("id"), AuditLog.entry(row));
  }

  /** SHA-256 over all of it; lengths go before, so that no two entries read alike. */
  byte[] digest() {
    MessageDigest sha256 = sha256();
    sha256.update(FORM);
    numbers(sha256, place, id, entry.at(), entry.accountId());
    bytes(sha256, previous);
    text(sha256, entry.actor());
    text(sha256, entry.kind());
    text(sha256, entry.subject());
    text(sha256, entry.detail());
    return sha256.digest();
  }

  private static void numbers(MessageDigest sha256, long... numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (long number : numbers) {
      buffer.putLong(number);
    }
    sha256.update(buffer.array());
  }

  private static void text(MessageDigest sha256, String text) {
    bytes(sha256, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(MessageDigest sha256, byte[] bytes) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha256.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
