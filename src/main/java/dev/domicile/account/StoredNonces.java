package dev.domicile.account;

import dev.domicile.store.Database;

/** Nonces of requests that change something, kept over a restart and for all nodes. */
public final class StoredNonces {

  /** Rows removed in one transaction: the write lock is held for moments only. */
  private static final int PORTION = 1_000;

  private static final String EXPIRED =
      """
      DELETE FROM nonce WHERE (access_key_id, nonce) IN (
        SELECT access_key_id, nonce FROM nonce WHERE expires_at <= ?
        ORDER BY expires_at LIMIT ?)\
      """;

  private final Database database;

  public StoredNonces(Database database) {
    this.database = database;
  }

  /**
   * @param expiresAt epoch milliseconds after which the request itself would be refused for its age
   * @param now epoch milliseconds
   * @return false if this key's nonce is there already and has not expired
   */
  public boolean record(String accessKeyId, String nonce, long expiresAt, long now) {
    return database.write(
        sql ->
            sql.update(
                    """
                    INSERT INTO nonce (access_key_id, nonce, expires_at) VALUES (?, ?, ?)
                    ON CONFLICT (access_key_id, nonce)
                    DO UPDATE SET expires_at = excluded.expires_at WHERE nonce.expires_at <= ?\
                    """,
                    accessKeyId,
                    nonce,
                    expiresAt,
                    now)
                == 1);
  }

  /**
   * Removes what has expired, in portions.
   *
   * @param now epoch milliseconds
   * @return how many were removed
   */
  public int sweep(long now) {
    int all = 0;
    int removed;
    do {
      removed = database.write(sql -> sql.update(EXPIRED, now, PORTION));
      all += removed;
    } while (removed == PORTION);
    return all;
  }
}
